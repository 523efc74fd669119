"""What a job says of one page: findings, counts, and what it wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.results.fact import Fact
from pipeline.results.finding import Finding
from pipeline.severity import Severity

Key = TypeVar("Key")

NOT_PROCESSED = frozenset(
    {"page-unreadable", "page-failed", "page-not-built", "po-unreadable", "write-failed"}
)
"""The rules that say a page could not be worked on."""

NEVER_KNOWN = NOT_PROCESSED | {"nothing-compared"}
"""The rules that a baseline never takes as known: they say that something was not looked at."""

ADVICE = frozenset({"term-drift", "learned-correction"})
"""The rules whose findings never make a command fail: what they know is on this computer only."""

COMPARED = "pages compared"
"""What counts, in an outcome, the localized pages whose translations were held against their sources."""

ALONE = "pages without source"
"""What counts, in an outcome, the localized pages of which only the targets were looked at."""

STAYS = "pages that stay published"
"""What counts, in an outcome, the pages that hold no source text to stand beside their own."""

HELD_BACK = "pages held back"
"""What counts, in an outcome, the pages of which too little is translated to build them."""

UNSAFE_LEFT = "unsafe fixes"
"""The count of fixes that were not made because they are unsafe."""


@dataclass(slots=True)
class Tally:
    """How many findings there are: by severity, by rule, with a safe fix or an unsafe one, of pages that failed."""

    severities: Counter[Severity] = field(default_factory=Counter)
    rules: Counter[tuple[Severity, str]] = field(default_factory=Counter)
    fixable: int = 0
    unsafe: int = 0
    unprocessed: int = 0

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Tally:
        """The numbers of some findings."""
        tally = cls()
        for one in findings:
            tally.severities[one.severity] += 1
            tally.rules[one.severity, one.rule] += 1
            if one.fix is not None:
                tally.fixable += one.fix.safe
                tally.unsafe += not one.fix.safe
            tally.unprocessed += one.rule in NOT_PROCESSED
        return tally

    def below(self, least: Severity) -> int:
        """How many findings are less severe."""
        return sum(number for severity, number in self.severities.items() if severity < least)

    def add(self, other: Tally) -> None:
        """Add other findings."""
        add(self.severities, other.severities)
        add(self.rules, other.rules)
        self.fixable += other.fixable
        self.unsafe += other.unsafe
        self.unprocessed += other.unprocessed


def add(counts: Counter[Key], more: Mapping[Key, int]) -> None:
    """Add numbers to others (for the few of a page, three times as fast as `Counter.update`)."""
    for key, number in more.items():
        counts[key] += number


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a job on one page. `counts` are added up over the docset; `diff` is what would be written."""

    path: str
    locale: str
    findings: Sequence[Finding] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    diff: str = ""
    facts: Sequence[Fact] = ()  # for the rules that judge the whole docset
    notes: tuple[str, ...] = ()  # lines to tell the user once: the fixes that were made
    text: str = ""  # the findings as they are shown, where that is known already

    def worst(self) -> Severity:
        """The severity of the worst finding."""
        return max((finding.severity for finding in self.findings), default=Severity.OFF)


def joined(path: str, locale: str, outcomes: list[Outcome]) -> Outcome:
    """Several jobs' outcomes on one page as one; what two jobs found at one place, once."""
    findings: dict[tuple[object, ...], Finding] = {}
    for outcome in outcomes:
        for finding in outcome.findings:
            place = (finding.rule, finding.path, finding.line, finding.column, finding.message)
            findings.setdefault(place, finding)
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        counts.update(outcome.counts)
    facts = tuple(fact for outcome in outcomes for fact in outcome.facts)
    notes = tuple(note for outcome in outcomes for note in outcome.notes)
    diff = "".join(each.diff for each in outcomes)
    return Outcome(path, locale, tuple(findings.values()), counts, diff, facts, notes)
