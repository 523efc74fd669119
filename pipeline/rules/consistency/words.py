"""The words of a page for the rules of spelling: how often each stands there, and which the dictionary does not know.

Whether an unknown word is a fault is decided over the docset: a word that many pages write is the docset's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from pipeline.rules.context import PageContext
from pipeline.rules.docset import Fact, fact
from pipeline.rules.translation.language import language_of
from pipeline.rules.translation.pair import Pair, read_pairs
from pipeline.rules.translation.spelling import Speller, speller_of

_JOINED = re.compile(r"[-_/\\@#&'’\d\x01]|[.](?=\w)")
_BEFORE = re.compile(r"[-_./\\@#&'’\d\x01$]")

WORDS = "1 words"
"""Ends the key of the facts that hold the words of a page; they are sorted before all others."""


def spelled(page: PageContext) -> Iterator[Pair]:
    """The page's units whose spelling can be looked at; none where there is no dictionary for its locale."""
    if page.locale and speller_of(page.locale) is not None:
        for pair in read_pairs(page):
            if pair.unit.target.strip() and not pair.is_copy and pair.language.spaced:
                yield pair


def all_words(page: PageContext, rule: str) -> Iterator[Fact]:
    """One fact with the words of the page in lower case, each as often as it stands there."""
    value = page.once(_words)
    if value:
        yield fact(page, rule, f"{page.locale}\n{WORDS}", -1, -1, value)


def _words(page: PageContext) -> str:
    return " ".join(chain.from_iterable(pair.target.lower_words for pair in spelled(page)))


def counted(facts: Iterable[Fact]) -> tuple[Counter[str], Iterator[Fact]]:
    """The words of all pages of a locale together, and the facts behind those that count words."""
    words: Counter[str] = Counter()
    rest = iter(facts)
    for one in rest:
        if not one.key.endswith(f"\n{WORDS}"):
            return words, chain([one], rest)
        words.update(one.value.split(" "))
    return words, rest


def unknown(pair: Pair, speller: Speller) -> Iterator[re.Match[str]]:
    """Words in lower case that neither the dictionary nor the source knows, nor holds in part."""
    own = pair.target.word_set - pair.source.word_set
    odd = {word for word in own if len(word) >= 6 and not speller.knows(word)}
    if not odd:
        return
    plain = pair.target.plain
    for match, lower in zip(pair.target.words, pair.target.lower_words, strict=True):
        word = match[0]
        if lower not in odd or not word[1:].islower() or speller.knows(word):
            continue
        before = plain[match.start() - 1 : match.start()]
        if _JOINED.match(plain, match.end()) or _BEFORE.match(before):
            continue
        if not any(len(one) > 3 and one in lower for one in pair.source.word_set):
            yield match


def _couple(letter: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w./\\@#&'’\x01$-])({letter}{{3,}}+) (?=({letter}{{3,}}+)(?!-|['’]{letter}))"
    )


_COUPLE, _ASCII_COUPLE = _couple(r"[^\W\d_]"), _couple(r"[A-Za-z]")


def couples(pair: Pair) -> list[tuple[str, int]]:
    """Two words with one space between them that might be the halves of one, and where the first begins."""
    plain, locale = pair.target.plain, pair.page.locale
    pattern = _ASCII_COUPLE if plain.isascii() else _COUPLE
    return [
        (f"{match[1]} {match[2]}", match.start())
        for match in pattern.finditer(plain)
        if _might_be_one(locale, *match.groups())
    ]


@lru_cache(1 << 15)
def _might_be_one(locale: str, one: str, two: str) -> bool:
    """Is it worth while to count how often these two stand next to each other? Texts say the same again and again."""
    if not (one[1:].islower() and two.islower() and (one + two).isalpha()):
        return False
    small = language_of(locale).function_words
    if two in small:
        return False
    speller = speller_of(locale)
    return speller is not None and (
        one.lower() not in small or speller.is_root((one + two).lower())
    )
