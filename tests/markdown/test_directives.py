from __future__ import annotations

import pytest

from pipeline.markdown.body import read_blocks
from pipeline.markdown.directives import attributes, directives, masked, no_loc_words


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (":::row:::", "row"),
        ('   :::column span="2":::', "column"),
        (":::row-end:::", "row-end"),
        (':::image type="content" source="a.png" alt-text="A: b":::', "image"),
        (':::zone pivot="one"', "zone"),
        ('::: moniker range=">=a-1"', "moniker"),
        (":::", ""),
        ("[!INCLUDE [text](a/b.md)]", "include"),
        ("- [!INCLUDE[text](b.md)]", "include"),
        ('> [!div class="checklist"]', "div"),
        ("> [!VIDEO https://example.com/v]", "video"),
        ("[!code-csharp[Main](a.cs?name=x)]", "code-csharp"),
    ],
)
def test_what_stands_alone_is_a_directive(line: str, name: str) -> None:
    (found,) = directives(f"Text.\n\n{line}\n")
    assert found.name == name
    assert masked(line).strip(" >-") == ""
    assert len(masked(line)) == len(line)


@pytest.mark.parametrize(
    "line",
    [
        "> [!NOTE]",
        "> [!tip]",
        "See [!INCLUDE [text](a.md)] here.",
        "[!INCLUDE [text](a.md)] and more",
        ':::no-loc text="Word"::: begins a sentence.',
        "Use `:::row:::` for rows.",
        "[text](a.md)",
    ],
)
def test_what_is_text_or_an_alert_stays(line: str) -> None:
    assert masked(line) == line


def test_attributes_are_ranges() -> None:
    text = ':::image source="a.png" alt-text="An \\"image\\"":::'
    (directive,) = directives(text)
    places = attributes(text, directive)
    assert {name: text[start:end] for name, (start, end) in places.items()} == {
        "source": "a.png",
        "alt-text": 'An \\"image\\"',
    }


def test_no_loc_words() -> None:
    text = 'A :::no-loc text="Word"::: and :::no-loc text="A \\"b\\"":::.'
    assert no_loc_words(text) == ("Word", 'A "b"')


def test_directives_do_not_glue_paragraphs() -> None:
    text = "One.\n:::row:::\nTwo é.\n[!INCLUDE [é](b.md)]\nThree.\n"
    assert [text[block.start : block.end].strip() for block in read_blocks(text)] == [
        "One.",
        "Two é.",
        "Three.",
    ]


def test_columns_are_read_without_their_indent() -> None:
    text = (
        ":::row:::\n   :::column:::\n      One.\n\n      - Two\n   :::column-end:::\n"
        "   :::column:::\n      Three.\n   :::column-end:::\n:::row-end:::\n\n    code\n"
    )
    assert [(block.kind, text[block.start : block.end]) for block in read_blocks(text)] == [
        ("paragraph", "One."),
        ("item", "Two"),
        ("paragraph", "Three."),
        ("code", "code\n"),
    ]
