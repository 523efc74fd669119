"""Two nouns in a row behind an article: one word in a language that joins its nouns.

What is a noun shows the dictionary by forms that only nouns have (a diminutive), and adjectives and verbs by theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.rules.translation.language import Language, language_of
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.spelling import Speller, speller_of

_BEFORE = re.compile(r"(?<![\w-])([^\W\d_]+) \Z")
_VOWELS, _DOUBLED = "aeiou", "bdfgklmnprst"
_LOOK_BACK = 14  # characters: longer than any article


def nouns(pair: Pair, couples: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Those of the couples of words (with where they begin in the target) that are two nouns behind an article."""
    language, plain = pair.language, pair.target.plain
    if not language.diminutives:
        return []
    found = []
    for words, at in couples:
        before = _BEFORE.search(plain, max(at - _LOOK_BACK, 0), at)
        if before and before[1].lower() in language.before_nouns:
            first, _, second = words.partition(" ")
            if are_nouns(pair.page.locale, first, second):
                found.append((words, at))
    return found


@lru_cache(1 << 12)
def are_nouns(locale: str, first: str, second: str) -> bool:
    """Are both words nouns and nothing else, and the first one none of measure (`een soort bestand`)?"""
    speller, language = speller_of(locale), language_of(locale)
    if speller is None or first == second or first in language.measures:
        return False
    if first not in speller.roots or second not in speller.roots:
        return False
    if first.endswith("e") or second.endswith("e") or _is_verb(speller, second):
        return False  # an adjective with its ending, or a verb
    return (
        _is_noun(speller, second, language)
        and _is_noun(speller, first, language)
        and not _is_adjective(speller, first)
        and not _is_adjective(speller, second)
    )


def _is_noun(speller: Speller, word: str, language: Language) -> bool:
    """Does the dictionary know a diminutive of it?"""
    ending = next(
        end for end, letters in language.diminutives.items() if not letters or word[-1] in letters
    )
    return speller.is_written_so(word + ending)


def _is_adjective(speller: Speller, word: str) -> bool:
    """Has it the form of an adjective: `lokaal`, of which there is `lokale`?"""
    return any(speller.is_written_so(f"{one}e") for one in _stems(word))


def _is_verb(speller: Speller, word: str) -> bool:
    """Might it be a verb: an infinitive, `toont` of `tonen`, `gaat` of `gaan`, `praat` of `gepraat`?"""
    if word.endswith("en"):
        return True
    if not word.endswith("t"):
        return False
    stem = word[:-1]
    infinitives = [f"{stem}n", *(f"{one}en" for one in _stems(stem))]
    return any(one in speller.roots for one in infinitives) or f"ge{word}" in speller.roots


def _stems(word: str) -> Iterator[str]:
    """The forms that a word's stem takes before a vowel: `groot` is `grot`, `plat` is `platt`."""
    yield word
    if len(word) < 4 or word[-1] in _VOWELS:
        return
    if word[-2] == word[-3] and word[-2] in "aeou":
        yield word[:-2] + word[-1]
    elif word[-2] in _VOWELS and word[-3] not in _VOWELS and word[-1] in _DOUBLED:
        yield word + word[-1]
