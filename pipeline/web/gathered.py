"""All pages' rows and what was found on them, added up as outcomes come in: what the overview is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.engine.facts import Facts
from pipeline.engine.how import How
from pipeline.engine.judge import judged
from pipeline.results.finding import Finding
from pipeline.results.page_result import NOT_PROCESSED, Outcome
from pipeline.rules.policy import Policy
from pipeline.settings import Settings
from pipeline.severity import Severity
from pipeline.web.known import Key
from pipeline.web.row import Row, row_of


@dataclass
class Gathered:
    """Rows by page, how often each rule was broken on each page, and how badly at worst."""

    rows: dict[Key, Row] = field(default_factory=dict)
    broken: dict[Key, Counter[str]] = field(default_factory=dict)
    severities: dict[str, Severity] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)

    def take(self, outcome: Outcome) -> None:
        """Add a page's outcome; what was known of the page before is replaced."""
        key = outcome.locale, outcome.path
        failed = Row(outcome.path, outcome.locale, errors=len(outcome.findings))
        self.rows[key] = row_of(outcome) or failed
        self.broken[key] = Counter()
        self._count(key, outcome.findings)
        self.facts.add(outcome.facts)

    def add(self, key: Key, more: Sequence[Finding]) -> None:
        """Count further findings of a page."""
        by = Counter(one.severity for one in more)
        row = self.rows[key]
        self.rows[key] = replace(
            row,
            errors=row.errors + by[Severity.ERROR],
            warnings=row.warnings + by[Severity.WARNING],
            suggestions=row.suggestions + by[Severity.SUGGESTION],
        )
        self._count(key, more)

    def judged(
        self, policy: Policy, settings: Settings, how: How
    ) -> dict[Key, tuple[Finding, ...]]:
        """What the rules that judge the whole docset find, by page; it is counted. The facts are let go."""
        found: dict[Key, list[Finding]] = {}
        for one in judged(self.facts, ("docset", "docset-unit"), policy, settings, how):
            if (one.locale, one.path) in self.rows:
                found.setdefault((one.locale, one.path), []).append(one)
        by_page = {key: tuple(findings) for key, findings in found.items()}
        for key, findings in by_page.items():
            self.add(key, findings)
        return by_page

    def by_rule(self) -> Counter[str]:
        """How often each rule was broken."""
        return sum((Counter(counts) for counts in self.broken.values()), Counter())

    def pages_of(self, rule: str) -> list[tuple[str, str, int]]:
        """Locale and path of the pages that break a rule, and how often, most often first."""
        found = ((*key, counts[rule]) for key, counts in self.broken.items() if counts[rule])
        return sorted(found, key=lambda one: (-one[2], one[0], one[1]))

    @property
    def unprocessed(self) -> bool:
        """Was there a page that could not be worked on?"""
        return any(NOT_PROCESSED & counts.keys() for counts in self.broken.values())

    def _count(self, key: Key, findings: Iterable[Finding]) -> None:
        for one in findings:
            self.broken[key][one.rule] += 1
            self.severities[one.rule] = max(
                self.severities.get(one.rule, Severity.OFF), one.severity
            )
