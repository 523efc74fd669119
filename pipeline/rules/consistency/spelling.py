"""Spelling over the docset: misspelled words, compounds taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.rules.consistency.nearest import Nearest
from pipeline.rules.consistency.words import counted, couples, spelled, unknown, word_counts
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, Fact, fact
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import Language, language_of
from pipeline.rules.translation.spelling import Speller, speller_of


@rule("misspelling", "docset-unit")
class Misspelling:
    """A word that the dictionary does not know, that the docset writes only once, and that is near to a known word.

    Words of the source, names, parts of hyphenated words and compounds of known words are left alone. Needs a
    hunspell dictionary for the locale; without one the rule is off, and `check` says so once.

    Bad:

        source: Change the settings of the group.
        target: Wijzig de insetllingen van de groep.

    Good:

        source: Change the settings of the group.
        target: Wijzig de instellingen van de groep.
    """

    name = "misspelling"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page's words with their counts, and the unknown ones with their places."""
        speller = speller_of(page.locale) if page.locale else None
        if speller is None:
            return
        yield from word_counts(page, self.name)
        for pair in spelled(page):
            base = pair.unit.target_range[0] if pair.unit.target_range else None
            for match in unknown(pair, speller):
                start, end = (
                    (-1, -1) if base is None else (base + match.start(), base + match.end())
                )
                key = f"{page.locale}\nunknown"
                yield fact(page, self.name, key, start, end, match[0], pair.unit.id)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The unknown words that stand in the docset once and are near to a known one."""
        facts = tuple(facts)
        nearest: dict[str, Nearest] = {}
        words = counted(facts)
        for one in facts:
            speller = speller_of(one.locale)
            if speller is None or not one.key.endswith("\nunknown"):
                continue
            word = one.value.lower()
            if words[one.locale][word] > 1:
                continue
            if one.locale not in nearest:
                nearest[one.locale] = Nearest(speller, language_of(one.locale), words[one.locale])
            if meant := nearest[one.locale].word(word):
                yield DocsetHit(one, f"{one.value!r} is no known word; {meant!r} is")


@rule("compound-split", "docset-unit")
class CompoundSplit:
    """A compound is written as two words, as machine translation does (Dutch, German).

    One of the halves is no word by itself; or both stand next to each other nearly every time that the second one
    is used, and together they are a word; or the docset itself writes them as one elsewhere. Needs a hunspell
    dictionary for the locale; without one the rule is off, and `check` says so once.

    Bad:

        source: The example shows a parameter.
        target: Het voor beeld toont een para meter.

    Good:

        source: The example shows a parameter.
        target: Het voorbeeld toont een parameter.
    """

    name = "compound-split"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page's words with their counts, and the neighbours that might be one word, each with its place."""
        if not language_of(page.locale).writes_compounds:
            return
        yield from word_counts(page, self.name)
        for pair in spelled(page):
            base = pair.unit.target_range[0] if pair.unit.target_range else None
            for first, second in couples(pair):
                start, end = (
                    (-1, -1) if base is None else (base + first.start(), base + second.end())
                )
                value = f"{first[0]} {second[0]}"
                key = f"{page.locale}\n{value.lower()}"
                yield fact(page, self.name, key, start, end, value, pair.unit.id)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The neighbours that are one word."""
        facts = tuple(facts)
        words = counted(facts)
        apart = Counter(one.key for one in facts if " " in one.value)
        split: dict[str, bool] = {}
        for one in facts:
            first, _, second = one.value.partition(" ")
            speller = speller_of(one.locale)
            if speller is None or not second or ":" in one.value:
                continue
            if one.key not in split:
                language = language_of(one.locale)
                split[one.key] = one.value.lower() not in language.two_words and _is_split(
                    first.lower(), second, apart[one.key], words[one.locale], speller, language
                )
            if split[one.key]:
                yield DocsetHit(one, f"{one.value!r} is one word: {first}{second}")


def _is_split(
    first: str, second: str, apart: int, words: Counter[str], speller: Speller, language: Language
) -> bool:
    """Are two neighbours, which stand apart so many times, one word?"""
    whole = first + second
    joined = words[whole]
    if first in language.function_words:
        near_always = apart >= 3 and apart >= 0.7 * words[second]
        return near_always and speller.is_root(whole)
    if joined >= apart:
        return speller.knows(whole)
    if not speller.knows(first):
        if first.endswith("s") and speller.knows(first[:-1]) and speller.knows(second):
            return speller.knows(whole)
        return speller.is_root(whole)
    often = apart >= 0.5 * words[second] and apart >= 2
    return (often or not speller.knows(second)) and speller.is_root(whole)
