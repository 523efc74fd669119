"""What is neither in its own language nor in the source's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import SOURCE, TOLD_APART, language_of
from pipeline.rules.translation.pair import Pair

_NON_LATIN = re.compile("[\u0370-\u1fff\u2c80-\ud7ff\uf900-\ufdff\ufe70-\uffdc]")
_FEWEST_WORDS = 5
_FEWEST_SMALL = (
    3  # small words of another language; one or two are in names and loans (`per e-mail`)
)
_LEAST_SHARE = 4  # one word in four: running text has more small words than that
_FEWEST_LETTERS = 4


@rule("wrong-language", "unit", copies=False, needs_source=False)
def wrong_language(pair: Pair) -> Iterator[Hit]:
    """The target is in a language that is neither its own nor the source's.

    It is known by the small words of that language, of which a short text has too few to be sure, or by its script.

    Bad:

        source: You can change the name of the group at any time.
        target: Vous pouvez modifier le nom du groupe à tout moment.

    Good:

        source: You can change the name of the group at any time.
        target: U kunt de naam van de groep altijd wijzigen.
    """
    whole = 0, len(pair.target.text)
    if _in_other_script(pair):
        yield Hit(*whole, "in another script than the language is written in")
    elif best := _looks_like(pair):
        yield Hit(*whole, f"looks like language {best!r}")


def _in_other_script(pair: Pair) -> bool:
    """Is it written in letters that its language has not, or in none that it has?

    What the source has too (names, a greeting in Japanese) does not count.
    """
    language, prose = pair.language, pair.target.prose
    if language.scripts:
        if in_script(pair) or (not pair.has_source and _is_like_english(pair)):
            return False
        return len(_new_letters(pair)) >= _FEWEST_LETTERS or len(_new_words(pair)) >= _FEWEST_WORDS
    if prose.isascii() or not language.known or not language.cased:
        return False
    foreign = _new_letters(pair)
    return len(foreign) >= _FEWEST_LETTERS and len(foreign) > sum(map(len, _new_words(pair)))


def _is_like_english(pair: Pair) -> bool:
    """Has a target without a source some of English's small words? Then it is left in it, and no third language's."""
    return len(pair.target.word_set & pair.english.function_words) >= _FEWEST_SMALL


def in_script(pair: Pair) -> bool:
    """Has the target letters of a script of its language's own?"""
    scripts = pair.language.scripts
    letters = _NON_LATIN.findall(pair.target.prose) if scripts else ()
    return any(_script(letter) in scripts for letter in letters)


def _new_letters(pair: Pair) -> list[str]:
    """The letters of the target that are not Latin and not in the source."""
    text = pair.source.text
    return [letter for letter in _NON_LATIN.findall(pair.target.prose) if letter not in text]


def _new_words(pair: Pair) -> list[str]:
    """The Latin words in lower case that the source has not."""
    theirs = pair.source.word_set
    return [
        match[0]
        for match in pair.target.words
        if match[0].islower() and match[0] not in theirs and not _NON_LATIN.match(match[0])
    ]


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _looks_like(pair: Pair) -> str:
    """The language that most of the target's small words are of, where none is of its own; empty where unsure."""
    language, lower = pair.language, pair.target.lower_words
    if len(lower) < _FEWEST_WORDS or not (language.function_words or language.scripts):
        return ""
    own = (_unlike_others(language.name) & pair.target.word_set) - pair.source.word_set
    halves = _halves(pair)
    if not own <= halves:
        return ""
    words = pair.target.word_set - pair.source.word_set - halves
    best, most = "", max(_FEWEST_SMALL, len(lower) // _LEAST_SHARE) - 1
    for name in TOLD_APART:
        theirs, ours = _only(name, language.name)
        found = len(theirs & words)
        if found > most and not ours & words:
            best, most = name, found
    return best


@cache
def _unlike_others(own: str) -> frozenset[str]:
    """The small words of a language that none of the others has: one of them is enough to be sure."""
    others = (language_of(name).function_words for name in TOLD_APART if name != own)
    return language_of(own).function_words.difference(*others)


@cache
def _only(name: str, own: str) -> tuple[frozenset[str], frozenset[str]]:
    """The small words of one language that neither the other nor the source's has, and those of the other alone."""
    theirs, ours = language_of(name).function_words, language_of(own).function_words
    return theirs - ours - language_of(SOURCE).function_words, ours - theirs


def _halves(pair: Pair) -> frozenset[str]:
    """Words that are parts of hyphenated ones: the `e` of `e-mail`."""
    plain = pair.target.plain
    if "-" not in plain:
        return frozenset()
    return frozenset(
        match[0].lower()
        for match in pair.target.words
        if plain[match.end() : match.end() + 1] == "-"
        or plain[max(match.start() - 1, 0) : match.start()] == "-"
    )
