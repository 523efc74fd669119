"""A place in a page."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A stretch of a page's text. Offsets are 0-based characters (-1: nowhere), lines and columns 1-based (0: nowhere).

    `unit` is the `data-ttu-id` of the translation unit where there is one, else the unit's key in the PO file.
    """

    start: int = -1
    end: int = -1
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    unit: str = ""


NOWHERE = Place()
