"""The words of a page for the rules of spelling: how often each stands there, and which the dictionary does not know.

Whether an unknown word is a fault is decided over the docset: a word that many pages write is the docset's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from pipeline.results.fact import Fact
from pipeline.rules.translation.language import Language
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.spelling import Speller, speller_of

_JOINED = re.compile(r"[-_/\\@#&'’\d\x01]|[.](?=\w)")
_BEFORE = re.compile(r"[-_./\\@#&'’\d\x01$]")

WORDS = "1 words"
"""Ends the key of the facts that hold the words of a page; they are sorted before all others."""


def is_spelled(pair: Pair) -> bool:
    """Can the unit's spelling be looked at?"""
    return bool(pair.unit.target.strip()) and not pair.is_copy and pair.language.spaced


def counted(facts: Iterable[Fact]) -> tuple[Counter[str], Iterator[Fact]]:
    """The words of all pages of a locale together, and the facts behind those that count words."""
    words: Counter[str] = Counter()
    rest = iter(facts)
    for one in rest:
        if not one.key.endswith(f"\n{WORDS}"):
            return words, chain([one], rest)
        words.update(one.value.split(" "))
    return words, rest


ENGLISH = "en-US"
"""Whose dictionary tells English words apart, where there is one and no source."""


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
        if not pair.has_source and is_foreign(word, pair.language):
            continue
        before = plain[match.start() - 1 : match.start()]
        if _JOINED.match(plain, match.end()) or _BEFORE.match(before):
            continue
        if not any(len(one) > 3 and _stem(one) in lower for one in pair.source.word_set):
            yield match


def is_foreign(word: str, language: Language) -> bool:
    """Might a word without a source be English or a name? Names begin with capitals; so do all nouns in German."""
    english = speller_of(ENGLISH)
    if english is not None and english.knows(word):
        return True
    return word[0].isupper() and (english is None or not language.capital_nouns)


def _stem(word: str) -> str:
    """An English word without its endings, which other languages put their own in place of: `geforkte`, `Anomalie`."""
    for ending, least in (("ing", 4), ("ed", 4), ("y", 7)):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word.removesuffix(ending)
    return word
