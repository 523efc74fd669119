"""The page as its PO file has it: the built page, and for each of its units the entry that it is edited in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polib

from pipeline.commands import po_file
from pipeline.commands.build import NotBuilt, translated
from pipeline.commands.dates import handoff_date
from pipeline.commands.form import BuildOptions
from pipeline.errors import PageError
from pipeline.files.digest import short
from pipeline.markdown.article import Article
from pipeline.po.entries import Entry, entries_of, po_text
from pipeline.po.index import Index
from pipeline.po.reviews import Reviews
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.rules.problem import failure
from pipeline.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A page with the texts of its PO file in it, as `build --allow-untranslated` would make it.

    `keys` names each unit's entry (empty: it has none); units of one entry are edited together. `reviewed` are the
    indexes of units that people translated or confirmed. `findings` are about the PO file.
    """

    article: Article
    units: tuple[Unit, ...]
    keys: tuple[str, ...]
    reviewed: frozenset[int]
    findings: tuple[Finding, ...] = ()


def exchanged(loaded: LoadedPage) -> Exchanged:
    """The page with its PO file's texts. Raises PageError where the page cannot be read."""
    if loaded.page.is_source:
        return Exchanged(loaded.article, loaded.units, ("",) * len(loaded.units), frozenset())
    try:
        po, _ = po_file.read(loaded)
    except PageError as error:
        found = failure(loaded.page, "po-unreadable", error, path=po_file.name(loaded))
        return _alone(loaded, (found,))
    if po is None:
        return _alone(loaded)
    options = BuildOptions(in_place=True, allow_untranslated=True, date=handoff_date())
    built = translated(loaded, po, options)
    if isinstance(built, NotBuilt):
        return _alone(loaded, built.findings)
    entries = entries_by_key(loaded, po)
    keys = keys_of(built.units, entries)
    index, reviews = Index(po), Reviews(po)
    known = ((key, index.find(entry)) for key, entry in entries.items())
    confirmed = {key for key, entry in known if entry is not None and reviews.has(entry)}
    reviewed = frozenset(number for number, key in enumerate(keys) if key in confirmed)
    findings = (*po_file.header_findings(loaded, po), *built.findings)
    return Exchanged(built.article, built.units, keys, reviewed, findings)


def _alone(loaded: LoadedPage, findings: tuple[Finding, ...] = ()) -> Exchanged:
    """The page as it stands; its translation type says who has translated it."""
    units = loaded.units
    by_people = loaded.translation_type == "HT"
    reviewed = frozenset(range(len(units))) if by_people else frozenset()
    keys = keys_of(units, entries_by_key(loaded, None))
    return Exchanged(loaded.article, units, keys, reviewed, findings)


def entries_by_key(loaded: LoadedPage, po: polib.POFile | None) -> Mapping[str, Entry]:
    """The page's entries by key, in reading order: those of its source as it is now, where `po` has these."""
    units = loaded.carried.units if po_file.follows_source(loaded, po) else loaded.units
    return {entry_key(entry): entry for entry in entries_of(units)}


def entry_key(entry: Entry) -> str:
    """A short name for an entry, for addresses: the same as long as its context and source are."""
    return short(f"{entry.context or ''}\x04{entry.source}") + f"{len(entry.source):x}"


def keys_of(units: Sequence[Unit], entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """For each unit the key of its entry: by its source, and where that has several entries, in their order."""
    by_source: dict[str, list[str]] = {}
    for key, entry in entries.items():
        by_source.setdefault(entry.source, []).append(key)
    return tuple(_keys(units, by_source))


def _keys(units: Iterable[Unit], by_source: Mapping[str, list[str]]) -> Iterable[str]:
    seen: dict[str, int] = {}
    for unit in units:
        source = po_text(unit.source)
        known = by_source.get(source, [])
        nth = seen.get(source, 0)
        seen[source] = nth + 1
        yield known[min(nth, len(known) - 1)] if known else ""
