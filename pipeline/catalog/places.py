"""Where a text stands in its page, in words for the translator who sees it alone in a PO editor.

A text is told by the heading above it and by its neighbours in the same section. They are cut short, so that an edit
changes the comments of the two texts beside it at most, and mostly of none.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.units.metadata import METADATA
from pipeline.units.unit import Unit

LENGTH = 48
"""How many characters of another text are shown."""


def places_of(units: Sequence[Unit]) -> list[str]:
    """Return for each unit of a page where it stands, empty where nothing can be said.

    `under “Set a limit”, after “Open Billing.”, before “Choose Save.”`: the nearest heading (for a heading: the
    nearest of a lower level), the text before and the text after it under the same heading.
    """
    above: list[tuple[int, str]] = []
    places = []
    for index, unit in enumerate(units):
        level = _level(unit)
        while level and above and above[-1][0] >= level:
            above.pop()
        parts = [f"under “{above[-1][1]}”"] if above and not _is_metadata(unit) else []
        if level:
            above.append((level, _excerpt(unit.source)))
        else:
            parts += [f"after “{said}”" for said in _near(unit, units[max(index - 1, 0) : index])]
            parts += [f"before “{said}”" for said in _near(unit, units[index + 1 : index + 2])]
        places.append(", ".join(parts))
    return places


def _near(unit: Unit, neighbours: Sequence[Unit]) -> list[str]:
    """Return what the neighbour says: nothing where it is a heading, or metadata beside text."""
    return [
        _excerpt(other.source)
        for other in neighbours
        if not _level(other) and not _is_metadata(other) and not _is_metadata(unit)
    ]


def _level(unit: Unit) -> int:
    """Return a heading's level, else 0."""
    level = unit.kind.removeprefix("heading ")
    return int(level) if level != unit.kind and level.isdecimal() else 0


def _is_metadata(unit: Unit) -> bool:
    return unit.kind.startswith(METADATA)


def _excerpt(text: str) -> str:
    """Return the beginning of a text on one line, cut between words, without the quotation marks around it."""
    line = " ".join(text[: 4 * LENGTH].split()).replace("“", '"').replace("”", '"')
    if len(line) <= LENGTH:
        return line
    cut = line[:LENGTH]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[LENGTH // 2 :] else cut}…"
