"""A place in a page."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where a fact was seen. Offsets are 0-based characters of the page, lines and columns 1-based (0: nowhere)."""

    start: int = -1
    end: int = -1
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    unit: str = ""


NOWHERE = Place()
