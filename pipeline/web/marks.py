"""Where findings are marked in a rendered page: at their words where that is safe, else at their unit or block."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import pyromark

from pipeline.article.article import Article
from pipeline.rules.finding import Finding
from pipeline.text.offsets import ByteOffsets
from pipeline.units.unit import Unit
from pipeline.web.prose import Edit, Prose

_DELIMITERS = frozenset("*_~`")


def unit_of(finding: Finding, units: Sequence[Unit]) -> int | None:
    """The index of the unit whose target a finding is about; None where it is about no unit."""
    for number, unit in enumerate(units):
        place = unit.target_range
        if place and finding.start >= 0 and place[0] <= finding.start <= place[1]:
            return number
        if finding.unit and finding.unit == unit.id:
            return number
    return None


def word_range(finding: Finding, unit: Unit) -> tuple[int, int] | None:
    """The place of a finding in its unit's target, 0-based characters; None where it names no words."""
    place = unit.target_range
    if place is None or finding.start < place[0] or finding.end > place[1]:
        return None
    start, end = finding.start - place[0], finding.end - place[0]
    return (start, end) if start < end else None


def word_edits(
    found: Iterable[tuple[int, Finding, Unit]], prose: Prose, *, in_unit: bool = False
) -> list[Edit]:
    """Marks `f0`, `f1`, … around the words that findings name, where they are plain text of one stretch.

    Anything else (half a link, a code span) would change how the text reads. Offsets count in the page, or in the
    unit's target with `in_unit`.
    """
    edits = []
    for number, finding, unit in found:
        words = word_range(finding, unit)
        if words is None or unit.target_range is None or not _is_plain(unit.target, *words):
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
        index = bisect_right(starts, finding.start) - 1
        if finding.start >= article.body_start and blocks:
            at = starts[max(index, 0)]
            yield Edit(at, at, 1, prose.mark(f"g{number}", closed=True))


def _is_plain(text: str, start: int, end: int) -> bool:
    """Are the characters from `start` to `end` part of one stretch of text that Markdown reads as text?"""
    if (start > 0 and text[start - 1] in _DELIMITERS) or text[end : end + 1] in _DELIMITERS:
        return False
    offsets = ByteOffsets(text)
    for event, place in pyromark.events_with_range(text):
        if isinstance(event, dict) and "Text" in event:
            first, last = offsets.char(place["start"]), offsets.char(place["end"])
            if first <= start and end <= last:
                return True
    return False
