"""Findings as JSON (the contract in docs/design.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.output.places import Places
from pipeline.results.finding import Finding
from pipeline.visible import as_json


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """One JSON document."""
    document = {
        "version": 1,
        "summary": dict(summary),
        "findings": [as_dict(finding) for finding in findings],
    }
    return as_json(document, indent=2) + "\n"


def as_dict(finding: Finding) -> dict[str, Any]:
    """One finding with the contract's keys."""
    fix = finding.fix and {
        "label": finding.fix.label,
        "safe": finding.fix.safe,
        "edits": [{"start": e.start, "end": e.end, "text": e.text} for e in finding.fix.edits],
    }
    return {
        "rule": finding.rule,
        "severity": finding.severity.label,
        "certainty": finding.certainty.label,
        "message": finding.message,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.place.end_line,
        "end_column": finding.place.end_column,
        "unit": finding.unit,
        "locale": finding.locale,
        "translation_type": finding.translation_type,
        "its": finding.its,
        "fix": fix or None,
    }
