"""Findings as SARIF 2.1.0, as GitHub code scanning reads it: results with rules, their help, places and fixes."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from pipeline import __version__
from pipeline.errors import PageError
from pipeline.files.lines import Lines
from pipeline.output.places import Places
from pipeline.results.finding import UNSAFE, Finding, Fix
from pipeline.rules.explained import page_of, summary_of
from pipeline.rules.registry import entry
from pipeline.severity import Severity
from pipeline.visible import as_json, visible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://pypi.org/project/locpipe/"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}
_PRECISION = {"certain": "very-high", "likely": "high", "guess": "low"}


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """One run of one tool. Columns count Unicode characters, as everywhere."""
    where = places or Places()
    names = sorted({finding.rule for finding in findings})
    index = {name: number for number, name in enumerate(names)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "locpipe",
                "semanticVersion": __version__,
                "informationUri": HOME,
                "rules": [_rule(name) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, where, seen) for finding in findings],
        "properties": {"summary": dict(summary)},
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return as_json(document, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    known = entry(name)
    page = page_of(name)
    tags = ["localization", *([known.family] if known.family else [])]
    return {
        "id": name,
        "shortDescription": {"text": summary_of(name)},
        "fullDescription": {"text": summary_of(name)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS.get(known.severity, "none")},
        "properties": {
            "tags": tags,
            "precision": _PRECISION[known.certainty.label],
            "problem.severity": {"suggestion": "recommendation"}.get(
                known.severity.label, known.severity.label
            ),
        },
    }


def _result(
    finding: Finding, index: Mapping[str, int], places: Places, seen: Counter[str]
) -> dict[str, Any]:
    uri = _uri(finding, places)
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if finding.line:
        physical["region"] = _region(finding)
    # not the line's number, which changes with every edit above it
    text = places.line(finding).strip()
    key = f"{finding.rule}\0{finding.locale}\0{finding.path}\0{text or finding.message}"
    seen[key] += 1
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": visible(finding.message)},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"primaryLocationLineHash": f"{digest}:{seen[key]}"},
        "properties": {
            "certainty": finding.certainty.label,
            "locale": finding.locale,
            "translationType": finding.translation_type,
            "unit": finding.unit,
        },
    }
    if finding.fix is not None and (fix := _fix(finding.fix, finding, places)):
        result["fixes"] = [fix]
    return result


def _uri(finding: Finding, places: Places) -> str:
    return quote(os.fsencode(places.name(finding)))  # names need not be UTF-8


def _region(finding: Finding) -> dict[str, int]:
    region = {"startLine": finding.line, "startColumn": max(finding.column, 1)}
    if finding.place.end_line >= finding.line:
        region["endLine"] = finding.place.end_line
        region["endColumn"] = max(finding.place.end_column, 1)
    return region


def _fix(fix: Fix, finding: Finding, places: Places) -> dict[str, Any] | None:
    try:
        lines = Lines(places.file(finding).read_bytes().decode("utf-8"))
    except (OSError, PageError, UnicodeDecodeError):
        return None
    replacements = []
    for edit in fix.edits:
        start, end = lines.place(edit.start), lines.place(edit.end)
        region = {
            "startLine": start[0],
            "startColumn": start[1],
            "endLine": end[0],
            "endColumn": end[1],
        }
        replacements.append({"deletedRegion": region, "insertedContent": {"text": edit.text}})
    change = {
        "artifactLocation": {"uri": _uri(finding, places)},
        "replacements": replacements,
    }
    label = visible(fix.label) + ("" if fix.safe else UNSAFE)
    return {
        "description": {"text": label},
        "artifactChanges": [change],
        "properties": {"safe": fix.safe},
    }
