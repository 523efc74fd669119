"""Findings as Markdown for the summary of a CI job: the totals, a table of rules, and the gravest findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from pipeline.output.concise import one_line
from pipeline.output.groups import Group, Groups
from pipeline.output.markdown import code, table
from pipeline.output.places import Places
from pipeline.output.text import counted, place_of, totals, unseen
from pipeline.results.finding import Finding
from pipeline.visible import for_terminal

MOST = 50
"""So many findings are listed one by one: sites show a megabyte of a summary at most."""
_LONGEST = 300
_HEAD = ("severity", "rule", "findings#", "pages#", "example")


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """The summary; what pages say stands in it as code, and does nothing."""
    where = places or Places()
    groups = Groups()
    groups.add(findings)
    hidden = unseen(summary)
    parts = [f"**{totals(summary)}**" + (f" ({hidden})" if hidden else "") + "\n"]
    if findings:
        rows = [_row(group, where) for group in reversed(groups.gravest_last())]
        parts.append(table(_HEAD, rows))
        gravest = sorted(findings, key=lambda one: -one.severity)
        parts.append("".join(f"- {_line(one, where)}\n" for one in gravest[:MOST]))
        if len(findings) > MOST:
            parts.append(f"And {counted(len(findings) - MOST, 'more finding')}.\n")
    return for_terminal("\n".join(parts))


def _row(group: Group, places: Places) -> tuple[str, ...]:
    example = code(place_of(group.first, places))
    return (group.severity.label, code(group.rule), f"{group.count:,}", f"{group.pages:,}", example)


def _line(finding: Finding, places: Places) -> str:
    line = click.unstyle(one_line(finding, places))
    return code(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…")
