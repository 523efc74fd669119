"""Outcomes as text and back. JSON, not pickle: a cache that came from elsewhere must not be able to run anything."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pipeline.engine.facts import PackedFacts
from pipeline.jobs.outcome import Outcome
from pipeline.rules.finding import Certainty, Finding, Fix, Severity
from pipeline.text.reads import Seen, Stamp
from pipeline.text.splice import Splice


def pack(outcome: Outcome) -> str:
    """An outcome as JSON, without its facts."""
    return json.dumps(
        [
            outcome.path,
            outcome.locale,
            [_finding(finding) for finding in outcome.findings],
            dict(outcome.counts),
            outcome.diff,
            outcome.notes,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def unpack(text: str, facts: str = "") -> Outcome:
    """The outcome in `text`, with its facts, which are packed by themselves.

    Raises ValueError, TypeError or KeyError where it holds none.
    """
    path, locale, findings, counts, diff, notes = json.loads(text)
    return Outcome(
        path,
        locale,
        tuple(_to_finding(*row) for row in findings),
        counts,
        diff,
        PackedFacts(facts) if facts else (),
        tuple(notes),
    )


def pack_reads(seen: dict[str, Seen]) -> str:
    """The files that a result was made from, as JSON."""
    return json.dumps(
        [[path, one.digest, *(one.stamp or ())] for path, one in seen.items()],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def unpack_reads(text: str) -> dict[str, Seen]:
    """The files in `text`. Raises ValueError or TypeError where it holds none."""
    return {
        path: Seen(digest, Stamp(*stamp) if stamp else None)
        for path, digest, *stamp in json.loads(text)
    }


def pack_findings(findings: Iterable[Finding]) -> str:
    """Findings as JSON."""
    rows = [_finding(finding) for finding in findings]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpack_findings(text: str) -> list[Finding]:
    """The findings in `text`. Raises ValueError, TypeError or KeyError where it holds none."""
    return [_to_finding(*row) for row in json.loads(text)]


def _finding(one: Finding) -> list[Any]:
    fix = one.fix and [one.fix.label, [[each.start, each.end, each.text] for each in one.fix.edits]]
    return [
        one.rule,
        int(one.severity),
        int(one.certainty),
        one.message,
        one.path,
        one.line,
        one.column,
        one.end_line,
        one.end_column,
        one.unit,
        one.locale,
        one.translation_type,
        one.its,
        fix,
        one.start,
        one.end,
    ]


def _to_finding(
    rule: str, severity: int, certainty: int, message: str, path: str, *rest: Any
) -> Finding:
    line, column, end_line, end_column, unit, locale, kind, its, fix, start, end = rest
    return Finding(
        rule=rule,
        severity=Severity(severity),
        certainty=Certainty(certainty),
        message=message,
        path=path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        unit=unit,
        locale=locale,
        translation_type=kind,
        its=its,
        fix=Fix(fix[0], tuple(Splice(*edit) for edit in fix[1])) if fix else None,
        start=start,
        end=end,
    )
