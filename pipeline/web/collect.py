"""What is known of one page, from its files: what report and review show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.article.article import Article
from pipeline.catalog.entries import Entry, entries_of
from pipeline.errors import PageError
from pipeline.handback.texts import texts_of
from pipeline.jobs import po_file
from pipeline.jobs.build import BuildOptions, in_page
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import failure
from pipeline.provenance.freshness import verdict
from pipeline.rules.context import PageContext
from pipeline.rules.docset import Fact, collect_facts
from pipeline.rules.finding import Finding, Severity
from pipeline.rules.policy import Policy
from pipeline.rules.run import page_findings, unit_findings
from pipeline.text.decoding import line_end
from pipeline.text.digest import short
from pipeline.units.unit import Unit
from pipeline.web.row import Row
from pipeline.web.view import PageView, numbered

_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Translated:
    """A page with the texts of its PO file in it, as `run` would build it.

    `reviewed` are the indexes of units that people translated or confirmed; `findings` are about the PO file.
    """

    article: Article
    units: tuple[Unit, ...]
    reviewed: frozenset[int]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything found on a page, what the docset rules need to know of it, and its row in the overview."""

    row: Row
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...]


def read(loaded: LoadedPage) -> Translated:
    """The page with its PO file's texts. Raises PageError where the page cannot be read."""
    article, units = loaded.article, loaded.units
    reviewed = frozenset(range(len(units))) if loaded.translation_type == "HT" else frozenset()
    if loaded.page.is_source:
        return Translated(article, units, reviewed)
    try:
        po, _ = po_file.read(loaded)
    except PageError as error:
        found = failure(loaded.page, "po-unreadable", error, path=po_file.name(loaded))
        return Translated(article, units, reviewed, (found,))
    if po is None:
        return Translated(article, units, reviewed)
    built = in_page(loaded, po, BuildOptions())
    reviewed = texts_of(units, po, line_end(article.text)).reviewed
    findings = (*po_file.header_findings(loaded, po), *built.findings)
    return Translated(built.article, built.units, reviewed, findings)


def survey(loaded: LoadedPage, policy: Policy) -> Survey:
    """Everything the rules find on the page. Raises PageError where it cannot be read."""
    page = read(loaded)
    context = loaded.context(page.article, page.units)
    found = [*page.findings, *page_findings(context, policy), *unit_findings(context, policy)]
    return Survey(row(loaded, page, found), tuple(found), tuple(_facts(context)))


def shown(loaded: LoadedPage, row: Row, findings: Iterable[Finding]) -> PageView:
    """The page with what was found on it. Raises PageError where it cannot be read."""
    page = read(loaded)
    return PageView(
        row=row,
        findings=numbered(in_order(findings), page.units),
        page=page.article,
        page_units=page.units,
        reviewed=page.reviewed,
        keys=entry_keys(page.units),
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


def row(loaded: LoadedPage, page: Translated, found: Sequence[Finding]) -> Row:
    """What the overview shows of the page."""
    words = [len(_WORD.findall(unit.source)) for unit in page.units]
    severities = Counter(finding.severity for finding in found)
    waiting = (count for number, count in enumerate(words) if number not in page.reviewed)
    return Row(
        path=loaded.page.path,
        locale=loaded.page.locale,
        title=loaded.article.meta("title"),
        translation_type=loaded.translation_type,
        freshness=freshness(loaded),
        units=len(page.units),
        reviewed=len(page.reviewed),
        words=sum(words),
        review_words=sum(waiting),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        suggestions=severities[Severity.SUGGESTION],
    )


def freshness(loaded: LoadedPage) -> str:
    """How the page stands to its source; empty for a source page."""
    root = loaded.page.source_root
    if loaded.page.is_source:
        return ""
    at_hand = root is not None and root.is_dir()
    found = verdict(loaded.article, loaded.source_data, sources_at_hand=at_hand)
    return found.freshness.value


def entry_keys(units: Iterable[Unit]) -> tuple[str, ...]:
    """For each unit the key of its PO entry; empty where it has none."""
    units = tuple(units)
    keys = [""] * len(units)
    for entry in entries_of(units):
        for number in entry.units:
            keys[number] = entry_key(entry)
    return tuple(keys)


def entry_key(entry: Entry) -> str:
    """A short name for an entry, for addresses: the same as long as its context and source are."""
    return short(f"{entry.context or ''}\x04{entry.source}") + f"{len(entry.source):x}"


def _facts(context: PageContext) -> Iterator[Fact]:
    yield from collect_facts(context, "docset")
    yield from collect_facts(context, "docset-unit")
