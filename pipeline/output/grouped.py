"""Findings for people who have many: by rule, the gravest last, a few examples each, never more than a few screens.

A message that stands in many places is shown once, with its count. Whatever is left out is counted where it would be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from pipeline.output.excerpt import width
from pipeline.output.groups import Group, Groups, Repeated
from pipeline.output.places import Places
from pipeline.output.screen import hanging
from pipeline.output.text import COLOURS, counted, ends_of, place_of
from pipeline.results.finding import Finding
from pipeline.severity import Severity
from pipeline.visible import one_line

MOST = 150
"""The most lines of rules and examples."""
_RULES = 100
_EXAMPLES: Mapping[Severity, int] = {
    Severity.ERROR: 3,
    Severity.WARNING: 1,
    Severity.SUGGESTION: 1,
}
_LONGEST = 140
_INDENT = "    "


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """The findings by rule, then a summary. Colours are ANSI; the writer strips them where they are not wanted."""
    groups = Groups()
    groups.add(findings)
    ends = ends_of(summary)
    return body(groups, places or Places()) + "".join(f"{end}\n" for end in ends if end)


def body(groups: Groups, places: Places, columns: int = 0) -> str:
    """The rules with their examples, and an empty line. `columns` is the terminal's width, 0 where there is none."""
    found = groups.gravest_last()
    shown = found[-_RULES:]
    lines = list(_left_out(found[: -len(shown)] if shown else []))
    room = _rooms(shown)
    for group in shown:
        lines.append(hanging(_head(group), columns))
        examples = group.most_repeated(room[group.severity, group.rule])
        lines += [_example(one, places, columns) for one in examples]
    return "".join(f"{line}\n" for line in lines) + ("\n" if lines else "")


def _rooms(groups: Sequence[Group]) -> dict[tuple[Severity, str], int]:
    """How many examples each group has room for: the gravest are served first."""
    left = MOST - len(groups)
    rooms = {}
    for group in reversed(groups):
        room = min(_EXAMPLES[group.severity], len(group.messages), left)
        rooms[group.severity, group.rule] = room
        left -= room
    return rooms


def _left_out(groups: Sequence[Group]) -> Iterator[str]:
    if groups:
        number = sum(group.count for group in groups)
        names = counted(len(groups), "more rule")
        yield f"{names} with {counted(number, 'finding')}: --statistics lists them"


def _head(group: Group) -> str:
    severity = click.style(group.severity.label, fg=COLOURS[group.severity], bold=True)
    pages = f" on {counted(group.pages, 'page')}" if group.pages > 1 else ""
    fixes = [
        f"{number:,} by {option}"
        for number, option in ((group.fixable, "--fix"), (group.unsafe, "--unsafe-fixes"))
        if number
    ]
    mended = click.style(f" ({', '.join(fixes)})", dim=True) if fixes else ""
    return f"{severity} [{group.rule}]: {counted(group.count, 'finding')}{pages}{mended}"


def _example(one: Repeated, places: Places, columns: int) -> str:
    times = f" (×{one.count:,})" if one.count > 1 else ""
    where = place_of(one.first, places)
    message = one_line(one.first.message.replace("\n", " "))
    room = columns - width(f"{_INDENT}{where}: {times}") if columns else _LONGEST
    return hanging(f"{_INDENT}{where}: {_cut(message, max(room, 40))}{times}", columns)


def _cut(text: str, most: int) -> str:
    """A text that takes at most `most` columns."""
    if width(text) <= most:
        return text
    while width(text) >= most:
        text = text[:-1]
    return f"{text}…"
