"""Spelling over the docset: misspelled words, compounds taken apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pipeline.rules.consistency import compounds
from pipeline.rules.consistency.nearest import Nearest
from pipeline.rules.consistency.rows import moved
from pipeline.rules.consistency.words import WORDS, all_words, counted, spelled, unknown
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, Fact, fact
from pipeline.rules.place import Place
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import language_of
from pipeline.rules.translation.spelling import speller_of


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
        """The page's words, the neighbours that might be one word, and the unknown words with their places."""
        speller = speller_of(page.locale) if page.locale else None
        if speller is None:
            return
        pairs = spelled(page)
        if words := all_words(pairs):
            yield fact(page, self.name, f"{page.locale}\n{WORDS}", -1, -1, words)
        if language_of(page.locale).writes_compounds and (found := compounds.rows(page, pairs)):
            yield fact(page, self.name, f"{page.locale}\n{_ROWS}", -1, -1, found)
        for pair in pairs:
            base = pair.unit.target_range[0] if pair.unit.target_range else None
            for match in unknown(pair, speller):
                start, end = (
                    (-1, -1) if base is None else (base + match.start(), base + match.end())
                )
                key = f"{page.locale}\n{_UNKNOWN}"
                yield fact(page, self.name, key, start, end, match[0], pair.unit.id)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The neighbours that are one word, and the unknown words that stand there once and are near to a known one."""
        for locale, same in groupby(facts, key=lambda one: one.locale):
            speller, language = speller_of(locale), language_of(locale)
            if speller is None:
                continue
            words, rest = counted(same)
            apart = compounds.Apart(words, speller, language)
            odd = []
            for one in rest:
                if one.key.endswith(_ROWS):
                    apart.add(one)
                elif words[one.value.lower()] <= 1:
                    odd.append(one)
            yield from apart.hits()
            nearest = Nearest(speller, language, words) if odd else None
            for one in odd:
                if nearest and (meant := nearest.word(one.value.lower())):
                    yield DocsetHit(one, f"{one.value!r} is no known word; {meant!r} is")


_ROWS = "2 rows"
_UNKNOWN = "3 unknown"
"""The ends of keys, after which the facts of a locale are sorted: each behind the counts that it is judged by."""


def with_places(one: Fact, place_of: Callable[[str], Place]) -> Fact:
    """A fact of many places with other ones, by unit: for pages whose units stand in another file."""
    if not one.key.endswith(f"\n{_ROWS}"):
        return one
    return one._replace(value=moved(one.value, place_of))
