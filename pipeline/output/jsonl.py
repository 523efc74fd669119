"""Findings as JSON lines: one finding a line, with the keys of the JSON format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.output.json import as_dict
from pipeline.output.places import Places
from pipeline.results.finding import Finding
from pipeline.visible import as_json


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """One line a finding; no line at all where there is none."""
    return "".join(as_json(as_dict(finding)) + "\n" for finding in findings)
