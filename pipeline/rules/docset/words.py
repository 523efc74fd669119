"""The words of a page for the rules of spelling: how often each stands there, and which the dictionary does not know.

Whether an unknown word is a fault is decided over the docset: a word that many pages write is the docset's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.rules.context import PageContext
from pipeline.rules.translation.pair import Pair, pairs
from pipeline.rules.translation.spelling import Speller, speller_of

_JOINED = re.compile(r"[-_/\\@#&'’\d\x01]|[.](?=\w)")
_BEFORE = re.compile(r"[-_./\\@#&'’\d\x01$]")


@dataclass(frozen=True, slots=True)
class Oddity:
    """A word that the dictionary does not know, and where it stands in the target."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page's words in lower case and its pairs of neighbours with their counts, and odd words by unit."""

    words: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    oddities: Mapping[int, tuple[Oddity, ...]]


def words_of_page(page: PageContext) -> PageWords:
    """The words of a page's targets; nothing where there is no dictionary for its locale."""
    speller = speller_of(page.locale) if page.locale else None
    if speller is None:
        return PageWords({}, {}, {})
    words: Counter[str] = Counter()
    couples: Counter[tuple[str, str]] = Counter()
    oddities: dict[int, tuple[Oddity, ...]] = {}
    for index, pair in enumerate(pairs(page)):
        if not pair.unit.target.strip() or pair.is_copy or not pair.language.spaced:
            continue
        words.update(pair.target.lower_words)
        if found := tuple(_unknown(pair, speller)):
            oddities[index] = found
        if pair.language.writes_compounds:
            couples.update(_couples(pair))
    return PageWords(dict(words), dict(couples), oddities)


def _unknown(pair: Pair, speller: Speller) -> Iterator[Oddity]:
    """Words in lower case that neither the dictionary nor the source knows, nor holds in part."""
    plain = pair.target.plain
    for match in pair.target.words:
        word = match[0]
        if len(word) < 6 or not word[1:].islower() or speller.knows(word):
            continue
        if _JOINED.match(plain, match.end()) or _BEFORE.match(plain[match.start() - 1 : match.start()]):
            continue
        lower = word.lower()
        if any(len(one) > 3 and one in lower for one in pair.source.word_set):
            continue
        yield Oddity(match.start(), match.end(), word)


def _couples(pair: Pair) -> Iterator[tuple[str, str]]:
    """Two words with one space between them that might be the halves of one."""
    words, plain, small = pair.target.words, pair.target.plain, pair.language.function_words
    for index in range(len(words) - 1):
        first, second = words[index], words[index + 1]
        two = second[0]
        if second.start() - first.end() != 1 or plain[first.end()] != " " or len(two) < 3:
            continue
        one = first[0]
        if len(one) < 3 or not two.islower() or not one[1:].islower() or two in small:
            continue
        if not (one + two).isalpha() or plain[second.end() : second.end() + 1] == "-":
            continue
        if first.start() and _BEFORE.match(plain, first.start() - 1):
            continue
        yield one.lower(), two
