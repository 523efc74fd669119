"""Findings as lines of text that editors and people can follow: `path:line:column: severity: message [rule]`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from pipeline.report.visible import visible
from pipeline.rules.finding import Finding, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.SUGGESTION: "cyan"}


def render(findings: Sequence[Finding], summary: Mapping[str, int]) -> str:
    """One line a finding, then a summary line. Colours are ANSI; the writer strips them where they are not wanted."""
    return "".join(f"{line(finding)}\n" for finding in findings) + f"{totals(summary)}\n"


def line(finding: Finding) -> str:
    """One finding as one line."""
    where = visible(finding.path)
    if finding.locale:
        where = f"{finding.locale}/{where}"
    if finding.line:
        where += f":{finding.line}:{finding.column}"
    severity = click.style(finding.severity.label, fg=_COLOURS.get(finding.severity), bold=True)
    message = visible(finding.message).replace("\n", "\n    ")
    return f"{where}: {severity}: {message} {click.style(f'[{finding.rule}]', dim=True)}"


def totals(summary: Mapping[str, int]) -> str:
    """`3 errors, 1 warning and 2 suggestions on 18 pages`."""
    parts = [
        counted(summary.get(severity.label, 0), severity.label)
        for severity in reversed(Severity)
        if severity
    ]
    pages = counted(summary.get("pages", 0), "page")
    return f"{', '.join(parts[:-1])} and {parts[-1]} on {pages}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 page`, `18 pages`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
