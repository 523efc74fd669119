"""Quotation marks: in pairs, and those that the locale's readers know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pipeline.files.splice import Splice
from pipeline.results.fact import Fact
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.registry import rule
from pipeline.rules.translation.beside import is_whole_beside
from pipeline.rules.translation.language import words_of
from pipeline.rules.translation.pair import Pair, read_pairs

_MARK = re.compile('["“”„‟«»「」『』]')
_CURLY = re.compile("[“”„‟«»「」『』]")
_PAIRS = frozenset(["“”", "‟”", "„“", "„”", "””", "”“", "«»", "»«", "»»", "「」", "『』", '""'])
_BRACKETS = "「」『』"  # `bracket-lost` looks after them
_BESIDE_WORD = re.compile(r'[^\W_]["“”„‟]|["“”„‟][^\W_]')
_INCHES = re.compile(r'\d"')
_GERSHAYIM = re.compile(r'(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')  # a mark inside Hebrew words


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something in quotation marks, from the opening one to behind the closing one; `marks` are the two."""

    start: int
    end: int
    marks: str
    inside: bool
    """Does it stand in another one, whose marks it must not have?"""


def quotations(plain: str) -> tuple[list[Quotation], list[int]]:
    """What stands in quotation marks of any language, and the places of marks that have no partner."""
    plain = _GERSHAYIM.sub("\x00", plain)
    found: list[Quotation] = []
    open_ones: list[int] = []
    for match in _MARK.finditer(plain):
        at = match.start()
        if open_ones and (marks := plain[open_ones[-1]] + match[0]) in _PAIRS:
            start = open_ones.pop()
            found.append(Quotation(start, at + 1, marks, bool(open_ones)))
        else:
            open_ones.append(at)
    return found, open_ones


@cache
def quotes_of(locale: str) -> tuple[str, ...]:
    """The pairs of double quotation marks of a locale, the usual one first; none where they are not known."""
    return words_of("quotes", locale) or words_of("quotes", re.split("[-_]", locale)[0].lower())


@rule("quote-unpaired", "unit", marks='"“”„‟«»', of_page=True, needs_source=False)
def quote_unpaired(pair: Pair) -> Iterator[Hit]:
    """A double quotation mark in the target has no partner, or one of another kind, while those of the source have.

    Which marks make a pair is the language's own: `„…”` in Dutch and Polish, `„…“` in German and Czech.

    Bad:

        source: Type "yes" and press Enter.
        target: Typ "ja en druk op Enter.

    Good:

        source: Type "yes" and press Enter.
        target: Typ "ja" en druk op Enter.
    """
    for hit in pair.once(_unpaired):
        if pair.has_source or not is_whole_beside(pair, lambda plain: not quotations(plain)[1]):
            yield hit


def _unpaired(pair: Pair) -> tuple[Hit, ...]:
    return tuple(_marks_without_partner(pair))


def _marks_without_partner(pair: Pair) -> Iterator[Hit]:
    plain = pair.target.plain
    if not _MARK.search(plain):
        return
    found, alone = quotations(plain)
    alone = [at for at in alone if plain[at] not in _BRACKETS]
    if not pair.has_source:
        alone = [at for at in alone if _BESIDE_WORD.search(plain, max(at - 1, 0), at + 2)]
    wrong = _closed_wrongly(found, quotes_of(pair.page.locale))
    if not (alone or wrong) or quotations(pair.source.plain)[1]:
        return
    for one, right in wrong:
        at = one.end - 1
        fix = Fix(f"close with {right}", (Splice(at, at + 1, right),))
        yield Hit(at, at + 1, f"{one.marks[0]} is closed by {one.marks[1]}, not {right}", fix=fix)
    if len(alone) == 2:
        first, last = alone
        yield Hit(first, last + 1, f"opened by {plain[first]}, closed by {plain[last]}")
    elif alone and not (plain[alone[-1]] == '"' and _INCHES.search(plain)):
        yield Hit(alone[-1], alone[-1] + 1, "a quotation mark has no partner")


def _closed_wrongly(found: list[Quotation], known: tuple[str, ...]) -> list[tuple[Quotation, str]]:
    """Quotations that begin as the locale's do, and end as those of another; with the right closing mark."""
    wrong = []
    for one in found:
        if one.marks not in known:
            right = [marks[1] for marks in known if marks[0] == one.marks[0]]
            if len(right) == 1:
                wrong.append((one, right[0]))
    return wrong


@rule("quote-style", "docset-unit", needs_source=False)
class QuoteStyle:
    """Something is quoted with the marks of another language, while the docset quotes with those of its own.

    English marks come along when a text is typed over the source, or pasted from elsewhere. A docset that has
    chosen them (or straight ones) throughout has its reasons, and what is quoted as the very source has it stays.

    Bad (`de-DE`):

        source: Choose “Save”.
        target: Wählen Sie “Speichern”.

    Good:

        source: Choose “Save”.
        target: Wählen Sie „Speichern“.
    """

    name = "quote-style"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """How often the page quotes with which of its locale's marks, and where it does with others."""
        known = quotes_of(page.locale)
        if not known:
            return
        own: Counter[str] = Counter()
        others = 0
        for pair in read_pairs(page):
            if not _CURLY.search(pair.unit.target):
                continue
            for one in quotations(pair.target.plain)[0]:
                kept = pair.target.text[one.start : one.end] in pair.source.text
                if one.inside or one.marks == '""' or kept:
                    continue
                if one.marks in known:
                    own[one.marks] += 1
                    continue
                others += 1
                start, end = pair.unit.target_range or (-1, -1)
                if start >= 0:
                    start, end = start + one.start, start + one.end
                key = f"{page.locale}\n{_OTHERS}"
                yield fact(page, self.name, key, start, end, one.marks, pair.unit.id)
        if own or others:
            counts = " ".join([str(others), *(f"{marks}{times}" for marks, times in own.items())])
            yield fact(page, self.name, f"{page.locale}\n{_COUNTS}", -1, -1, counts)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Quotations in marks of others, where those in the locale's own are more."""
        for _, same in groupby(facts, key=lambda one: one.locale):
            own: Counter[str] = Counter()
            others = 0
            for one in same:
                if one.key.endswith(_COUNTS):
                    number, *counts = one.value.split(" ")
                    others += int(number)
                    for count in counts:
                        own[count[:2]] += int(count[2:])
                elif own.total() > others:
                    usual = max(own, key=own.__getitem__)
                    said = f"quoted with {' '.join(one.value)}, elsewhere with {' '.join(usual)}"
                    yield DocsetHit(one, said)


_COUNTS, _OTHERS = "1 counts", "2 others"
"""The ends of keys, after which the facts of a locale are sorted."""
