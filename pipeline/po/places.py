"""Where a text stands in its page, in words for the translator who sees it alone in a PO editor.

A text is told by the heading above it and by its neighbours in the same section. They are cut short, so that an edit
changes the comments of the two texts beside it at most, and mostly of none.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.units.metadata import METADATA
from pipeline.units.unit import Unit

_HEADING = "heading "
LENGTH = 48
"""How many characters of another text are shown."""


def places_of(units: Sequence[Unit]) -> list[str]:
    """Return for each unit of a page where it stands, empty where nothing can be said.

    `under “Set a limit”, after “Open Billing.”, before “Choose Save.”`: the nearest heading (for a heading: the
    nearest of a lower level), the text before and the text after it under the same heading.
    """
    above: list[tuple[int, str]] = []
    said = ["", *(_beside(unit) for unit in units), ""]
    places = []
    for unit, before, after in zip(units, said, said[2:], strict=False):
        if unit.kind.startswith(METADATA):
            places.append("")
            continue
        level = _level(unit)
        while level and above and above[-1][0] >= level:
            above.pop()
        parts = [f"under “{above[-1][1]}”"] if above else []
        if level:
            above.append((level, _excerpt(unit.source)))
        else:
            parts += [f"after “{before}”"] if before else []
            parts += [f"before “{after}”"] if after else []
        places.append(", ".join(parts))
    return places


def _beside(unit: Unit) -> str:
    """Return what a unit is called in the places of its neighbours: headings and metadata are none's."""
    return "" if _level(unit) or unit.kind.startswith(METADATA) else _excerpt(unit.source)


def _level(unit: Unit) -> int:
    """Return a heading's level, else 0."""
    if not unit.kind.startswith(_HEADING):
        return 0
    level = unit.kind.removeprefix(_HEADING)
    return int(level) if level.isdecimal() else 0


def _excerpt(text: str) -> str:
    """Return the beginning of a text on one line, cut between words, without the quotation marks around it."""
    line = " ".join(text[: 2 * LENGTH].split())
    if "“" in line or "”" in line:
        line = line.replace("“", '"').replace("”", '"')
    if len(line) <= LENGTH:
        return line
    cut = line[:LENGTH]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[LENGTH // 2 :] else cut}…"
