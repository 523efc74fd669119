"""Where something stands in a page, as facts say it."""

from __future__ import annotations

from pipeline.results.place import Place
from pipeline.rules.context import PageContext


def place_of(page: PageContext, start: int, end: int, unit: str = "") -> Place:
    """The place of a stretch of the page's text (0-based characters; -1 for none)."""
    if start < 0:
        return Place(unit=unit)
    lines = page.article.lines
    return Place(start, end, *lines.place(start), *lines.place(max(start, end)), unit)
