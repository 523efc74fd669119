"""Where pairs of neighbouring words stand, as lines of text: a docset has many of them, and few of them matter.

A row is a unit: where its target begins (start, line, column; -1, 0, 0 where it is not in the page), the unit's id, and
its pairs with their places in the target. A target of several lines has a row for each pair.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.results.place import Place
from pipeline.rules.context import PageContext
from pipeline.rules.translation.pair import Pair

_SEPARATORS = re.compile(r"[\t\n]+")


def rows_of(page: PageContext, pair: Pair, found: Sequence[tuple[str, int]]) -> Iterator[str]:
    """The rows for the pairs of words in a unit, which are given with where they begin in the target."""
    if not found:
        return
    start, _, line, column, end_line, _, unit = pair.place
    if line == end_line:
        yield _row(start, line, column, unit, [f"{words}:{at}" for words, at in found])
        return
    for words, at in found:
        yield _row(start + at, *page.article.lines.place(start + at), unit, [f"{words}:0"])


def items_of(rows: str) -> Iterator[tuple[str, str, str]]:
    """The pairs of words as they are written, behind what `place_of` needs to say where one stands."""
    for row in rows.split("\n"):
        for item in row.split("\t")[4:]:
            yield row, item, item[: item.rindex(":")]


def place_of(row: str, item: str) -> tuple[str, Place]:
    """A pair of words as it is written, and where it stands."""
    start, line, column, unit, _ = row.split("\t", 4)
    words, _, at = item.rpartition(":")
    return words, _place(int(start), int(line), int(column), unit, int(at), len(words))


def _place(start: int, line: int, column: int, unit: str, at: int, size: int) -> Place:
    """The place of a stretch of a target that begins at `start`."""
    if start < 0:
        return Place(-1, -1, line, column, line, column, unit)
    end = at + size
    return Place(start + at, start + end, line, column + at, line, column + end, unit)


def moved(rows: str, there: Callable[[Place], Place]) -> str:
    """The rows of units that stand in another file, where `there` says each stretch of a unit's text stands."""
    lines = []
    for row in rows.split("\n"):
        for item in row.split("\t")[4:]:
            words, here = place_of(row, item)
            place = there(here)
            lines.append(_row(place.start, place.line, place.column, place.unit, [f"{words}:0"]))
    return "\n".join(lines)


def _row(start: int, line: int, column: int, unit: str, found: list[str]) -> str:
    name = _SEPARATORS.sub(" ", unit)
    return "\t".join([str(start), str(line), str(column), name, *found])
