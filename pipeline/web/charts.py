"""Charts as inline SVG, made here so that a page needs no script to show them.

A chart is drawn without words: the list of its parts beside it holds labels and numbers, so that everybody can
read it. Colours are classes (`tone-…`), which the style sheet knows in light and in dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDTH = 1000
_GAP = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: its words, how much it is, its colour, and the filter that shows its pages."""

    label: str
    value: int
    tone: str
    filter: str = ""


def stacked(parts: Sequence[Part], height: int = 14) -> Markup:
    """A bar with the parts side by side, in proportion."""
    shown = [part for part in parts if part.value > 0]
    total = sum(part.value for part in shown)
    rects = []
    at = 0.0
    room = _WIDTH - _GAP * max(0, len(shown) - 1)
    for part in shown:
        width = room * part.value / total
        rects.append(_rect(at, max(width, 1.0), height, part.tone))
        at += width + _GAP
    if not shown:
        rects.append(_rect(0, _WIDTH, height, "none"))
    return _svg(rects, height)


def bar(value: int, most: int, tone: str, height: int = 8) -> Markup:
    """A bar as long as `value` is, beside others of which the longest is `most`."""
    width = _WIDTH * value / most if most else 0.0
    return _svg([_rect(0, max(width, 6.0) if value else 0.0, height, tone)], height)


def percent(value: int, total: int) -> str:
    """A share in words: `38 %`; what is there is never `0 %`, and what is missing something never `100 %`."""
    if not total:
        return "–"
    share = round(100 * value / total)
    if share == 0 and value:
        return "< 1 %"
    if share == 100 and value < total:
        return "> 99 %"
    return f"{share} %"


def _rect(at: float, width: float, height: int, tone: str) -> Markup:
    shape = '<rect class="tone-{}" x="{}" y="0" width="{}" height="{}"/>'
    return Markup(shape).format(tone, f"{at:.1f}", f"{width:.1f}", height)


def _svg(shapes: Sequence[Markup], height: int) -> Markup:
    opening = (
        '<svg class="chart" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
    )
    return Markup(opening).format(_WIDTH, height) + Markup().join(shapes) + Markup("</svg>")
