"""Front matter that is read without the YAML parser says what the parser says, or is left to the parser."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PageError
from pipeline.markdown.article import Article
from pipeline.markdown.plain_front_matter import Plain, plain_place, read_plain
from pipeline.markdown.yaml_loader import MOST_NODES
from tests.corpus import corpus

PLAIN = {
    "words": "title: Save a file\nms.translationtype: MT\nms.date: 04/21/2020\n",
    "quotes": "title: 'It is: so'\nms.translationtype: \"HT\"\n",
    "list": "ms.custom:\n- one\n- '2'\nms.translationtype: MT\n",
    "list with indent": "ms.custom:\n  - one\n  - two\nms.translationtype: MT\n",
    "said twice": "ms.translationtype: MT\nms.translationtype: HT\n",
    "empty": "ms.translationtype:\ntitle: \n",
    "blank lines": "\ntitle: Save\n\nms.custom:\n\n- one\n  \n- two\n",
    "hash": "ms.openlocfilehash: 0b0101010101010101010101010101010101010g\nms.translationtype: MT\n",
    "CRLF": "title: Save\r\nms.translationtype: MT\r\n",
    "spaces": "title:   Save   \nms.translationtype:  MT  \n",
    "keys of several words": "online version: https://a.b/c?d=e&f\nms.translationtype: MT\n",
    "other letters": "title: Überblick über „Blobs“ – 設定\n",
    "no line end": "title: Save",
    "nothing": "",
}

OTHER = {
    "quote in quotes": "title: 'It''s'\nms.translationtype: MT\n",
    "list below a value": "ms.custom: a\n- one\nms.translationtype: MT\n",
    "list of two indents": "ms.custom:\n- one\n  - two\n",
    "list of lists": "ms.custom:\n- - one\n",
    "list of mappings": "ms.custom:\n- one: two\n",
    "yes": "ms.translationtype: yes\ntitle: null\n",
    "a key that is yes": "yes: a\n",
    "comment": "ms.translationtype: MT # by a machine\n",
    "comment line": "# by a machine\nms.translationtype: MT\n",
    "colon": "title: a: b\nms.translationtype: MT\n",
    "colon at the end": "title: a:\n",
    "date": "ms.date: 2021-13-45\nms.translationtype: MT\n",
    "several lines": "title: >\n  folded\n  text\nms.translationtype: MT\n",
    "goes on": "title: one\n  two\nms.translationtype: MT\n",
    "nested": "a:\n  ms.translationtype: MT\n",
    "anchor": "title: &a b\nms.translationtype: *a\n",
    "hash of digits": "ms.openlocfilehash: 0b01010101010101010101010101010101010101\n",
    "line separator": "title: 'a\u2028b'\nms.translationtype: MT\n",
    "control character": "title: 'a\x01b'\nms.translationtype: MT\n",
    "tab": "title:\tSave\nms.translationtype: MT\n",
    "escape": 'title: "a\\tb"\n',
    "text behind quotes": "title: 'a' b\n",
    "open quotes": "title: 'a\n",
    "numbers": "title: 010\nms.date: 1.50\nms.translationtype: 1\n",
    "a long key": f"{'a' * 2000}: b\n",
    "document end": "title: a\n...\n",
    "text": "title\n",
    "more than a page may hold": "ms.custom:\n" + "- one\n" * MOST_NODES,
}


def by_parser(block: str) -> Plain | None:
    """What PyYAML says of a block; None where it is no mapping."""
    try:
        node = yaml.compose(block, Loader=yaml.SafeLoader)
        values = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError):
        return None
    if node is None:
        return Plain((), {})
    if not isinstance(values, dict):
        return None
    return Plain(tuple(str(key.value) for key, _ in node.value), values)


def typed(value: Any) -> Any:
    """A value that `True` and `1`, or a text and a number, do not share."""
    return [typed(one) for one in value] if isinstance(value, list) else (type(value), value)


def assert_places(block: str, plain: Plain) -> None:
    node = yaml.compose(block, Loader=yaml.SafeLoader)
    for name, value in node.value if node else ():
        if (
            isinstance(value, yaml.ScalarNode)
            and plain.names.count(name.value) == 1
            and value.value
        ):
            marks = value.start_mark.index, value.end_mark.index
            assert plain_place(block, name.value) == marks


def assert_parsers(block: str) -> None:
    plain, parsed = read_plain(block), by_parser(block)
    if plain is not None:
        assert parsed is not None
        assert plain.names == parsed.names
        assert list(plain.values) == list(parsed.values)
        assert typed(list(plain.values.values())) == typed(list(parsed.values.values()))
        assert_places(block, plain)


@pytest.mark.parametrize("block", PLAIN.values(), ids=PLAIN)
def test_plain_blocks_need_no_parser(block: str) -> None:
    assert read_plain(block) is not None
    assert_parsers(block)


@pytest.mark.parametrize("block", OTHER.values(), ids=OTHER)
def test_other_blocks_are_left_to_the_parser(block: str) -> None:
    assert read_plain(block) is None


WORDS = st.sampled_from(
    [
        "title",
        "a",
        "yes",
        "No",
        "1",
        "07",
        "1.5",
        "1e3",
        "0x1F",
        "2021-01-02",
        "12:30:45",
        "~",
        "null",
        ".inf",
        "é",
        "=",
    ]
)
MARKS = st.sampled_from(
    [
        *":-#'\"{}[],&*!|>%@`?\\. \t\r\n",
        ": ",
        " #",
        "\n- ",
        "\n  - ",
        ":\n",
        "<<",
        "---",
        "\x85",
        "😀",
    ]
)
LINES = st.builds("{}: {}\n".format, WORDS, WORDS)


@given(st.lists(st.one_of(WORDS, MARKS, LINES, LINES), max_size=9).map("".join))
def test_any_block(block: str) -> None:
    assert_parsers(block)


def test_blocks_of_real_pages() -> None:
    plain = blocks = 0
    for file in sorted(corpus().rglob("*.md")):
        try:
            front = Article.parse(file.read_bytes()).front_matter
        except PageError:
            continue
        if front is None:
            continue
        assert_parsers(front.yaml_text)
        if "families" not in file.parts:  # nested keys and long values are usual there
            plain += read_plain(front.yaml_text) is not None
            blocks += 1
    assert plain > 0.9 * blocks
