"""What the outcomes of a command come to: findings to show, counts, the facts that docset rules judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pipeline.engine.facts import Facts
from pipeline.jobs.outcome import NOT_PROCESSED, Outcome
from pipeline.rules.finding import Finding, Severity

Filter = Callable[[Iterable[Finding]], list[Finding]]
"""What of some findings is left to be shown (a baseline, caps)."""


@dataclass(slots=True)
class Result:
    """All outcomes of a command, added up as they come.

    `findings` are those that nobody has shown yet; the counts are of all that are left after `keep`.
    """

    keep: Filter = list
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    rules: Counter[tuple[Severity, str]] = field(default_factory=Counter)
    fixable: int = 0
    unprocessed: int = 0
    facts: Facts = field(default_factory=Facts)
    notes: dict[str, None] = field(default_factory=dict)  # lines to tell the user, each once

    @classmethod
    def of(
        cls, outcomes: Iterable[Outcome], show: Callable[[Outcome], None] | None = None
    ) -> Result:
        """The outcomes added up; with `show` each is shown when it comes, and its findings are not held."""
        result = cls()
        result.take(outcomes, show)
        return result

    def take(
        self, outcomes: Iterable[Outcome], show: Callable[[Outcome], None] | None = None
    ) -> None:
        """Add up outcomes, in their order. With `show` each is shown when it comes, and its findings are not held."""
        for outcome in outcomes:
            self.counts.update(outcome.counts)
            self.facts.add(outcome.facts)
            self.notes.update(dict.fromkeys(outcome.notes))
            found = self.counted(outcome.findings)
            if show is None:
                self.findings += found
            elif found or outcome.diff:
                show(Outcome(outcome.path, outcome.locale, tuple(found), diff=outcome.diff))

    def counted(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those of the findings that are kept; they count from now on."""
        found = self.keep(findings)
        self.severities.update(finding.severity for finding in found)
        self.rules.update((finding.severity, finding.rule) for finding in found)
        self.fixable += sum(finding.fix is not None for finding in found)
        self.unprocessed += sum(finding.rule in NOT_PROCESSED for finding in found)
        return found

    @property
    def summary(self) -> dict[str, int]:
        """Pages and findings by severity."""
        labels = {
            severity.label: self.severities[severity] for severity in reversed(Severity) if severity
        }
        return {"pages": self.counts["pages"], **labels}


def by_page(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with each beside the others of its page; pages in the order in which they first come."""
    order: dict[tuple[str, str], int] = {}
    found = list(findings)
    for one in found:
        order.setdefault((one.locale, one.path), len(order))
    return sorted(found, key=lambda one: (order[one.locale, one.path], one.line, one.column))
