"""Outcomes as text and back. JSON, not pickle: a cache that came from elsewhere must not be able to run anything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from pipeline.files.reads import Seen, Stamp, is_unchanged
from pipeline.files.splice import Splice
from pipeline.results.fact import Fact
from pipeline.results.finding import Finding, Fix
from pipeline.results.page_result import Outcome, Tally
from pipeline.results.place import Place
from pipeline.severity import Certainty, Severity


class PackedFindings(Sequence[Finding]):
    """The findings of one page as JSON, and their numbers: they travel and are kept as they are.

    Most runs show them as they were shown before (`Outcome.text`) and need only the numbers.
    """

    __slots__ = ("tally", "text")

    def __init__(self, text: str, tally: Tally) -> None:
        self.text = text
        self.tally = tally

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> PackedFindings:
        """Findings, packed; those that are packed already are left as they are."""
        if isinstance(findings, PackedFindings):
            return findings
        return cls(pack_findings(findings) if findings else "", Tally.of(findings))

    def __len__(self) -> int:
        return sum(self.tally.severities.values())

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return list(self)[index]

    def __iter__(self) -> Iterator[Finding]:
        return iter(unpack_findings(self.text) if self.text else ())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedFindings) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


def pack(outcome: Outcome) -> str:
    """An outcome as JSON, without its findings and facts, which are packed by themselves, and its text."""
    tally = PackedFindings.of(outcome.findings).tally
    severities = {int(severity): number for severity, number in tally.severities.items()}
    rules = [[int(severity), rule, number] for (severity, rule), number in tally.rules.items()]
    numbers = [severities, rules, tally.fixable, tally.unsafe, tally.unprocessed]
    said = [outcome.path, outcome.locale, dict(outcome.counts), outcome.diff, outcome.notes]
    return json.dumps([*said, *numbers], ensure_ascii=False, separators=(",", ":"))


def unpack(said: str, findings: str = "", facts: Sequence[Fact] = (), text: str = "") -> Outcome:
    """The outcome in `said`, with what was packed by itself.

    Raises ValueError, TypeError or KeyError where it holds none.
    """
    path, locale, counts, diff, notes, severities, rules, *numbers = json.loads(said)
    by = Counter({Severity(int(number)): count for number, count in severities.items()})
    worst = Counter({(Severity(severity), rule): number for severity, rule, number in rules})
    tally = Tally(by, worst, *numbers)
    return Outcome(
        path,
        locale,
        PackedFindings(findings, tally),
        counts,
        diff,
        facts,
        tuple(notes),
        text,
    )


def pack_reads(seen: dict[str, Seen]) -> str:
    """The files that a result was made from, as JSON."""
    return json.dumps(
        [[path, one.digest, *(one.stamp or ())] for path, one in seen.items()],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def unchanged(text: str) -> bool:
    """Are the files in `text` unchanged, as far as that is told without opening any?"""
    return all(is_unchanged(path, digest, stamp) for path, digest, *stamp in json.loads(text))


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
    fix = one.fix and [
        one.fix.label,
        [[each.start, each.end, each.text] for each in one.fix.edits],
        one.fix.safe,
    ]
    return [
        one.rule,
        int(one.severity),
        int(one.certainty),
        one.message,
        one.path,
        one.place,
        one.locale,
        one.translation_type,
        one.its,
        fix,
    ]


def _to_finding(
    rule: str, severity: int, certainty: int, message: str, path: str, *rest: Any
) -> Finding:
    place, locale, kind, its, fix = rest
    return Finding(
        rule=rule,
        severity=Severity(severity),
        certainty=Certainty(certainty),
        message=message,
        path=path,
        place=Place(*place),
        locale=locale,
        translation_type=kind,
        its=its,
        fix=Fix(fix[0], tuple(Splice(*edit) for edit in fix[1]), fix[2]) if fix else None,
    )
