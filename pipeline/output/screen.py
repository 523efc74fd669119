"""The terminal that something is shown on: how wide it is, and text laid out for it. Files and logs are not wrapped."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from io import StringIO

import click

from pipeline.output.excerpt import width

_LEAST = 24
_NARROW = 60
_WORD = re.compile(r"(?:\x1b\[[\d;]*m|\S)+")


def columns() -> int:
    """The width of the terminal on standard output; 0 where there is none, and nothing is to be laid out."""
    if not sys.stdout.isatty():
        return 0
    return max(shutil.get_terminal_size((80, 24)).columns, _LEAST)


def hanging(text: str, most: int, indent: str = "    ") -> str:
    """`text` in lines of at most `most` columns, all but the first indented. `most` 0 leaves it as it is.

    It breaks between words only: a path stays whole, so that a terminal can follow it. Colours take no room.
    """
    if not most:
        return text
    lines = []
    for line in text.split("\n"):
        lines += _broken(line, most, indent) if _width(line) > most else [line]
    return "\n".join(lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], most: int, *, title: int = 0) -> str:
    """Rows as a table for a terminal of `most` columns; a cell that is too long goes on in its next line.

    On a narrow terminal each row is a paragraph instead: the cell of column `title`, and the others below it.
    """
    if most < _NARROW and len(head) > 2:
        return "".join(_paragraph(head, row, most, title % len(head)) for row in rows)
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(head))
    for number, name in enumerate(head):
        last = number == len(head) - 1
        shown.add_column(name, overflow="fold", no_wrap=not last)
    for row in rows:
        shown.add_row(*(Text.from_ansi(cell) for cell in row))
    out = StringIO()
    Console(file=out, width=most, force_terminal=True, color_system="standard").print(shown)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _paragraph(head: Sequence[str], row: Sequence[str], most: int, title: int) -> str:
    first, *more = row[title].split("\n")
    cells = [
        f"{name} {cell}".strip()
        for number, (name, cell) in enumerate(zip(head, row, strict=True))
        if number != title and cell
    ]
    lines = [hanging(first, most), *(hanging(f"    {line}", most, "") for line in more)]
    return "\n".join([*lines, hanging(f"    {', '.join(cells)}", most, "")]) + "\n"


def _broken(line: str, most: int, indent: str) -> list[str]:
    lead = line[: len(line) - len(line.lstrip(" "))]
    lines, current = [], lead
    for match in _WORD.finditer(line):
        word = match[0]
        if current.strip() and _width(current) + 1 + _width(word) > most:
            lines.append(current)
            current = lead + indent
        current += word if not current.strip() else f" {word}"
    return [*lines, current]


def _width(text: str) -> int:
    return width(click.unstyle(text))
