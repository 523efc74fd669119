"""The end of a command: findings shown in their format, and the exit code that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import click

from pipeline.cli.options import Wanted
from pipeline.docset import Docset, Page
from pipeline.engine.facts import Facts
from pipeline.engine.how import How
from pipeline.engine.judge import judged
from pipeline.errors import UsageError
from pipeline.jobs.outcome import NOT_PROCESSED, Outcome
from pipeline.report.caps import capped
from pipeline.report.formats import renderer
from pipeline.report.places import Places
from pipeline.report.text import line, page_text, totals
from pipeline.rules.docset import DocsetScope
from pipeline.rules.finding import Finding, Severity
from pipeline.rules.policy import Policy
from pipeline.rules.registry import entries
from pipeline.settings import Settings, nearest
from pipeline.text import files


@dataclass(slots=True)
class Result:
    """All outcomes of a command, added up. `findings` are those that nobody has shown yet."""

    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    unprocessed: int = 0
    facts: Facts = field(default_factory=Facts)

    @classmethod
    def of(
        cls, outcomes: Iterable[Outcome], show: Callable[[Outcome], None] | None = None
    ) -> Result:
        """Add up outcomes, in their order. With `show` each is shown when it comes, and its findings are not held."""
        result = cls()
        for outcome in outcomes:
            result.counts.update(outcome.counts)
            result.facts.add(outcome.facts)
            result.count(outcome.findings)
            if show is None:
                result.findings += outcome.findings
            elif outcome.findings or outcome.diff:
                show(outcome)
        return result

    def count(self, findings: Iterable[Finding]) -> None:
        """Count findings for the summary and the exit code."""
        for finding in findings:
            self.severities[finding.severity] += 1
            self.unprocessed += finding.rule in NOT_PROCESSED

    @property
    def summary(self) -> dict[str, int]:
        """Pages and findings by severity."""
        labels = {
            severity.label: self.severities[severity] for severity in reversed(Severity) if severity
        }
        return {"pages": self.counts["pages"], **labels}


def shown(
    outcomes: Iterable[Outcome],
    wanted: Wanted,
    rules: Policy,
    docset: Docset,
    how: How,
    *scopes: DocsetScope,
    besides: Sequence[Finding] = (),
) -> Result:
    """Show the findings of the outcomes, of the docset rules of `scopes`, and those `besides`; or write them to a file.

    Text is shown page by page, as soon as a page is done, and what is about the docset at the end. In other formats,
    and where a baseline is compared, each finding stands beside the others of its page.
    """
    places = places_of(docset)
    if wanted.output_format == "text" and not (
        wanted.output or wanted.baseline or wanted.update_baseline
    ):
        pages = _TextPages(places)
        result = Result.of(outcomes, show=lambda outcome: pages.show(outcome.findings))
        more = [*besides, *judged(result.facts, scopes, rules, docset.settings, how)]
        result.count(more)
        pages.show(by_page(more))
        click.echo(("\n" if pages.any else "") + totals(result.summary))
        return result
    result = Result.of(outcomes)
    found = by_page(
        [*result.findings, *besides, *judged(result.facts, scopes, rules, docset.settings, how)]
    )
    found = compared(found, wanted, places)
    result = Result(counts=result.counts)
    result.count(found)
    text = renderer(wanted.output_format)(tuple(capped(found)), result.summary, places)
    if wanted.output:
        files.write(Path(wanted.output), click.unstyle(text).encode())
    else:
        click.echo(text, nl=False)
    return result


class _TextPages:
    """Shows findings page by page, a blank line between two pages."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.any = False

    def show(self, findings: Sequence[Finding]) -> None:
        """Show the findings of one or more pages."""
        if findings:
            before = "\n" if self.any else ""
            click.echo(before + page_text(tuple(capped(findings)), self._places), nl=False)
            self.any = True


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


def places_of(docset: Docset) -> Places:
    """Where the pages of a docset stand."""
    roots = {tree.locale: tree.root for tree in docset.trees}
    if docset.source_root is not None:
        roots[""] = docset.source_root
    return Places(docset.settings.root, roots)


def compared(findings: list[Finding], wanted: Wanted, places: Places) -> list[Finding]:
    """The findings that the baseline does not know; with `--update-baseline`, the baseline is written first."""
    if not wanted.baseline:
        if wanted.update_baseline:
            raise UsageError("--update-baseline needs --baseline FILE")
        return findings
    from pipeline.report import baseline

    path = Path(wanted.baseline)
    if wanted.update_baseline:
        baseline.write(path, findings, places)
    return list(baseline.new(findings, baseline.read(path), places))


def touched(
    pages: Sequence[Page], wanted: Wanted, rules: Policy
) -> tuple[Sequence[Page], list[Finding]]:
    """The pages that changed since the revision asked for (all, where none is), and what that lost."""
    if not wanted.since:
        return pages, []
    from pipeline.jobs.since import changed_pages

    return changed_pages(pages, wanted.since, rules)


def leave(result: Result, fail_on: str = "error") -> NoReturn:
    """End the command: 1 where a finding is at or above `fail_on`, or something could not be processed; else 0."""
    least = None if fail_on == "never" else Severity[fail_on.upper()]
    found = least is not None and any(
        number and severity >= least for severity, number in result.severities.items()
    )
    raise click.exceptions.Exit(int(found or result.unprocessed > 0))


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
