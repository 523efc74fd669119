"""Compounds that were taken apart: two words with one space between them that are one word.

A page says which of its neighbouring words might be one; over the docset it is counted how often they stand apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.results.fact import Fact
from pipeline.rules.consistency.rows import items_of, place_of
from pipeline.rules.docset import DocsetHit
from pipeline.rules.translation.language import Language, language_of
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.spelling import Speller, speller_of

NAME = "compound-split"


def _couple(letter: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w./\\@#&'’\x01$])({letter}{{3,}}+) (?=({letter}{{3,}}+)(?!-|['’]{letter}))"
    )


_COUPLE, _ASCII_COUPLE = _couple(r"[^\W\d_]"), _couple(r"[A-Za-z]")


def couples(pair: Pair) -> list[tuple[str, int]]:
    """Two words that might be the halves of one, and where in the target the first begins."""
    plain, locale = pair.target.plain, pair.page.locale
    pattern = _ASCII_COUPLE if plain.isascii() else _COUPLE
    source = pair.source.word_set
    return [
        (f"{match[1]} {match[2]}", match.start())
        for match in pattern.finditer(plain)
        if _might_be_one(locale, *match.groups())
        and not (
            _is_english(source, *match.groups())
            if pair.has_source
            else _may_be_name(pair.language, match[1])
        )
    ]


def _is_english(source: frozenset[str], one: str, two: str) -> bool:
    """Does the source have the words too: both, or the first as a plural?"""
    first = one.lower()
    stem = first[:-1]
    plural = first[-1] == "s" and not source.isdisjoint((first, stem, f"{stem}'s", f"{stem}’s"))
    return plural or (first in source and two.lower() in source)


def _may_be_name(language: Language, first: str) -> bool:
    """Might two nouns without a source be the name of something (`Trust Center`), or somebody's (`Pythons Typen`)?"""
    return language.capital_nouns and not first.lower().endswith(language.bound_endings)


@lru_cache(1 << 15)
def _might_be_one(locale: str, one: str, two: str) -> bool:
    """Is it worth while to count how often these two stand next to each other? Texts say the same again and again."""
    language = language_of(locale)
    nouns = language.capital_nouns
    if nouns and not (one[0].isupper() and two[0].isupper()):
        return False  # a noun and its verb: `des Testens überschreiben`
    tail = two[1:] if nouns else two
    if not (one[1:].islower() and tail.islower() and (one + two).isalpha()):
        return False
    small = language.function_words
    if one.lower() in language.never_first:
        return False
    if two.lower() in small or two.lower() in language.alone:
        return False
    speller = speller_of(locale)
    if speller is None or (nouns and speller.knows(one)):
        return (
            False  # words that end in `-es` or `-en` may seem to be one with nearly any neighbour
        )
    return one.lower() not in small or speller.is_root((one + two).lower())


_OFTEN = 8
_PARTICIPLE = ("ge", "ver", "be", "ont", "her")
"""How words begin that are verbs more often than nouns: `accents graves geplaatst`."""


class Apart:
    """The couples of a docset in one locale. Of many thousand, only the few that might come to something are held."""

    def __init__(self, words: Mapping[str, int], speller: Speller, language: Language) -> None:
        self._words = words
        self._speller = speller
        self._language = language
        self._possible: dict[str, bool] = {}
        self._nouns: set[str] = set()
        self._found: defaultdict[str, list[tuple[Fact, str, str]]] = defaultdict(list)

    def add(self, fact: Fact, *, are_nouns: bool = False) -> None:
        """Take a page's rows, which are the value of `fact`; those of two nouns behind an article before all others."""
        for row, item, written in items_of(fact.value):
            couple = written.lower()
            if are_nouns and couple not in self._language.two_words:
                self._nouns.add(couple)
            possible = self._possible.get(couple)
            if possible is None:
                possible = couple in self._nouns or self._is_possible(couple)
                self._possible[couple] = possible
            if possible:
                self._found[couple].append((fact, row, item))

    def hits(self) -> Iterator[DocsetHit]:
        """Those that are one word."""
        for couple, found in self._found.items():
            if couple in self._nouns or self._is_split(couple, len(found)):
                for fact, row, item in found:
                    written, place = place_of(row, item)
                    first, _, second = written.partition(" ")
                    said = f"{written!r} is one word: {first}{second.lower()}"
                    yield DocsetHit(fact._replace(value="", place=place), said, rule=NAME)

    def _is_possible(self, couple: str) -> bool:
        """Might they be one word, however often they stand apart?"""
        first, _, second = couple.partition(" ")
        whole = first + second
        if couple in self._language.two_words:
            return False
        if self._speller.is_root(whole):
            return True
        if whole not in self._words and not first.endswith("s"):
            return False
        if whole not in self._words and self._speller.knows(first):
            return False
        return self._speller.knows(whole)

    def _is_split(self, couple: str, apart: int) -> bool:
        """Are two neighbours, which stand apart so many times, one word?"""
        speller, words = self._speller, self._words
        first, _, second = couple.partition(" ")
        whole = first + second
        joined = words.get(whole, 0)
        if first in self._language.function_words:
            near_always = apart >= 3 and apart >= 0.7 * words.get(second, 0)
            is_used = joined > 0 or apart >= _OFTEN  # `een handige` stands apart three times, too
            return near_always and is_used and speller.is_root(whole)
        if joined >= apart:
            return speller.knows(whole)
        if not speller.knows(first):
            if first.endswith("s") and speller.knows(first[:-1]) and speller.knows(second):
                return not second.startswith(_PARTICIPLE) and speller.knows(whole)
            return speller.is_root(whole)
        often = apart >= 0.5 * words.get(second, 0) and apart >= 2
        return (often or not speller.knows(second)) and speller.is_root(whole)
