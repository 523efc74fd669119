"""The hand-off: a page's units into its PO file, merged with what translators already edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polib

from pipeline.commands import po_file
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.memory.shared import locale_memory
from pipeline.po import file as po_files
from pipeline.po.entries import can_be_exchanged, entries_of
from pipeline.po.leverage import Memory
from pipeline.po.merge import Merged, merge
from pipeline.provenance.freshness import named_commit
from pipeline.provenance.history import how_to_know_more
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.problem import failure, problem, quoted
from pipeline.units.page import read_units

Formers = Mapping[str, Mapping[str, str]]
"""By locale and path of a page that is not there yet: the path under which its source stood before."""


def extract(loaded: LoadedPage, formers: Formers | None = None) -> Outcome:
    """Write or update the page's PO file. `formers`: which pages were others before (`pipeline.commands.renames`)."""
    return extracted(loaded, formers)[0]


def extracted(
    loaded: LoadedPage, formers: Formers | None = None
) -> tuple[Outcome, polib.POFile | None]:
    """As `extract`, and the file as it is now, for jobs that go on with it (None: there is none to use)."""
    page = loaded.page
    try:
        old, data = po_file.read(loaded)
    except PageError as error:
        finding = failure(page, "po-unreadable", error, path=po_file.name(loaded))
        return Outcome(page.path, page.locale, (finding,), {"pages": 1}), None
    if loaded.former.is_lost:
        return Outcome(page.path, page.locale, (_lost_source(loaded, old),), {"pages": 1}), old
    findings = [*po_file.header_findings(loaded, old), *_not_exchanged(loaded)]
    if old is None and (former := (formers or {}).get(page.locale, {}).get(page.path)):
        old = _of_former(loaded, former)
        findings += [_renamed(loaded, former)] if old is not None else []
    wanted = loaded.carried.units if loaded.is_behind else loaded.units
    counts = {"pages": 1, "units": len(wanted)}
    entries = entries_of(wanted)
    if not entries and (
        old is None or loaded.page_units.reason
    ):  # nothing says that its texts are gone
        return Outcome(page.path, page.locale, tuple(findings), counts), old
    merged = merge(
        entries,
        old,
        po_file.header(loaded),
        ids=loaded.settings.po_ids,
        left=entries_of(loaded.left),
        loosely=loaded.is_behind,
        guessed=loaded.former.guessed,
        memory=_memory(loaded) if any(not entry.target for entry in entries) else None,
    )
    findings += _conflicts(loaded, merged)
    new = po_files.dump(merged.po, data, old)
    if new != data:
        try:
            files.replace(page.po, new, data, page.tree.po)
        except PageError as error:
            findings.append(failure(page, "write-failed", error, path=po_file.name(loaded)))
            return Outcome(page.path, page.locale, tuple(findings), counts), merged.po
        counts["po files written"] = 1
    counts |= {
        "po files": 1,
        "entries": len(entries),
        "entries added": len(merged.added),
        "entries updated": len(merged.updated),
        "entries changed": len(merged.changed),
        "entries obsolete": len(merged.obsolete),
        "conflicts": len(merged.conflicts),
    }
    return Outcome(page.path, page.locale, tuple(findings), counts), merged.po


def _of_former(loaded: LoadedPage, path: str) -> polib.POFile | None:
    """The PO file that the page has under its former `path`; where there is none, one of the page that is there."""
    there = LoadedPage(replace(loaded.page, path=path), loaded.settings)
    po = there.former.po
    try:
        if po is None and there.exists:
            source, keys = there.former.vanished, loaded.keys
            units = read_units(there.article, source, there.page.locale, keys).units
            po = merge(entries_of(units), None, po_file.header(there)).po if units else None
    except PageError:
        return None  # said where the former page is worked on
    if po is not None and po.metadata.get("Project-Id-Version") == path:
        del po.metadata["Project-Id-Version"]
    return po


def _renamed(loaded: LoadedPage, former: str) -> Finding:
    message = (
        f"the source was {former} before: the PO file begins with the translations from there; "
        f"`locpipe move {former} {loaded.page.path}` moves the page, its PO file and what the memory has of it"
    )
    return problem(loaded.page, "source-renamed", message)


def _memory(loaded: LoadedPage) -> Memory | None:
    """What the docset's memory knows in the page's locale, where there is a memory."""
    settings = loaded.settings
    return locale_memory(settings.root / settings.memory, loaded.page.locale)


def _lost_source(loaded: LoadedPage, old: polib.POFile | None) -> Finding:
    """What is said of a page whose texts nobody can pair with any source."""
    left = "nothing was extracted" if old is None else "the PO file and the page stay as they are"
    if not loaded.article.has_readable_metadata:
        message = (
            "the source has changed since the hand-off, and the page's metadata cannot be read: "
            f"{left}; mend the front matter (`locpipe validate` says where) and run again"
        )
    elif loaded.former.is_named:
        commit = named_commit(loaded.roles.commit)[:12]
        where = f"git does not know {commit} here" if commit else "the page names no commit"
        message = (
            "the source has changed since the hand-off, and what the page was translated from is not known "
            f"({where}): {left}; {how_to_know_more(loaded.page.source_root)}, and run again"
        )
    else:
        message = (
            "page and source have both changed since the last extract, and the page does not say what it was "
            f"translated from: {left}; move the PO file away to begin anew"
        )
    return problem(loaded.page, "hand-off-unknown", message)


def _not_exchanged(loaded: LoadedPage) -> list[Finding]:
    """What of the page's text does not reach the PO file: spans that are no units, units that PO cannot hold."""
    if not loaded.exists:
        return []
    findings = []
    lines = loaded.article.lines
    if loaded.page_units.reason and not loaded.article.spans.problems:
        message = f"nothing was extracted: {loaded.page_units.reason}"
        findings.append(problem(loaded.page, "page-without-units", message))
    for trouble in loaded.article.spans.unread:
        line, column = lines.place(trouble.offset)
        findings.append(
            problem(
                loaded.page,
                trouble.rule,
                trouble.message,
                line=line,
                column=column,
                unit=trouble.id,
            )
        )
    for unit in loaded.units:
        if can_be_exchanged(unit):
            continue
        place = unit.target_range or unit.source_range or (0, 0)
        line, column = lines.place(place[0])
        why = "holds a control character" if unit.source.strip() else "has an empty source"
        message = f"the unit {why}; it is not in the PO file"
        findings.append(
            problem(
                loaded.page, "unit-not-exchanged", message, line=line, column=column, unit=unit.id
            )
        )
    return findings


def _conflicts(loaded: LoadedPage, merged: Merged) -> list[Finding]:
    findings = []
    for source in merged.conflicts:
        message = (
            f"page and PO file both changed the translation of {quoted(source)}; the PO file's text stays, "
            "the page's stands in the entry's comment"
        )
        findings.append(problem(loaded.page, "po-conflict", message, path=po_file.name(loaded)))
    return findings
