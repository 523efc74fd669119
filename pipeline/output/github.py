"""Findings as workflow commands, which GitHub shows as annotations beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.output.places import Places
from pipeline.output.text import counted, totals
from pipeline.results.finding import Finding
from pipeline.severity import Severity
from pipeline.visible import github_message, github_property

MOST = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """One command a finding, the gravest first, then the totals as plain text.

    GitHub shows no more than `MOST` annotations of a kind and step, whichever came first; the others are only counted.
    """
    where = places or Places()
    left = dict.fromkeys(_COMMANDS, MOST)
    shown = []
    for finding in sorted(findings, key=lambda one: -one.severity):
        left[finding.severity] -= 1
        if left[finding.severity] >= 0:
            shown.append(_command(finding, where))
    more = len(findings) - len(shown)
    rest = f"{counted(more, 'more finding')} without an annotation\n" if more else ""
    return f"{''.join(shown)}{rest}{totals(summary)}\n"


def _command(finding: Finding, places: Places) -> str:
    values = {"file": places.name(finding)}
    if finding.line:
        values |= {"line": str(finding.line), "col": str(finding.column)}
        if finding.place.end_line == finding.line and finding.place.end_column > finding.column:
            values["endColumn"] = str(finding.place.end_column)
        if finding.place.end_line > finding.line:
            values["endLine"] = str(finding.place.end_line)
    values["title"] = finding.rule
    said = ",".join(f"{key}={github_property(value)}" for key, value in values.items())
    return f"::{_COMMANDS[finding.severity]} {said}::{github_message(finding.message)}\n"
