"""A metadata value that is read without the YAML parser is what the parser says, or is left to the parser."""

import pytest

from pipeline.article.article import Article
from pipeline.article.plain_metadata import value_of
from pipeline.errors import PageError
from tests.corpus import corpus

KEYS = ("title", "ms.translationtype", "ms.date", "ms.custom", "missing")

BLOCKS = {
    "words": "title: Save a file\nms.translationtype: MT\nms.date: 04/21/2020\n",
    "quotes": "title: 'It is: so'\nms.translationtype: \"HT\"\n",
    "quote in quotes": "title: 'It''s'\nms.translationtype: MT\n",
    "list": "ms.custom:\n- one\n- '2'\nms.translationtype: MT\n",
    "list with indent": "ms.custom:\n  - one\n  - two\nms.translationtype: MT\n",
    "list below a value": "ms.custom: a\n- one\nms.translationtype: MT\n",
    "said twice": "ms.translationtype: MT\nms.translationtype: HT\n",
    "yes": "ms.translationtype: yes\ntitle: null\n",
    "empty": "ms.translationtype:\ntitle: \n",
    "comment": "ms.translationtype: MT # by a machine\n",
    "colon": "title: a: b\nms.translationtype: MT\n",
    "date": "ms.date: 2021-13-45\nms.translationtype: MT\n",
    "several lines": "title: >\n  folded\n  text\nms.translationtype: MT\n",
    "goes on": "title: one\n  two\nms.translationtype: MT\n",
    "nested": "a:\n  ms.translationtype: MT\n",
    "anchor": "title: &a b\nms.translationtype: *a\n",
    "hash": "ms.openlocfilehash: 0b01010101010101010101010101010101010101\nms.translationtype: MT\n",
    "line separator": "title: 'a\u2028b'\nms.translationtype: MT\n",
    "control character": "title: 'a\x01b'\nms.translationtype: MT\n",
    "CRLF": "title: Save\r\nms.translationtype: MT\r\n",
    "tab": "title:\tSave\nms.translationtype: MT\n",
    "spaces": "title:   Save   \nms.translationtype:  MT  \n",
    "numbers": "title: 010\nms.date: 1.50\nms.translationtype: 1\n",
    "keys of several words": "online version: https://a.b/c?d=e&f\nms.translationtype: MT\n",
}


def by_parser(article: Article, key: str) -> str:
    try:
        value = article.metadata.get(key)
    except PageError:
        return ""
    return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_quick_reading_is_the_parsers(block: str) -> None:
    text = f"---\n{block}---\n\nText.\n"
    for key in KEYS:
        assert Article(text).meta(key) == by_parser(Article(text), key), key


def test_most_blocks_need_no_parser() -> None:
    assert value_of(BLOCKS["words"], "ms.translationtype") == "MT"


def test_quick_reading_on_real_pages() -> None:
    for file in sorted(corpus().rglob("*.md")):
        try:
            article = Article.parse(file.read_bytes())
        except PageError:
            continue
        for key in KEYS:
            assert Article(article.text).meta(key) == by_parser(article, key), (file, key)
