"""Units after their page was edited: the same units, where they stand now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from pipeline.files.splice import Splice
from pipeline.units.unit import Range, Unit


def shifted(
    units: Sequence[Unit],
    edits: Iterable[Splice],
    texts: Mapping[int, str] | None = None,
    *,
    sources: bool = True,
) -> tuple[Unit, ...]:
    """`units` with their ranges as they are after `edits` of the page; `texts` are new targets, by index.

    `sources` says whether source ranges stand in the edited page too (in a bilingual page they do). An edit that
    replaces exactly a unit's range gives the range of what was put there.
    """
    ordered = sorted(edits)
    ends = [edit.end for edit in ordered]
    grown = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in ordered)]

    def moved(place: Range | None) -> Range | None:
        if place is None:
            return None
        before = bisect_right(ends, place[0])
        if before and ordered[before - 1].start == place[0] == place[1]:
            before -= 1  # an insertion right here is the unit's own text
        start = place[0] + grown[before]
        after = bisect_right(ends, place[1])
        return start, place[1] + grown[after]

    texts = texts or {}
    return tuple(
        unit._replace(
            target=texts.get(index, unit.target),
            target_range=moved(unit.target_range),
            source_range=moved(unit.source_range) if sources else unit.source_range,
        )
        for index, unit in enumerate(units)
    )
