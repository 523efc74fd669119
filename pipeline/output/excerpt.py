"""A line of a page with a caret under a place in it, fit for a terminal."""

from __future__ import annotations

import unicodedata

from pipeline.visible import commands_in, for_terminal, visible

WIDTH = 100
_WRITTEN_OUT = len("\\x3a") - len(":")


def excerpt(line: str, column: int, end_column: int, most: int = WIDTH) -> tuple[str, str]:
    """The line (or the stretch around the place, where it is long) and the line of carets under it.

    Columns are 1-based characters; `end_column` is behind the place (0 or less: one character). `most` is how many
    characters of the line are shown.
    """
    most = max(min(most, WIDTH), 8)
    start, end = max(column - 1, 0), max(end_column - 1, column)
    end = min(max(end, start + 1), len(line) + 1)
    first = 0
    if len(line) > most:
        first = max(0, min(start - most // 3, len(line) - most))
    last = min(len(line), first + most)
    lead, tail = "…" if first else "", "…" if last < len(line) else ""
    before = visible(line[first:start]).replace("\t", " ")
    inside = visible(line[start : min(end, last)]).replace("\t", " ")
    after = visible(line[min(end, last) : last]).replace("\t", " ")
    words = f"{lead}{before}{inside}{after}{tail}"
    grown_before, grown = (
        _WRITTEN_OUT * sum(at < end for at in commands_in(words))
        for end in (len(lead + before), len(lead + before + inside))
    )
    carets = "^" * max(width(inside) + grown - grown_before, 1)
    return for_terminal(words), " " * (len(lead) + width(before) + grown_before) + carets


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
