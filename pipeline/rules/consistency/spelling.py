"""Spelling over the docset: misspelled words, compounds taken apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pipeline.rules.consistency.nearest import Nearest
from pipeline.rules.consistency.words import counted, couples, spelled, unknown, word_counts
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
        """The page's words with their counts, and the neighbours that might be one word, in one fact for all."""
        if not language_of(page.locale).writes_compounds:
            return
        yield from word_counts(page, self.name)
        rows = [row for pair in spelled(page) for row in _rows(page, pair)]
        if rows:
            yield fact(page, self.name, f"{page.locale}\n{_COUPLES}", -1, -1, "\n".join(rows))

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The neighbours that are one word."""
        facts = tuple(facts)
        words = counted(facts)
        pages = [one for one in facts if one.key.endswith(f"\n{_COUPLES}")]
        apart = Counter(
            (one.locale, row.partition("\t")[0].lower())
            for one in pages
            for row in one.value.split("\n")
        )
        split: dict[tuple[str, str], bool] = {}
        for key, times in apart.items():
            locale, couple = key
            speller, language = speller_of(locale), language_of(locale)
            if speller is not None and couple not in language.two_words:
                first, _, second = couple.partition(" ")
                split[key] = _is_split(first, second, times, words[locale], speller, language)
        for one in pages:
            for row in one.value.split("\n"):
                couple, *numbers, unit = row.split("\t")
                if split.get((one.locale, couple.lower())):
                    start, end, line, column, end_line, end_column = map(int, numbers)
                    place = Place(start, end, line, column, end_line, end_column, unit)
                    said = f"{couple!r} is one word: {couple.replace(' ', '')}"
                    yield DocsetHit(replace(one, place=place), said)


_COUPLES = "couples"


def with_places(one: Fact, place_of: Callable[[str], Place]) -> Fact:
    """A fact of many places with other ones, by unit: for pages whose units stand in another file."""
    if not one.key.endswith(f"\n{_COUPLES}"):
        return one
    rows = []
    for row in one.value.split("\n"):
        couple, *_, unit = row.split("\t")
        place = place_of(unit)
        numbers = (
            place.start,
            place.end,
            place.line,
            place.column,
            place.end_line,
            place.end_column,
        )
        rows.append("\t".join([couple, *map(str, numbers), _ROW.sub(" ", place.unit)]))
    return replace(one, value="\n".join(rows))


_ROW = re.compile(r"[\t\n]+")


def _rows(page: PageContext, pair: Pair) -> Iterator[str]:
    """The neighbours of a unit with their places, as text: there are many, and few of them matter."""
    lines, name = page.article.lines, pair.unit.id
    base = pair.unit.target_range[0] if pair.unit.target_range else None
    for first, second in couples(pair):
        words = f"{first[0]} {second[0]}"
        if base is None:
            yield f"{words}\t-1\t-1\t0\t0\t0\t0\t{name}"
            continue
        start = base + first.start()
        size = second.end() - first.start()
        line, column = lines.place(start)  # of a stretch that has no line end in it
        yield f"{words}\t{start}\t{start + size}\t{line}\t{column}\t{line}\t{column + size}\t{name}"


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
