"""Findings for people and simple tools: a line each, `path:line:column: severity: message [rule]`, then the totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.output.places import Places
from pipeline.output.text import ends_of, line
from pipeline.results.finding import Finding


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """One line a finding, then a summary. Colours are ANSI; the writer strips them where they are not wanted."""
    lines = [one_line(finding, places) for finding in findings]
    ends = ends_of(summary)
    return "".join(f"{text}\n" for text in (*lines, *(end for end in ends if end)))


def one_line(finding: Finding, places: Places | None) -> str:
    """The finding on one line, whatever its message has."""
    return " ".join(line(finding, places).split("\n    "))
