"""Spelling over the docset: misspelled words, compounds taken apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from pipeline.results.fact import Fact
from pipeline.results.place import Place
from pipeline.rules.consistency import compounds
from pipeline.rules.consistency.nearest import Nearest
from pipeline.rules.consistency.nouns import nouns
from pipeline.rules.consistency.rows import moved, rows_of
from pipeline.rules.consistency.words import WORDS, counted, is_spelled, unknown
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import language_of
from pipeline.rules.translation.pair import Pair, read_pairs
from pipeline.rules.translation.spelling import speller_of
from pipeline.severity import Severity


@rule("misspelling", "docset-unit", needs_source=False)
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
        if not page.locale or speller_of(page.locale) is None:
            return
        words: list[str] = []
        rows: list[str] = []
        sure: list[str] = []
        for pair in read_pairs(page):
            spelling = pair.once(_spelling)
            if spelling is None:
                continue
            words += [spelling.words] if spelling.words else []
            rows += rows_of(page, pair, spelling.couples)
            sure += rows_of(page, pair, spelling.nouns)
            base = pair.unit.target_range[0] if pair.unit.target_range else None
            for at, word in spelling.unknown:
                start = -1 if base is None else base + at
                end = -1 if base is None else start + len(word)
                key = f"{page.locale}\n{_UNKNOWN if pair.has_source else _ALONE}"
                yield fact(page, self.name, key, start, end, word, pair.unit.id)
        if words:
            yield fact(page, self.name, f"{page.locale}\n{WORDS}", -1, -1, " ".join(words))
        for kind, lines in ((_NOUNS, sure), (_ROWS, rows)):
            if lines:
                yield fact(page, self.name, f"{page.locale}\n{kind}", -1, -1, "\n".join(lines))

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
                if one.key.endswith((_NOUNS, _ROWS)):
                    apart.add(one, are_nouns=one.key.endswith(_NOUNS))
                elif words[one.value.lower()] <= 1:
                    odd.append(one)
            yield from apart.hits()
            nearest = Nearest(speller, language, words) if odd else None
            for one in odd:
                if nearest and (meant := nearest.word(one.value.lower())):
                    said = f"{one.value!r} is no known word; {meant!r} is"
                    alone = one.key.endswith(_ALONE)  # it may be a word of the source
                    yield DocsetHit(one, said, severity=Severity.SUGGESTION if alone else None)


class _Spelling(NamedTuple):
    """What is looked at in a unit; places count in its target.

    `words` are in lower case, with spaces between; `couples` are neighbours that might be one word, `nouns` those that
    are most likely one.
    """

    words: str
    couples: tuple[tuple[str, int], ...]
    nouns: tuple[tuple[str, int], ...]
    unknown: tuple[tuple[int, str], ...]


def _spelling(pair: Pair) -> _Spelling | None:
    """What there is to look at; None where the unit's spelling cannot be looked at."""
    speller = speller_of(pair.page.locale)
    if speller is None or not is_spelled(pair):
        return None
    found = compounds.couples(pair) if pair.language.writes_compounds else []
    sure = nouns(pair, found) if found else []
    found = [one for one in found if one not in sure]
    odd = tuple((match.start(), match[0]) for match in unknown(pair, speller))
    return _Spelling(" ".join(pair.target.lower_words), tuple(found), tuple(sure), odd)


_NOUNS = "2 nouns"
_ROWS = "2 rows"
_UNKNOWN = "3 unknown"
_ALONE = "4 alone"
"""The ends of keys, after which the facts of a locale are sorted: each behind the counts that it is judged by."""


def with_places(one: Fact, place_of: Callable[[Place], Place]) -> Fact:
    """A fact of many places with other ones: for pages whose units stand in another file."""
    if not one.key.endswith((f"\n{_NOUNS}", f"\n{_ROWS}")):
        return one
    return one._replace(value=moved(one.value, place_of))
