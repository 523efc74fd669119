"""How the items of a list begin: in lower case among items that begin with a capital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair, read_pairs
from pipeline.rules.translation.spelling import speller_of
from pipeline.rules.translation.tokens import CAMEL, WORD

_MARKER = re.compile(
    r"(?:^|\n)([ \t>]*)([-*+]|\d{1,9}[.)])[ \t]+(?:<[^<>\n]{1,200}>){0,3}[*_\[(\"]{0,4}\Z"
)
_BEFORE = 300  # characters in which the marker and the tags of a bilingual page stand
_OPENERS = " \u00a0\"'“‘„«(*_\x00"
_LEAST = 0.6
_FEWEST = 2
_ITEM = "list item"
_BEHIND_NAMES = (".", "_", "=", "/", ":", "@", "(", "-")


class _Start(NamedTuple):
    """How the first unit of an item begins: the first letter's place, whether it is large, and so for its place only.

    A name begins with a capital wherever it stands.
    """

    at: int
    is_large: bool
    is_word: bool = True


@rule("item-lower-case", "unit", copies=False, of_page=True, needs_source=False)
def item_lower_case(pair: Pair) -> Iterator[Hit]:
    """An item of a list begins in lower case where the others begin with a capital (and not for being names).

    Bad:

        source: Check the card again.
        target: en controleer de kaart opnieuw.

    Good:

        source: Check the card again.
        target: Controleer de kaart opnieuw.
    """
    start = pair.once(_start)
    if start is None or start.is_large or id(pair.unit) not in pair.page.once(_odd_ones):
        return
    at, letter = start.at, pair.target.text[start.at]
    fix = Fix(f"write {letter.upper()}", (Splice(at, at + 1, letter.upper()),))
    word = WORD.match(pair.target.text, at)
    said = "begins in lower case, the other items of the list with a capital"
    yield Hit(at, word.end() if word else at + 1, said, fix=fix)


def _start(pair: Pair) -> _Start | None:
    """How an item's text begins; None where that says nothing: with a name, code, a number, as the source's does."""
    if pair.unit.kind != _ITEM or not pair.language.cased:
        return None
    plain = pair.target.plain
    bare = plain.lstrip(_OPENERS)
    at = len(plain) - len(bare)
    word = WORD.match(plain, at)
    if word is None or len(bare.split(None, 1)) < 2:
        return None
    if pair.has_source and not pair.source.plain.lstrip(_OPENERS)[:1].isupper():
        return None
    if word[0][0].isupper():
        return _Start(at, is_large=True, is_word=_is_known(pair, word[0].lower()))
    is_name = CAMEL.match(word[0]) or plain.startswith(_BEHIND_NAMES, word.end())
    if is_name or not word[0].islower() or not _is_word(pair, word[0]):
        return None
    return _Start(at, is_large=False)


def _is_word(pair: Pair, word: str) -> bool:
    """Is it a word of the language, no name (`npm`), nor an article that lost its vowel (`l’ordre`)?"""
    if "’" in word or "'" in word or len(word) < 2 or len(word[0].upper()) != 1:
        return False
    if pair.has_source:
        return word not in pair.source.text
    return _is_known(pair, word)


def _is_known(pair: Pair, word: str) -> bool:
    """Is it a common word of the language?"""
    speller = speller_of(pair.page.locale)
    return word in pair.language.function_words or (speller is not None and word in speller.roots)


def _odd_ones(page: PageContext) -> frozenset[int]:
    """The units (by identity) that begin items in lower case in lists whose items begin with capitals."""
    odd: set[int] = set()
    lists: dict[tuple[str, bool], list[tuple[int, _Start]]] = {}
    for pair in read_pairs(page):
        if pair.unit.kind != _ITEM:
            _close(lists, "", odd)
            continue
        marker = _marker(page, pair)
        if marker is None:
            continue  # a later sentence of its item
        indent, is_number = marker
        _close(lists, indent + " ", odd)
        start = pair.once(_start)
        if start is not None:
            lists.setdefault((indent, is_number), []).append((id(pair.unit), start))
    _close(lists, "", odd)
    return frozenset(odd)


def _marker(page: PageContext, pair: Pair) -> tuple[str, bool] | None:
    """The indentation of the item that a unit begins, and whether it is numbered; None where it begins none."""
    if pair.unit.target_range is None:
        return None
    start = pair.unit.target_range[0]
    found = _MARKER.search(page.article.text, max(start - _BEFORE, 0), start)
    return None if found is None else (found[1].expandtabs(4), found[2][0].isdigit())


def _close(
    lists: dict[tuple[str, bool], list[tuple[int, _Start]]], indent: str, odd: set[int]
) -> None:
    """End the lists that are indented so far or farther, and add the odd ones among their items."""
    for key in [key for key in lists if len(key[0]) >= len(indent)]:
        items = lists.pop(key)
        large = [start for _, start in items if start.is_large]
        if sum(one.is_word for one in large) >= _FEWEST and len(large) >= _LEAST * len(items):
            odd.update(unit for unit, start in items if not start.is_large)
