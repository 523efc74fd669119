"""Findings by rule: how many, on how many pages, and a few of them; what is kept does not grow with the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.results.finding import Finding
from pipeline.severity import Severity

MESSAGES = 1000
"""So many different messages of a rule are told apart; what says something else again is only counted."""


@dataclass(slots=True)
class Repeated:
    """A message of a rule: the first finding that has it, and how many have."""

    first: Finding
    count: int = 0


@dataclass(slots=True)
class Group:
    """The findings of one rule that have the same severity."""

    severity: Severity
    rule: str
    count: int = 0
    pages: int = 0
    fixable: int = 0
    unsafe: int = 0
    messages: dict[str, Repeated] = field(default_factory=dict)
    _page: tuple[str, str] | None = None

    def add(self, finding: Finding) -> None:
        """Count a finding; those of a page come one after another."""
        self.count += 1
        page = (finding.locale, finding.path)
        if page != self._page:
            self.pages += 1
            self._page = page
        if finding.fix is not None:
            self.fixable += finding.fix.safe
            self.unsafe += not finding.fix.safe
        known = self.messages.get(finding.message)
        if known is None:
            if len(self.messages) >= MESSAGES:
                return
            known = self.messages[finding.message] = Repeated(finding)
        known.count += 1

    @property
    def first(self) -> Finding:
        """The first finding."""
        return next(iter(self.messages.values())).first

    def most_repeated(self, number: int) -> list[Repeated]:
        """The messages that most findings have, at most `number`; those that come first go before others."""
        return sorted(self.messages.values(), key=lambda one: -one.count)[:number]


@dataclass(slots=True)
class Groups:
    """The groups by severity and rule."""

    _groups: dict[tuple[Severity, str], Group] = field(default_factory=dict)

    def add(self, findings: Iterable[Finding]) -> None:
        """Count findings, those of a page one after another."""
        for one in findings:
            key = (one.severity, one.rule)
            group = self._groups.get(key)
            if group is None:
                group = self._groups[key] = Group(*key)
            group.add(one)

    def gravest_last(self) -> list[Group]:
        """The groups: the gravest and the largest come last."""
        return sorted(self._groups.values(), key=lambda one: (one.severity, one.count, one.rule))

    @property
    def count(self) -> int:
        """How many findings there are."""
        return sum(group.count for group in self._groups.values())
