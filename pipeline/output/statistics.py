"""How often each rule finds something, with one example: a line a rule, the gravest last; the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from pipeline.errors import UsageError
from pipeline.output import screen
from pipeline.output.formats import FOR_PEOPLE
from pipeline.output.groups import Group, Groups
from pipeline.output.places import Places
from pipeline.output.text import COLOURS, ends_of, place_of
from pipeline.visible import as_json, one_line

HEAD = ("severity", "rule", "findings", "pages", "example")
_LONGEST = 80


def check_format(name: str) -> None:
    """Raises UsageError where numbers cannot be given in a format."""
    if name not in (*FOR_PEOPLE, "json"):
        raise UsageError(f"--statistics are text or JSON; --format {name} shows findings")


def render(
    groups: Groups, summary: Mapping[str, int], places: Places, name: str, columns: int = 0
) -> str:
    """The numbers in the format `name`, with the totals; `columns` is the terminal's width, 0 without one."""
    if name == "json":
        rows = [as_dict(group) for group in groups.gravest_last()]
        document = {"version": 1, "summary": dict(summary), "statistics": rows}
        return as_json(document, indent=2) + "\n"
    ends = ends_of(summary)
    return table(groups, places, columns) + "".join(
        f"{screen.hanging(end, columns)}\n" for end in ends if end
    )


def table(groups: Groups, places: Places, columns: int = 0) -> str:
    """A line a rule; the text of the example is cut where it is long."""
    rows = [_row(group, places) for group in groups.gravest_last()]
    if columns:
        return screen.table(HEAD, rows, columns, title=1) + "\n" if rows else ""
    return "".join(f"{line}\n" for line in _aligned([HEAD, *rows])) + "\n" if rows else ""


def as_dict(group: Group) -> dict[str, Any]:
    """One rule's numbers with the contract's keys."""
    first = group.first
    return {
        "rule": group.rule,
        "severity": group.severity.label,
        "findings": group.count,
        "pages": group.pages,
        "fixable": group.fixable,
        "unsafe": group.unsafe,
        "example": {
            "path": first.path,
            "locale": first.locale,
            "line": first.line,
            "column": first.column,
            "message": first.message,
        },
    }


def _row(group: Group, places: Places) -> tuple[str, ...]:
    message = one_line(group.first.message.replace("\n", " "))
    if len(message) > _LONGEST:
        message = message[: _LONGEST - 1] + "…"
    severity = click.style(group.severity.label, fg=COLOURS[group.severity], bold=True)
    numbers = (f"{group.count:,}", f"{group.pages:,}")
    return (severity, group.rule, *numbers, f"{place_of(group.first, places)}: {message}")


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """The rows with their cells below each other; numbers to the right, the last cell as long as it is."""
    widths = [max(len(click.unstyle(row[at])) for row in rows) for at in range(len(HEAD) - 1)]
    for row in rows:
        cells = []
        for at, size in enumerate(widths):
            space = " " * (size - len(click.unstyle(row[at])))
            cells.append(space + row[at] if at in (2, 3) else row[at] + space)
        yield "  ".join([*cells, row[-1]])
