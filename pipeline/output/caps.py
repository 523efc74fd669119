"""Not more findings of a page than anybody reads: the caps that docfx has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.results.finding import Finding
from pipeline.results.place import NOWHERE
from pipeline.severity import Certainty, Severity

MOST: Mapping[Severity, int] = {
    Severity.ERROR: 100,
    Severity.WARNING: 1000,
    Severity.SUGGESTION: 1000,
}


def capped(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those of a page beyond the caps; one that says how many are left out stands for them."""
    seen: Counter[tuple[str, str, Severity]] = Counter()
    left: dict[tuple[str, str, Severity], Finding] = {}
    for finding in findings:
        key = (finding.locale, finding.path, finding.severity)
        seen[key] += 1
        if seen[key] <= MOST[finding.severity]:
            yield finding
        else:
            left.setdefault(key, finding)
    for key, first in left.items():
        severity = key[2]
        more = seen[key] - MOST[severity]
        message = f"the page has {more:,} more findings of severity {severity.label}"
        yield replace(
            first,
            rule="exceed-max-file-errors",
            severity=Severity.SUGGESTION,
            certainty=Certainty.CERTAIN,
            message=message,
            place=NOWHERE,
            its="",
            fix=None,
        )
