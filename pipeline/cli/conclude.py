"""The end of a command: findings shown in their format, and the exit code that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from pipeline.cli.options import Wanted
from pipeline.engine.facts import Facts
from pipeline.errors import UsageError
from pipeline.jobs.outcome import NOT_PROCESSED, Outcome
from pipeline.report.formats import renderer
from pipeline.report.text import line, totals
from pipeline.rules.docset import DocsetScope, judge_sorted
from pipeline.rules.finding import Finding, Severity
from pipeline.rules.policy import Policy
from pipeline.rules.registry import entries
from pipeline.settings import Settings, nearest
from pipeline.text import files


@dataclass(frozen=True, slots=True)
class Result:
    """All outcomes of a command, added up. `findings` are those that nobody has shown yet."""

    findings: tuple[Finding, ...]
    counts: Counter[str]
    severities: Counter[Severity]
    unprocessed: int
    facts: Facts

    @classmethod
    def of(
        cls, outcomes: Iterable[Outcome], show: Callable[[Outcome], None] | None = None
    ) -> Result:
        """Add up outcomes, in their order. With `show` each is shown when it comes, and its findings are not held."""
        findings: list[Finding] = []
        counts: Counter[str] = Counter()
        severities: Counter[Severity] = Counter()
        unprocessed = 0
        facts = Facts()
        for outcome in outcomes:
            counts.update(outcome.counts)
            facts.add(outcome.facts)
            for finding in outcome.findings:
                severities[finding.severity] += 1
                unprocessed += finding.rule in NOT_PROCESSED
            if show is None:
                findings += outcome.findings
            elif outcome.findings or outcome.diff:
                show(outcome)
        return cls(tuple(findings), counts, severities, unprocessed, facts)

    def judged(self, rules: Policy, scope: DocsetScope) -> list[Finding]:
        """What the docset rules of a scope find in the facts of all pages; counted as the others are."""
        if not self.facts:
            return []
        found = judge_sorted(self.facts.sorted(), scope, rules)
        self.severities.update(finding.severity for finding in found)
        return found

    @property
    def summary(self) -> dict[str, int]:
        """Pages and findings by severity."""
        labels = {
            severity.label: self.severities[severity] for severity in reversed(Severity) if severity
        }
        return {"pages": self.counts["pages"], **labels}


def shown(
    outcomes: Iterable[Outcome], wanted: Wanted, rules: Policy, *scopes: DocsetScope
) -> Result:
    """Show the findings, or write them to a file; `scopes` are those of the docset rules that are to judge.

    Lines of text are shown page by page, as soon as they are known, and those about the docset at the end. In
    other formats each finding stands beside the others of its page.
    """
    if wanted.output_format == "text" and not wanted.output:
        result = Result.of(outcomes, show=lambda outcome: echo_findings(outcome.findings))
        for scope in scopes:
            echo_findings(result.judged(rules, scope))
        result.facts.close()
        click.echo(totals(result.summary))
        return result
    result = Result.of(outcomes)
    judged = [finding for scope in scopes for finding in result.judged(rules, scope)]
    result.facts.close()
    found = by_page([*result.findings, *judged])
    text = renderer(wanted.output_format)(found, result.summary)
    if wanted.output:
        files.write(Path(wanted.output), click.unstyle(text).encode())
    else:
        click.echo(text, nl=False)
    return result


def by_page(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with each beside the others of its page; pages in the order in which they first come."""
    order: dict[tuple[str, str], int] = {}
    found = list(findings)
    for one in found:
        order.setdefault((one.locale, one.path), len(order))
    return sorted(found, key=lambda one: (order[one.locale, one.path], one.line, one.column))


def echo_findings(findings: Iterable[Finding], *, err: bool = False) -> None:
    """Show findings, one line each."""
    lines = [line(finding) for finding in findings]
    if lines:
        click.echo("\n".join(lines), err=err)


def leave(result: Result, fail_on: str = "error") -> NoReturn:
    """End the command: 1 where a finding is at or above `fail_on`, or something could not be processed; else 0."""
    least = None if fail_on == "never" else Severity[fail_on.upper()]
    found = least is not None and any(
        number and severity >= least for severity, number in result.severities.items()
    )
    raise click.exceptions.Exit(int(found or result.unprocessed > 0))


def policy(settings: Settings, wanted: Wanted) -> Policy:
    """What settings and options say about rules. Raises UsageError for a name that is neither rule nor family."""
    known = set(entries()) | {entry.family for entry in entries().values()}
    if not {*wanted.select, *wanted.ignore} <= known:  # rules of single attributes
        from pipeline.rules.metadata.codes import known_codes

        known |= known_codes(settings.attributes)
    for name in (*wanted.select, *wanted.ignore):
        if name not in known:
            raise UsageError(f"unknown rule `{name}`{nearest(name, known)}")
    return Policy.of(settings, wanted.select, wanted.ignore)
