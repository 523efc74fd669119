"""Where findings are marked in a rendered page: at their words where that is safe, else at their unit or block."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import pyromark

from pipeline.files.offsets import ByteOffsets
from pipeline.markdown.article import Article
from pipeline.results.finding import Finding
from pipeline.units.unit import Unit
from pipeline.web.prose import Edit, Prose

_DELIMITERS = frozenset("*_~`")


class UnitPlaces:
    """Which unit a finding is about, asked for many findings of one page."""

    def __init__(self, units: Sequence[Unit]) -> None:
        ranges = ((unit.target_range, number) for number, unit in enumerate(units))
        self._ranges = sorted((*place, number) for place, number in ranges if place)
        self._starts = [start for start, _, _ in self._ranges]
        self._by_id: dict[str, int] = {}
        for number, unit in enumerate(units):
            self._by_id.setdefault(unit.id, number)

    def unit_of(self, finding: Finding) -> int | None:
        """The index of the unit whose target a finding is about; None where it is about no unit."""
        found = [self._by_id[finding.unit]] if finding.unit in self._by_id and finding.unit else []
        if finding.place.start >= 0:
            behind = bisect_right(self._starts, finding.place.start)
            near = self._ranges[max(behind - 2, 0) : behind]  # it may stand between two that touch
            found += [number for _, end, number in near if finding.place.start <= end]
        return min(found, default=None)


def word_range(finding: Finding, unit: Unit) -> tuple[int, int] | None:
    """The place of a finding in its unit's target, 0-based characters; None where it names no words."""
    place = unit.target_range
    if place is None or finding.place.start < place[0] or finding.place.end > place[1]:
        return None
    start, end = finding.place.start - place[0], finding.place.end - place[0]
    return (start, end) if start < end else None


def word_edits(
    found: Iterable[tuple[int, Finding, Unit]], prose: Prose, *, in_unit: bool = False
) -> list[Edit]:
    """Marks `f0`, `f1`, … around the words that findings name, where they are plain text of one stretch.

    Anything else (half a link, a code span) would change how the text reads. Offsets count in the page, or in the
    unit's target with `in_unit`.
    """
    edits: list[Edit] = []
    plain: dict[str, PlainText] = {}
    for number, finding, unit in found:
        words = word_range(finding, unit)
        if words is None or unit.target_range is None:
            continue
        if unit.target not in plain:
            plain[unit.target] = PlainText(unit.target)
        if not plain[unit.target].holds(*words):
            continue
        base = 0 if in_unit else unit.target_range[0]
        edits.append(Edit(base + words[0], base + words[0], 3, prose.mark(f"f{number}")))
        edits.append(Edit(base + words[1], base + words[1], -1, "</span>"))
    return edits


def flag_edits(
    article: Article, found: Iterable[tuple[int, Finding]], prose: Prose
) -> Iterable[Edit]:
    """A flag `g0`, `g1`, … before the text of the block that a finding outside all units stands in."""
    blocks = [block for block in article.blocks if block.kind not in ("code", "html")]
    starts = [block.start for block in blocks]
    for number, finding in found:
        index = bisect_right(starts, finding.place.start) - 1
        if finding.place.start >= article.body_start and blocks:
            at = starts[max(index, 0)]
            yield Edit(at, at, 1, prose.mark(f"g{number}", closed=True))


class PlainText:
    """Where a text of Markdown is plain text, asked for many places."""

    def __init__(self, text: str) -> None:
        self._text = text
        offsets = ByteOffsets(text)
        places = [
            place
            for event, place in pyromark.events_with_range(text)
            if isinstance(event, dict) and "Text" in event
        ]
        self._starts = [offsets.char(place["start"]) for place in places]
        self._ends = [offsets.char(place["end"]) for place in places]

    def holds(self, start: int, end: int) -> bool:
        """Are the characters from `start` to `end` part of one stretch that Markdown reads as text?"""
        text = self._text
        if (start > 0 and text[start - 1] in _DELIMITERS) or text[end : end + 1] in _DELIMITERS:
            return False
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]
