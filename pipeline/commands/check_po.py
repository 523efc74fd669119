"""`check --po-only`: translation rules on the entries of a page's PO file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import polib

from pipeline.commands import po_file
from pipeline.errors import PageError
from pipeline.files.splice import splice
from pipeline.markdown.article import Article
from pipeline.po import file as po_files
from pipeline.po.comments import Comment, ignored_by
from pipeline.po.reviews import Reviews
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.metadata import as_human_translation, page_of_type
from pipeline.results.fact import Fact
from pipeline.results.finding import Finding
from pipeline.results.page_result import COMPARED, Outcome
from pipeline.results.place import Place
from pipeline.rules.consistency.spelling import with_places
from pipeline.rules.context import PageContext, page_context
from pipeline.rules.docset import collect_facts
from pipeline.rules.policy import Policy
from pipeline.rules.problem import failure
from pipeline.rules.registry import entry as registered
from pipeline.rules.run import IGNORED, unit_findings
from pipeline.units.unit import Unit


def check_po(
    loaded: LoadedPage,
    policy: Policy,
    po: polib.POFile | None = None,
    dictionaries: tuple[str, ...] = (),
    wanted: Callable[[polib.POEntry], bool] | None = None,
) -> Outcome:
    """What the translation rules find in the page's PO file; nothing where it has none.

    Findings name the PO file and the line of the entry. `po` is the file where a job has read it already; with
    `wanted`, only some of its entries are looked at. `dictionaries` names those that are installed, as for `check`.
    """
    page = loaded.page
    if po is None:
        try:
            po, _ = po_file.read(loaded)
        except PageError as error:
            finding = failure(page, "po-unreadable", error, path=po_file.name(loaded))
            return Outcome(page.path, page.locale, (finding,), {"pages": 1})
        if po is None:
            return Outcome(page.path, page.locale, counts={"pages": 1} if loaded.exists else {})
    context, entries = context_of(loaded, po, wanted)
    name = po_file.name(loaded)
    counts = Counter(pages=1, units=len(entries))
    found = unit_findings(context, policy, counts)
    findings = tuple(
        _in_file(finding, entries[int(finding.unit)], name)
        for finding in found
        if not registered(finding.rule).names & ignored_by(entries[int(finding.unit)].comment)
    )
    counts[IGNORED] += len(found) - len(findings)
    facts = tuple(
        _fact_in_file(fact, entries, name) for fact in collect_facts(context, "docset-unit")
    )
    counts[COMPARED] = 1
    return Outcome(page.path, page.locale, findings, counts, facts=facts)


def context_of(
    loaded: LoadedPage, po: polib.POFile, wanted: Callable[[polib.POEntry], bool] | None = None
) -> tuple[PageContext, list[polib.POEntry]]:
    """The file's entries as units, each under its index, in a page that says what the file's page says.

    A text for an earlier source is to be done anew, which its entry says itself. Where there is no page yet, what is
    not translated is work to be done, and no fault.
    """
    entries = [
        entry
        for entry in po_files.active(po)
        if not po_files.is_outdated(entry)
        and (po_files.is_translated(entry) or loaded.exists)
        and (wanted is None or wanted(entry))
    ]
    article = _article(loaded, po)
    units = tuple(
        Unit(
            source=entry.msgid,
            target=entry.msgstr,
            kind=Comment.parse(entry.comment).kind,
            id=str(index),
        )
        for index, entry in enumerate(entries)
    )
    return page_context(loaded, article, units), entries


def _article(loaded: LoadedPage, po: polib.POFile) -> Article:
    """The page that the file belongs to, with the translation type that `build` will give it.

    Where the page is not there, one with the file's translation type.
    """
    try:
        article = loaded.article
        entries, reviews = list(po_files.active(po)), Reviews(po)
        reviewed = all(reviews.has(entry) for entry in entries)
        edits = as_human_translation(article, loaded.family) if entries and reviewed else []
        return article.with_text(splice(article.text, edits))
    except PageError:
        kind = po.metadata.get("X-Locpipe-Translation-Type", "")
        return page_of_type(loaded.family, kind)


def key_of(entry: polib.POEntry) -> str:
    """What findings call an entry: the page's unit id where the file names one, else its context and source."""
    ids = Comment.parse(entry.comment).ids
    if ids:
        return ids[0]
    return f"{entry.msgctxt}|{entry.msgid}" if entry.msgctxt else str(entry.msgid)


def _in_file(finding: Finding, entry: polib.POEntry, name: str) -> Finding:
    line = entry.linenum or 0
    column = 1 if line else 0
    place = Place(-1, -1, line, column, line, column, key_of(entry))
    return replace(finding, path=name, place=place, fix=None)


def _fact_in_file(fact: Fact, entries: list[polib.POEntry], name: str) -> Fact:
    def place_of(unit: str) -> Place:
        entry = entries[int(unit)]
        line = entry.linenum or 0
        return Place(-1, -1, line, 1 if line else 0, line, 1 if line else 0, key_of(entry))

    if not fact.place.unit:
        return with_places(fact._replace(path=name), place_of)
    silenced = fact.silenced | ignored_by(entries[int(fact.place.unit)].comment)
    return fact._replace(path=name, place=place_of(fact.place.unit), silenced=silenced)
