"""What is known of one page, from its files: what report and review show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.commands.check import checked
from pipeline.errors import PageError
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.fact import Fact
from pipeline.results.finding import Finding
from pipeline.rules.context import page_context
from pipeline.rules.docset import collect_facts
from pipeline.rules.policy import Policy
from pipeline.rules.problem import failure
from pipeline.rules.run import page_findings
from pipeline.severity import Severity
from pipeline.web.exchanged import Exchanged, exchanged
from pipeline.web.pieces import numbered
from pipeline.web.row import Row
from pipeline.web.view import PageView

_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything found on a page, what the docset rules need to know of it, and its row in the overview."""

    row: Row
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...]


def survey(loaded: LoadedPage, policy: Policy, page: Exchanged | None = None) -> Survey:
    """Everything the rules find on the page (`page`, where it was read). Raises PageError where it cannot be read."""
    page = page or exchanged(loaded)
    context = page_context(loaded, page.article, ())
    units = checked(loaded, policy, page.article, page.units)
    found = (*page.findings, *page_findings(context, policy), *units.findings)
    facts = (*collect_facts(context, "docset"), *units.facts)
    return Survey(row(loaded, page, found), found, facts)


def shown(page: Exchanged, row: Row, findings: Iterable[Finding]) -> PageView:
    """The page with what was found on it."""
    return PageView(
        row=row,
        findings=numbered(in_order(findings), page.units),
        page=page.article,
        page_units=page.units,
        reviewed=page.reviewed,
        keys=page.keys,
    )


def bare(row: Row, findings: Iterable[Finding]) -> PageView:
    """A page that cannot be read: all there is to show is what was found."""
    return PageView(row, numbered(in_order(findings)))


def unreadable(loaded: LoadedPage, error: PageError) -> Survey:
    """What there is to say of a page that cannot be read."""
    found = failure(loaded.page, "page-unreadable", error)
    return Survey(Row(loaded.page.path, loaded.page.locale, errors=1), (found,), ())


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The worst first, then by place."""
    return sorted(findings, key=lambda one: (-one.severity, one.line, one.column, one.rule))


def row(loaded: LoadedPage, page: Exchanged, found: Sequence[Finding]) -> Row:
    """What the overview shows of the page."""
    words = [len(_WORD.findall(unit.source)) for unit in page.units]
    severities = Counter(finding.severity for finding in found)
    waiting = (count for number, count in enumerate(words) if number not in page.reviewed)
    return Row(
        path=loaded.page.path,
        locale=loaded.page.locale,
        title=loaded.article.meta("title"),
        translation_type=loaded.translation_type,
        freshness="" if loaded.page.is_source else loaded.verdict.freshness.value,
        units=len(page.units),
        reviewed=len(page.reviewed),
        words=sum(words),
        review_words=sum(waiting),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        suggestions=severities[Severity.SUGGESTION],
    )
