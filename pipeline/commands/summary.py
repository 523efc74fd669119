"""What the outcomes of a command come to: findings to show, counts, the facts that docset rules judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.engine.facts import Facts
from pipeline.engine.packed import PackedFindings
from pipeline.results.finding import Finding
from pipeline.results.page_result import ALONE, COMPARED, Outcome, Tally, add
from pipeline.rules.inherited import INHERITED
from pipeline.rules.run import IGNORED
from pipeline.severity import Severity

KNOWN = "known"
"""What a summary calls the findings that a baseline knows."""

Filter = Callable[[Iterable[Finding]], list[Finding]]
"""What of some findings is left to be shown (a baseline, caps)."""


@dataclass(slots=True)
class Result:
    """All outcomes of a command, added up as they come.

    `findings` are those that nobody has shown yet; the counts are of all that are left after `keep`.
    """

    keep: Filter | None = None
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    known: int = 0  # findings that `keep` left out
    tally: Tally = field(default_factory=Tally)
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
            add(self.counts, outcome.counts)
            self.facts.add(outcome.facts)
            if outcome.notes:
                self.notes.update(dict.fromkeys(outcome.notes))
            if self.keep is None and outcome.text and show is not None:
                self.tally.add(_tally(outcome.findings))
                show(outcome)
                continue
            found = self.counted(outcome.findings)
            if show is None:
                self.findings += found
            elif found or outcome.diff:
                show(Outcome(outcome.path, outcome.locale, tuple(found), diff=outcome.diff))

    def counted(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those of the findings that are kept; they count from now on."""
        found = list(findings)
        if self.keep:
            before = len(found)
            found = self.keep(found)
            self.known += before - len(found)
        self.tally.add(Tally.of(found))
        return found

    @property
    def summary(self) -> dict[str, int]:
        """Pages and findings by severity, and findings that were ignored or known.

        With pages that were compared with their sources, and those that had none, where any were looked at so.
        """
        labels = {
            severity.label: self.tally.severities[severity]
            for severity in reversed(Severity)
            if severity
        }
        hidden = {IGNORED: self.counts[IGNORED], KNOWN: self.known}
        counted = {"compared": self.counts[COMPARED], "without_source": self.counts[ALONE]}
        looked = counted if any(counted.values()) else {}
        if self.counts[INHERITED]:
            looked = {**looked, INHERITED: self.counts[INHERITED]}
        return {"pages": self.counts["pages"], **labels, **hidden, **looked}


def _tally(findings: Sequence[Finding]) -> Tally:
    return findings.tally if isinstance(findings, PackedFindings) else Tally.of(findings)


def by_page(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with each beside the others of its page; pages in the order in which they first come."""
    order: dict[tuple[str, str], int] = {}
    found = list(findings)
    for one in found:
        order.setdefault((one.locale, one.path), len(order))
    return sorted(found, key=lambda one: (order[one.locale, one.path], one.line, one.column))
