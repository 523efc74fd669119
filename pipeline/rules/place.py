"""Where something stands in a page, as facts say it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.rules.context import PageContext


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


def place_of(page: PageContext, start: int, end: int, unit: str = "") -> Place:
    """The place of a stretch of the page's text (0-based characters; -1 for none)."""
    if start < 0:
        return Place(unit=unit)
    lines = page.article.lines
    return Place(start, end, *lines.place(start), *lines.place(max(start, end)), unit)
