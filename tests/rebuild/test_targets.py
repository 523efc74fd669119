from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.markdown.article import Article
from pipeline.rebuild.apply import with_targets
from pipeline.units.bilingual import bilingual_units
from pipeline.units.page import units_of
from pipeline.units.unit import Unit
from tests.markdown.test_bilingual import unit

PAGE = Article(
    "# "
    + unit(101, "Betalen", "Pay")
    + "\n\n"
    + unit(102, "Een.", "One.")
    + " "
    + unit(103, "Twee.", "Two.")
    + "\n\n- "
    + unit(104, "Drie", "Three")
    + "\n"
)
UNITS = bilingual_units(PAGE)

PIECES = st.sampled_from(
    [*"ab *`#->|\n\r\té語", "1. ", "</span>", "<span>", '<span data-ttu-id="x-1">', "<!--"]
)
ANY_TEXT = st.lists(PIECES, max_size=12).map("".join)


@given(st.dictionaries(st.integers(0, 3), ANY_TEXT, max_size=4))
def test_a_text_stands_in_the_page_exactly_or_is_refused(texts: dict[int, str]) -> None:
    rebuilt = with_targets(PAGE, UNITS, texts)
    refused = {UNITS.index(each.unit) for each in rebuilt.refused}
    for index, (old, new) in enumerate(zip(UNITS, bilingual_units(rebuilt.article), strict=True)):
        expected = old.target if index in refused else texts.get(index, old.target)
        assert (new.id, new.source, new.kind, new.target) == (
            old.id,
            old.source,
            old.kind,
            expected,
        )


def test_nothing_but_the_target_changes() -> None:
    rebuilt = with_targets(PAGE, UNITS, {1: "Eén."})
    assert rebuilt.article.text == PAGE.text.replace(">Een.<", ">Eén.<")


@pytest.mark.parametrize("text", ['<span data-ttu-id="x-1">b', "a\n\nb", "a\n# b", "a\n1. b"])
def test_a_text_that_breaks_the_page_is_refused_and_the_others_go_in(text: str) -> None:
    rebuilt = with_targets(PAGE, UNITS, {0: "Afrekenen", 1: text, 3: "Derde"})
    assert [each.unit.id for each in rebuilt.refused] == ["1a2b3-102"]
    assert [each.target for each in bilingual_units(rebuilt.article)] == [
        "Afrekenen",
        "Een.",
        "Twee.",
        "Derde",
    ]


def test_one_bad_text_among_thousands_costs_little() -> None:
    page = Article("\n\n".join(unit(101 + number, "doel", "source") for number in range(3000)))
    units = bilingual_units(page)
    texts = {index: f"tekst {index}" for index in range(3000)} | {1234: "a\n\nb"}
    rebuilt = with_targets(page, units, texts)
    assert [each.unit.id for each in rebuilt.refused] == [units[1234].id]


HEADED = Article("---\ntitle: 'Betalen'\nms.topic: article\n---\nEen zin. Nog een.\n")
HEADED_UNITS = (
    Unit("Pay", "Betalen", "metadata: title", target_range=(11, 20)),
    Unit("One.", "Een zin.", "paragraph", target_range=(43, 51)),
)


@pytest.mark.parametrize(
    "title", ["Afrekenen", "Betalen: zo doet u dat", 'D\'r is "niets" # te zien', "- x", "2026"]
)
def test_metadata_is_written_so_that_it_reads_back(title: str) -> None:
    rebuilt = with_targets(HEADED, HEADED_UNITS, {0: title, 1: "Eén zin."})
    assert rebuilt.refused == ()
    assert rebuilt.article.metadata == {"title": title, "ms.topic": "article"}
    assert rebuilt.article.text.endswith("ms.topic: article\n---\nEén zin. Nog een.\n")


def test_a_sentence_of_a_page_without_spans_is_spliced_where_it_stands() -> None:
    rebuilt = with_targets(HEADED, HEADED_UNITS, {1: "Eén zin."})
    assert rebuilt.article.text == HEADED.text.replace("Een zin.", "Eén zin.")


def test_a_sentence_cannot_break_a_page_without_spans() -> None:
    rebuilt = with_targets(HEADED, HEADED_UNITS, {1: "Een\n\n- zin."})
    assert rebuilt.article.text == HEADED.text
    assert len(rebuilt.refused) == 1


LINKED_SOURCE = Article("""---
title: Old title
keywords: [alpha, beta, gamma]
description: >
  Two lines
  of text
---
# Heading one

First *sentence*. See [the link text](a.md) and [![the image](b.png)](c.md).

| A head | B head |
| --- | --- |
| cell one | cell two |

![An image text](img.png)

- [Only a link](a.md)

:::image type="content" source="x.png" alt-text="The alt words here":::
""")
LINKED = Article(
    LINKED_SOURCE.text.replace("# Heading one", '# <a name="heading-one"></a>Heading one')
)
SPANNED = Article(
    "---\ntitle: Old title\n---\n# Head\n\n| "
    + unit(101, "cell one", "cell one")
    + " | "
    + unit(102, "cell two", "cell two")
    + " |\n| --- | --- |\n\nSee ["
    + unit(103, "the link", "the link")
    + '](a.md).\n\n:::image source="x.png" alt-text="The alt words here":::\n'
)
SPANNED_SOURCE = Article(
    "---\ntitle: Old title\n---\n# Head\n\n| cell one | cell two |\n| --- | --- |\n\n"
    'See [the link](a.md).\n\n:::image source="x.png" alt-text="The alt words here":::\n'
)
BREAKING = [
    ("cell one", "left | right"),
    ("cell one", "| right"),
    ("cell two", "left | right"),
    ("cell two", "left ` | ` right"),
    ("The alt words here", 'The "alt" words'),
    ("The alt words here", "Words:::more"),
    ("An image text", "An image] text"),
    ("Only a link", "A] link"),
    ("the link", "the] link"),
    ("Heading one", "Heading ##"),
    ("First *sentence*.", "- First."),
]
STANDING = [
    ("cell one", r"left \| right"),
    ("The alt words here", "The 'alt' words"),
    ("An image text", "An [image] text"),
    ("Only a link", "A `link`"),
    ("the link", "*the* link"),
    ("Heading one", "`Heading`  "),
    ("First *sentence*.", "Eerste <b>zin</b>."),
    ("See [the link text](a.md) and [![the image](b.png)](c.md).", "[Nothing] [like](it.md)"),
]


def places(pairs: list[tuple[str, str]]) -> pytest.MarkDecorator:
    """Each pair on each of the two pages that has its first text: page, its units, the unit's index, new text."""
    found = []
    for page, source in ((LINKED, LINKED_SOURCE), (SPANNED, SPANNED_SOURCE)):
        units = units_of(page, source, "nl-NL")
        targets = [each.target for each in units]
        found += [(page, units, targets.index(old), new) for old, new in pairs if old in targets]
    assert len(found) > len(pairs)
    return pytest.mark.parametrize(("page", "units", "index", "text"), found)


@places(BREAKING)
def test_a_text_that_ends_what_it_stands_in_is_refused(
    page: Article, units: tuple[Unit, ...], index: int, text: str
) -> None:
    rebuilt = with_targets(page, units, {index: text})
    assert [each.text for each in rebuilt.refused] == [text]
    assert rebuilt.article.text == page.text


@places(STANDING)
def test_a_text_that_only_looks_odd_goes_in(
    page: Article, units: tuple[Unit, ...], index: int, text: str
) -> None:
    rebuilt = with_targets(page, units, {index: text})
    start, end = units[index].target_range or (0, 0)
    assert rebuilt.refused == ()
    assert rebuilt.article.text == page.text[:start] + text + page.text[end:]


@pytest.mark.parametrize(
    "texts",
    [
        {"alpha": "x, y"},
        {"alpha": "x, y", "beta": "zz"},
        {"alpha": "[x", "beta": "a: b", "gamma": "{}"},
        {"beta": "{y}, # z", "Old title": "A, b"},
        {"Two lines of text": "One line"},
        {"Two lines of text": "Two\nlines"},
        {"Two lines of text": " a\n\n\n  b \n\tc", "gamma": "a\nb"},
        {"Two lines of text": "a\x85b\u2028c\x01"},
    ],
)
def test_each_metadata_value_is_what_was_meant(texts: dict[str, str]) -> None:
    units = units_of(LINKED, LINKED_SOURCE, "nl-NL")
    targets = [each.target for each in units]
    rebuilt = with_targets(LINKED, units, {targets.index(old): new for old, new in texts.items()})
    assert rebuilt.refused == ()
    assert {**rebuilt.article.metadata} == {
        "title": texts.get("Old title", "Old title"),
        "keywords": [texts.get(old, old) for old in ("alpha", "beta", "gamma")],
        "description": rebuilt.article.metadata["description"],
    }
    text = texts.get("Two lines of text", "Two lines of text")
    assert rebuilt.article.meta("description") == text.strip()
    again = units_of(rebuilt.article, LINKED_SOURCE, "nl-NL")
    assert [each.target for each in again] == [each.target for each in rebuilt.units]
