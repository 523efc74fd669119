"""Spelling over the docset: misspelled words, compounds taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pipeline.rules.consistency.nearest import Nearest
from pipeline.rules.consistency.rows import moved, places_in, rows_of
from pipeline.rules.consistency.words import all_words, counted, couples, spelled, unknown
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, Fact, fact
from pipeline.rules.place import Place
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
        """The page's words, and the unknown ones with their places."""
        speller = speller_of(page.locale) if page.locale else None
        if speller is None:
            return
        yield from all_words(page, self.name)
        for pair in spelled(page):
            base = pair.unit.target_range[0] if pair.unit.target_range else None
            for match in unknown(pair, speller):
                start, end = (
                    (-1, -1) if base is None else (base + match.start(), base + match.end())
                )
                key = f"{page.locale}\n{_UNKNOWN}"
                yield fact(page, self.name, key, start, end, match[0], pair.unit.id)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The unknown words that stand in the docset once and are near to a known one."""
        for locale, same in groupby(facts, key=lambda one: one.locale):
            speller = speller_of(locale)
            if speller is None:
                continue
            words, rest = counted(same)
            odd = [one for one in rest if words[one.value.lower()] <= 1]
            nearest = Nearest(speller, language_of(locale), words) if odd else None
            for one in odd:
                if nearest and (meant := nearest.word(one.value.lower())):
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
        """The page's words, the neighbours that might be one word, and where these stand."""
        if not language_of(page.locale).writes_compounds:
            return
        yield from all_words(page, self.name)
        said: list[str] = []
        rows: list[str] = []
        for pair in spelled(page):
            if found := couples(pair):
                said += (words.lower() for words, _ in found)
                rows += rows_of(page, pair, found)
        if rows:
            yield fact(page, self.name, f"{page.locale}\n{_COUPLES}", -1, -1, "\n".join(said))
            yield fact(page, self.name, f"{page.locale}\n{_ROWS}", -1, -1, "\n".join(rows))

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The neighbours that are one word."""
        for locale, same in groupby(facts, key=lambda one: one.locale):
            speller, language = speller_of(locale), language_of(locale)
            if speller is None:
                continue
            words, rest = counted(same)
            apart: Counter[str] = Counter()
            split: frozenset[str] | None = None
            for one in rest:
                if one.key.endswith(_COUPLES):
                    apart.update(one.value.split("\n"))
                    continue
                if split is None:
                    split = frozenset(
                        couple
                        for couple, times in apart.items()
                        if couple not in language.two_words
                        and _is_split(couple, times, words, speller, language)
                    )
                for couple, place in places_in(one.value, split):
                    said = f"{couple!r} is one word: {couple.replace(' ', '')}"
                    yield DocsetHit(one._replace(place=place), said)


_COUPLES = "2 couples"
_ROWS = "3 places"
_UNKNOWN = "2 unknown"
"""The ends of keys, after which the facts of a locale are sorted: each behind the counts that it is judged by."""


def with_places(one: Fact, place_of: Callable[[str], Place]) -> Fact:
    """A fact of many places with other ones, by unit: for pages whose units stand in another file."""
    if not one.key.endswith(f"\n{_ROWS}"):
        return one
    return one._replace(value=moved(one.value, place_of))


def _is_split(
    couple: str, apart: int, words: Counter[str], speller: Speller, language: Language
) -> bool:
    """Are two neighbours, which stand apart so many times, one word?"""
    first, _, second = couple.partition(" ")
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
