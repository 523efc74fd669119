"""What is known of one page, from its files: the job behind report and review."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.catalog.entries import Entry, entries_of
from pipeline.errors import PageError
from pipeline.handback.texts import texts_of
from pipeline.jobs import po_file
from pipeline.jobs.build import BuildOptions, translated
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


def collect(
    loaded: LoadedPage, policy: Policy, more: Iterable[Finding] = (), *, facts: bool = False
) -> PageView:
    """The page with the texts of its PO file in it, as `run` would build it, and all that is found there.

    `more` are the findings of the rules that judge the whole docset; `facts` asks for what those need to know of
    this page. Raises PageError where the page cannot be read.
    """
    found: list[Finding] = []
    article, units = loaded.article, loaded.units
    reviewed = frozenset(range(len(units))) if loaded.translation_type == "HT" else frozenset()
    try:
        po, _ = (None, None) if loaded.page.is_source else po_file.read(loaded)
    except PageError as error:
        po = None
        found.append(failure(loaded.page, "po-unreadable", error, path=po_file.name(loaded)))
    if po is not None:
        built = translated(loaded, po, BuildOptions())
        reviewed = texts_of(units, po, line_end(article.text)).reviewed  # before texts go in
        found += [*po_file.header_findings(loaded, po), *built.findings]
        article, units = built.article, built.units
    context = loaded.context(article, units)
    found += page_findings(context, policy) + unit_findings(context, policy)
    found += more
    found.sort(key=lambda one: (-one.severity, one.line, one.column, one.rule))
    return PageView(
        row=row(loaded, units, reviewed, found),
        findings=numbered(found, units),
        page=article,
        page_units=units,
        reviewed=reviewed,
        keys=entry_keys(units),
        facts=tuple(_facts(context)) if facts else (),
    )


def _facts(context: PageContext) -> Iterator[Fact]:
    yield from collect_facts(context, "docset")
    yield from collect_facts(context, "docset-unit")


def unreadable(loaded: LoadedPage, error: PageError) -> PageView:
    """A page that cannot be read: all there is to show is why."""
    found = failure(loaded.page, "page-unreadable", error)
    row = Row(loaded.page.path, loaded.page.locale, errors=1)
    return PageView(row, numbered([found]))


def row(
    loaded: LoadedPage, units: tuple[Unit, ...], reviewed: frozenset[int], found: list[Finding]
) -> Row:
    """What the overview shows of the page."""
    words = [len(_WORD.findall(unit.source)) for unit in units]
    severities = Counter(finding.severity for finding in found)
    return Row(
        path=loaded.page.path,
        locale=loaded.page.locale,
        title=loaded.article.meta("title"),
        translation_type=loaded.translation_type,
        freshness=freshness(loaded),
        units=len(units),
        reviewed=len(reviewed),
        words=sum(words),
        review_words=sum(count for number, count in enumerate(words) if number not in reviewed),
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
