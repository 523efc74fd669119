"""Findings as JSON lines: one finding a line, with the keys of the JSON format."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from pipeline.report.json import as_dict
from pipeline.report.places import Places
from pipeline.rules.finding import Finding


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """One line a finding; no line at all where there is none."""
    return "".join(json.dumps(as_dict(finding), ensure_ascii=False) + "\n" for finding in findings)
