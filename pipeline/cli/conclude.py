"""The end of a command: findings shown in their format, and the exit code that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import click

from pipeline.cli.options import Wanted
from pipeline.docset import Docset, Page
from pipeline.errors import UsageError
from pipeline.jobs.outcome import Outcome
from pipeline.report.caps import capped
from pipeline.report.formats import renderer
from pipeline.report.places import Places
from pipeline.rules.docset import DocsetScope, Fact, judge_facts
from pipeline.rules.finding import Finding, Severity
from pipeline.rules.policy import Policy
from pipeline.rules.registry import entries
from pipeline.settings import Settings, nearest
from pipeline.text import files


@dataclass(frozen=True, slots=True)
class Result:
    """All outcomes of a command, added up."""

    findings: tuple[Finding, ...]
    counts: Counter[str]
    diff: str
    facts: tuple[Fact, ...] = ()

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Result:
        """Add up outcomes, in their order."""
        findings: list[Finding] = []
        counts: Counter[str] = Counter()
        diffs = []
        facts: list[Fact] = []
        for outcome in outcomes:
            findings += outcome.findings
            counts.update(outcome.counts)
            diffs.append(outcome.diff)
            facts += outcome.facts
        return cls(tuple(findings), counts, "".join(diffs), tuple(facts))

    def judged(self, rules: Policy, *scopes: DocsetScope) -> Result:
        """The result with what the docset rules of the scopes find in the facts of all pages."""
        if not self.facts:
            return self
        more = [one for scope in scopes for one in judge_facts(self.facts, scope, rules)]
        return self.with_findings(more)

    def with_findings(self, more: Iterable[Finding]) -> Result:
        """The result with further findings, each beside the others of its page."""
        order: dict[tuple[str, str], int] = {}
        found = [*self.findings, *more]
        for one in found:
            order.setdefault((one.locale, one.path), len(order))
        found.sort(key=lambda one: (order[one.locale, one.path], one.line, one.column))
        return replace(self, findings=tuple(found))

    @property
    def summary(self) -> dict[str, int]:
        """Pages and findings by severity."""
        by_severity = Counter(finding.severity for finding in self.findings)
        labels = {
            severity.label: by_severity[severity] for severity in reversed(Severity) if severity
        }
        return {"pages": self.counts["pages"], **labels}


def show(result: Result, wanted: Wanted, places: Places) -> None:
    """Show the findings, or write them to a file."""
    shown = tuple(capped(result.findings))
    text = renderer(wanted.output_format)(shown, result.summary, places)
    if wanted.output:
        files.write(Path(wanted.output), click.unstyle(text).encode())
    else:
        click.echo(text, nl=False)


def places_of(docset: Docset) -> Places:
    """Where the pages of a docset stand."""
    roots = {tree.locale: tree.root for tree in docset.trees}
    if docset.source_root is not None:
        roots[""] = docset.source_root
    return Places(docset.settings.root, roots)


def compared(result: Result, wanted: Wanted, places: Places) -> Result:
    """The result without what the baseline knows; with `--update-baseline`, the baseline is written first."""
    if not wanted.baseline:
        if wanted.update_baseline:
            raise UsageError("--update-baseline needs --baseline FILE")
        return result
    from pipeline.report import baseline

    path = Path(wanted.baseline)
    if wanted.update_baseline:
        baseline.write(path, result.findings, places)
    new = baseline.new(result.findings, baseline.read(path), places)
    return replace(result, findings=tuple(new))


def touched(
    pages: tuple[Page, ...], wanted: Wanted, rules: Policy
) -> tuple[tuple[Page, ...], Result]:
    """The pages that changed since the revision asked for (all, where none is), and what that lost."""
    if not wanted.since:
        return pages, Result((), Counter(), "")
    from pipeline.jobs.since import changed_pages

    changed, findings = changed_pages(pages, wanted.since, rules)
    return changed, Result(tuple(findings), Counter(), "")


def leave(result: Result, fail_on: str = "error") -> NoReturn:
    """End the command: 1 where a finding is at or above `fail_on`, or something could not be processed; else 0."""
    least = None if fail_on == "never" else Severity[fail_on.upper()]
    failed = any(
        finding.rule in _NOT_PROCESSED or (least is not None and finding.severity >= least)
        for finding in result.findings
    )
    raise click.exceptions.Exit(int(failed))


_NOT_PROCESSED = frozenset(
    {"page-unreadable", "page-failed", "page-not-built", "po-unreadable", "write-failed"}
)


def policy(settings: Settings, wanted: Wanted) -> Policy:
    """What settings and options say about rules.

    Raises UsageError for a name that is neither rule nor family, and for a schema that is none.
    """
    if settings.schema or settings.localized_schema or settings.attributes:
        from pipeline.rules.metadata.problems import check_schemas

        check_schemas(settings)
    known = set(entries()) | {entry.family for entry in entries().values()}
    if not {*wanted.select, *wanted.ignore} <= known:  # rules of single attributes
        from pipeline.rules.metadata.codes import known_codes

        known |= known_codes(settings.attributes)
    for name in (*wanted.select, *wanted.ignore):
        if name not in known:
            raise UsageError(f"unknown rule `{name}`{nearest(name, known)}")
    return Policy.of(settings, wanted.select, wanted.ignore)
