"""Spelling over the docset: misspelled words, compounds taken apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pipeline.rules.consistency.nearest import Nearest
from pipeline.rules.consistency.words import add, counted, couples, spelled, unknown, word_counts
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, Fact, fact
from pipeline.rules.place import Place
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import Language, language_of
from pipeline.rules.translation.pair import Pair
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
        """The page's words and the neighbours that might be one word with their counts, and where the latter stand."""
        if not language_of(page.locale).writes_compounds:
            return
        yield from word_counts(page, self.name)
        found = [row for pair in spelled(page) for row in _rows(page, pair)]
        if found:
            counts = Counter(couple.lower() for couple, _ in found)
            said = "\n".join(f"{couple}:{count}" for couple, count in counts.items())
            rows = "\n".join(f"{couple}\t{numbers}" for couple, numbers in found)
            yield fact(page, self.name, f"{page.locale}\n{_COUPLES}", -1, -1, said)
            yield fact(page, self.name, f"{page.locale}\n{_ROWS}", -1, -1, rows)

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
                    add(apart, one.value.split("\n"))
                    continue
                if split is None:
                    split = frozenset(
                        couple
                        for couple, times in apart.items()
                        if couple not in language.two_words
                        and _is_split(couple, times, words, speller, language)
                    )
                yield from _hits(one, split)


_COUPLES = "2 couples"
_ROWS = "3 places"
_UNKNOWN = "2 unknown"
"""The ends of keys, after which the facts of a locale are sorted: each behind the counts that it is judged by."""


def _hits(one: Fact, split: frozenset[str]) -> Iterator[DocsetHit]:
    """The neighbours of a page that are one word."""
    for row in one.value.split("\n"):
        couple, start, line, column, *ends, unit = row.split("\t")
        if couple.lower() in split:
            end, end_line, end_column = map(int, ends or _ends(couple, start, line, column))
            place = Place(int(start), end, int(line), int(column), end_line, end_column, unit)
            said = f"{couple!r} is one word: {couple.replace(' ', '')}"
            yield DocsetHit(one._replace(place=place), said)


def with_places(one: Fact, place_of: Callable[[str], Place]) -> Fact:
    """A fact of many places with other ones, by unit: for pages whose units stand in another file."""
    if not one.key.endswith(f"\n{_ROWS}"):
        return one
    rows = []
    for row in one.value.split("\n"):
        couple, *_, unit = row.split("\t")
        place = place_of(unit)
        rows.append(f"{couple}\t{_numbers(couple, place)}\t{_ROW.sub(' ', place.unit)}")
    return one._replace(value="\n".join(rows))


_ROW = re.compile(r"[\t\n]+")


def _rows(page: PageContext, pair: Pair) -> Iterator[tuple[str, str]]:
    """The neighbours of a unit, and their places as text: there are many, and few of them matter."""
    lines = page.article.lines
    for first, second in couples(pair):
        couple, place = f"{first[0]} {second[0]}", Place()
        if pair.unit.target_range:
            start = pair.unit.target_range[0] + first.start()
            end = pair.unit.target_range[0] + second.end()
            place = Place(start, end, *lines.place(start), *lines.place(end))
        yield couple, f"{_numbers(couple, place)}\t{pair.unit.id}"


def _numbers(couple: str, place: Place) -> str:
    """Where neighbours stand; where they end only if they are not on one line."""
    start, line, column = str(place.start), str(place.line), str(place.column)
    ends = [str(place.end), str(place.end_line), str(place.end_column)]
    more = [] if ends == _ends(couple, start, line, column) else ends
    return "\t".join([start, line, column, *more])


def _ends(couple: str, start: str, line: str, column: str) -> list[str]:
    """Where neighbours end that are on one line."""
    return [str(int(start) + len(couple)), line, str(int(column) + len(couple))]


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
