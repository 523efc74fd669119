"""Tables that are none: their second line does not divide head and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.markdown.outline import Outline, Table
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.rules.structure.tables import cell_count

_MARKS = frozenset("|+:;.,=_~–—−- \t>\r")
_CELL = re.compile(r":?-+:?")


@rule("table-not-read", "article")
def table_not_read(page: PageContext) -> Iterator[Hit]:
    """Lines with `|` that are no table: the line under the head is missing, has other columns, or other marks than `-`.

    A row behind an empty line is none, either: the line ended the table.

    Bad:

        | Month | Sum |
        | --- |
        | May | 20 |

    Good:

        | Month | Sum |
        | --- | --- |
        | May | 20 |
    """

    def find(outline: Outline) -> Iterator[Seen]:
        tables = {one.end: one for one in outline.tables}
        for start, end in outline.chars(_with_bars(outline)):
            yield from _in_paragraph(outline, start, end)
            yield from _cut_off(outline, start, end, tables)

    if "|" in page.article.text:
        yield from own(page, find)


def _with_bars(outline: Outline) -> list[tuple[int, int]]:
    """The paragraphs that hold `|` more than once, as the parser gives them."""
    if "|" not in outline.bare:
        return []
    body = outline.body_bytes
    return [
        (first, last)
        for first, last in outline.paragraph_bytes
        if body.count(b"|", first, last) > 1
    ]


def _in_paragraph(outline: Outline, start: int, end: int) -> Iterator[Seen]:
    lines = outline.bare[start:end].split("\n")
    at, before = start, ""
    for number, line in enumerate(lines):
        text = line.strip()
        if "|" in before and _is_attempt(text):
            place = (at + len(line) - len(line.lstrip()), at + len(line.rstrip()))
            if all(_CELL.fullmatch(cell.strip()) for cell in text.strip("|> \t").split("|")):
                mine, head = cell_count(text), cell_count(before)
                message = f"this line has {mine} columns, the head {head}: this is no table"
            else:
                message = (
                    "the line under the head of a table is made of `-` and `|`: this is no table"
                )
            yield Seen(*place, message, text)
            return
        if number and _is_row(text) and _is_row(before) and before.count("|") == text.count("|"):
            first = at - len(lines[number - 1]) - 1
            first += len(lines[number - 1]) - len(lines[number - 1].lstrip())
            message = "a table needs a line such as `| --- | --- |` under its head: this is none"
            yield Seen(first, first + len(before), message, before)
            return
        at += len(line) + 1
        before = text


def _is_attempt(text: str) -> bool:
    """Is a line made of bars and strokes alone, as if it divided a head from rows?"""
    return "|" in text and _MARKS.issuperset(text) and bool(text.strip("|+: \t>\r"))


def _is_row(text: str) -> bool:
    return len(text) > 2 and text.startswith("|") and text.endswith("|") and text.count("|") > 2


def _cut_off(outline: Outline, start: int, end: int, tables: Mapping[int, Table]) -> Iterator[Seen]:
    """A row behind the empty line that ended its table."""
    line = outline.bare[start:end].split("\n")[0]
    before = outline.bare[:start].rstrip()
    if not _is_row(line.strip()) or outline.bare.count("\n", len(before), start) < 2:
        return
    table = next((tables[at] for at in range(len(before), start + 1) if at in tables), None)
    if table is not None and cell_count(line) == table.columns:
        message = "an empty line ends the table above: this row is none of it"
        yield Seen(start, start + len(line.rstrip()), message, line.strip())
