"""Spaces that keep together what no line should break: before French marks, between a number and its unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import language_of
from pipeline.rules.translation.markup import HIDDEN
from pipeline.rules.translation.pair import Pair, read_pairs
from pipeline.rules.translation.reading import Reading

_NO_BREAK = "\u00a0\u202f"
_MARK = re.compile(r"[:;!?»](?=[\s\x00\x01)»\"”]|$)|«")
_MEASURE = re.compile(rf"(?<!\d)\d{{1,12}}([{_NO_BREAK}])(?:[^\W\d_]{{1,6}}\b|%)")
_LOOK_BACK = 16  # the markers and the `&nbsp;` that may stand between a mark and its space
_ENOUGH = 3  # so many marks with a space are a habit


@dataclass(frozen=True, slots=True)
class Gap:
    """A mark, the place where its space stands or is missing, and that space."""

    mark: str
    at: int
    space: str


@dataclass(frozen=True, slots=True)
class Habit:
    """How a page spaces marks: the space for each, and whether no-break spaces outnumber plain ones by far."""

    spaces: tuple[tuple[str, str], ...]
    no_break: bool

    def space_at(self, mark: str) -> str:
        """The space that belongs at this mark."""
        return dict(self.spaces)[mark]


def habit_of(page: PageContext) -> Habit | None:
    """The page's habit; None where its language has none, or the page does not space most of its marks."""
    marks = language_of(page.locale).space_before
    if not marks:
        return None
    found = Counter(
        (gap.mark, gap.space)
        for pair in read_pairs(page)
        if not pair.is_copy
        for gap in _gaps(pair.target, marks)
    )
    spaced = sum(count for (_, space), count in found.items() if space)
    plain = sum(count for (_, space), count in found.items() if space == " ")
    if spaced < _ENOUGH or 2 * spaced <= found.total():
        return None
    spaces = tuple((mark, _usual(found, mark)) for mark in sorted({mark for mark, _ in found}))
    return Habit(spaces, spaced - plain >= _ENOUGH and spaced > 2 * plain)


def _usual(found: Counter[tuple[str, str]], mark: str) -> str:
    """The no-break space that the page most often has at this mark, else at any; a plain one where it has none."""
    usual = [
        (one == mark, count, space)
        for (one, space), count in found.items()
        if space and space in _NO_BREAK
    ]
    return max(usual)[2] if usual else " "


def _gaps(reading: Reading, marks: str) -> Iterator[Gap]:
    """The marks of a text that its language puts a space at, each with what stands there."""
    plain = reading.plain
    for match in _MARK.finditer(plain):
        mark, at = match[0], match.start()
        if mark == "«":
            if "»" in marks:
                after = plain[at + 1 : at + 2]
                yield Gap(mark, at + 1, after if after.isspace() else "")
            continue
        before = plain[max(0, at - _LOOK_BACK) : at]
        bare = before.rstrip(HIDDEN)
        if mark not in marks or not bare or bare[-1] in ':;!?.,(«"“':
            continue
        if bare[-1].isspace():
            yield Gap(mark, at - len(before) + len(bare) - 1, bare[-1])
        elif not (mark == ":" and bare[-1].isupper() and not bare[-2:-1].isalpha()):  # not `C:`
            yield Gap(mark, at, "")


@rule("no-break-space", "unit", marks=":;!?»«\u00a0\u202f", of_page=True, needs_source=False)
def no_break_space(pair: Pair) -> Iterator[Hit]:
    """A mark has no space where the rest of the page has one, or one at which the line may break.

    French writes a no-break space before `:`, `;`, `!`, `?` and inside `« »`. A page that does so nowhere has chosen
    not to; one that does so here and there has forgotten it. In all languages: a number and its unit that the
    source keeps together may part in the target.

    Bad:

        source: The plan has 10\u00a0GB.
        target: Het abonnement heeft 10 GB.

    Good:

        source: The plan has 10\u00a0GB.
        target: Het abonnement heeft 10\u00a0GB.
    """
    if not pair.is_copy and pair.language.space_before:
        yield from _against_habit(pair)
    source = pair.source.text
    if "\u00a0" in source or "\u202f" in source:
        yield from _parted(pair)


def _against_habit(pair: Pair) -> Iterator[Hit]:
    habit = pair.page.once(habit_of)
    if habit is None:
        return
    for gap in _gaps(pair.target, pair.language.space_before):
        wanted = habit.space_at(gap.mark)
        if not gap.space and not _in_source(pair, gap):
            fix = Fix("put a space there", (Splice(gap.at, gap.at, wanted),))
            start = gap.at - (gap.mark == "«")
            yield Hit(start, start + 1, f"no space at {gap.mark}, unlike elsewhere", fix=fix)
        elif gap.space == " " and habit.no_break and pair.target.text[gap.at] == " ":
            fix = Fix("use a no-break space", (Splice(gap.at, gap.at + 1, wanted),), safe=True)
            yield Hit(gap.at, gap.at + 1, f"the line may break at {gap.mark}", fix=fix)


def _in_source(pair: Pair, gap: Gap) -> bool:
    """Does the mark belong to a word that the source has too (`Yahoo!`, a key of a file)?"""
    word = pair.target.plain[: gap.at].rstrip(HIDDEN).split()[-1:]
    return bool(word) and word[0].strip(HIDDEN) + gap.mark in pair.source.plain


def _parted(pair: Pair) -> Iterator[Hit]:
    for match in _MEASURE.finditer(pair.source.plain):
        parted = match[0].replace(match[1], " ")
        start = pair.target.plain.find(parted)
        if start >= 0 and pair.target.text[start + parted.index(" ")] == " ":
            at, end = start + parted.index(" "), start + len(parted)
            fix = Fix("use a no-break space", (Splice(at, at + 1, match[1]),), safe=True)
            yield Hit(start, end, "the line may break here, in the source it may not", fix=fix)
