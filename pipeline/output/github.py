"""Findings as workflow commands, which GitHub shows as annotations beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.output.places import Places
from pipeline.output.text import totals
from pipeline.results.finding import Finding
from pipeline.severity import Severity
from pipeline.visible import github_message, github_property

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """One command a finding, then the totals as plain text."""
    where = places or Places()
    return "".join(_command(finding, where) for finding in findings) + f"{totals(summary)}\n"


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
