"""The hand-off: a page's units into its PO file, merged with what translators already edited."""

from __future__ import annotations

import polib

from pipeline.catalog import po as po_files
from pipeline.catalog.entries import can_be_exchanged, entries_of
from pipeline.catalog.leverage import Memory
from pipeline.catalog.merge import Merged, merge
from pipeline.errors import PageError
from pipeline.jobs import po_file
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome, failure, problem, quoted
from pipeline.memory.shared import locale_memory
from pipeline.rules.finding import Finding
from pipeline.text import files


def extract(loaded: LoadedPage) -> Outcome:
    """Write or update the page's PO file."""
    return extracted(loaded)[0]


def extracted(loaded: LoadedPage) -> tuple[Outcome, polib.POFile | None]:
    """As `extract`, and the file as it is now, for jobs that go on with it (None: there is none to use)."""
    page = loaded.page
    try:
        old, data = po_file.read(loaded)
    except PageError as error:
        finding = failure(page, "po-unreadable", error, path=po_file.name(loaded))
        return Outcome(page.path, page.locale, (finding,), {"pages": 1}), None
    findings = [*po_file.header_findings(loaded, old), *_not_exchanged(loaded)]
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
        left=entries_of(loaded.carried.left) if loaded.is_behind else (),
        loosely=loaded.is_behind,
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


def _memory(loaded: LoadedPage) -> Memory | None:
    """What the docset's memory knows in the page's locale, where there is a memory."""
    settings = loaded.settings
    return locale_memory(settings.root / settings.memory, loaded.page.locale)


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
