"""The entries of a PO file as units of its page, and what rules find in them at its place in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from pipeline.docset.family import family_of
from pipeline.docset.folder_locale import UNKNOWN_LOCALE
from pipeline.errors import PageError
from pipeline.files.decoding import BOM
from pipeline.files.lines import Lines
from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.po import file as po_files
from pipeline.po.comments import Comment, ignored_by
from pipeline.po.reviews import Reviews
from pipeline.po.written import WrittenField, entries, escaped
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.metadata import as_human_translation, page_of_type
from pipeline.results.fact import Fact
from pipeline.results.finding import Finding
from pipeline.results.place import Place
from pipeline.rules.consistency.spelling import with_places
from pipeline.rules.context import PageContext, page_context
from pipeline.rules.docset import collect_facts
from pipeline.rules.policy import Policy
from pipeline.rules.registry import entry as registered
from pipeline.rules.run import IGNORED, unit_findings
from pipeline.settings import Settings
from pipeline.units.unit import Unit

Wanted = Callable[[polib.POEntry], bool]


@dataclass(frozen=True)
class PoUnits:
    """Entries as units, each under its index, in a page that says what the file's page says.

    `name` is what findings call the file, `texts` has where each translation is written in it, by context and source.
    """

    name: str
    context: PageContext
    entries: tuple[polib.POEntry, ...]
    texts: Mapping[tuple[str | None, str], WrittenField]
    lines: Lines

    def findings(self, policy: Policy, counts: Counter[str] | None = None) -> list[Finding]:
        """Return what the translation rules find; `counts` is added how many findings page and file silence."""
        found = []
        for finding in unit_findings(self.context, policy, counts):
            entry = self.entries[int(finding.unit)]
            if not registered(finding.rule).names & ignored_by(entry.comment):
                found.append(self._placed(finding, entry))
            elif counts is not None:
                counts[IGNORED] += 1
        return found

    def facts(self) -> list[Fact]:
        """Return what the rules over a docset's units need to know of the file."""
        return [self._fact(fact) for fact in collect_facts(self.context, "docset-unit")]

    def _fact(self, fact: Fact) -> Fact:
        fact = fact._replace(path=self.name)
        if not fact.place.unit:
            return with_places(fact, self._place)
        entry = self.entries[int(fact.place.unit)]
        silenced = fact.silenced | ignored_by(entry.comment)
        return fact._replace(place=self._place(fact.place), silenced=silenced)

    def _placed(self, finding: Finding, entry: polib.POEntry) -> Finding:
        field = self._text_of(entry)
        fix = finding.fix
        if fix is not None and field is not None:
            edits = (
                Splice(*field.stretch(one.start, one.end), escaped(one.text)) for one in fix.edits
            )
            fix = replace(fix, edits=tuple(edits))
        place = self._place(finding.place)
        return replace(finding, path=self.name, place=place, fix=fix if field else None)

    def _place(self, place: Place) -> Place:
        """Return where a stretch of a translation stands in the file; the whole of it, where it names none."""
        entry = self.entries[int(place.unit)]
        field, key = self._text_of(entry), key_of(entry)
        if field is None:
            line = entry.linenum or 0
            return Place(-1, -1, line, int(bool(line)), line, int(bool(line)), key)
        start, end = field.range if place.start < 0 else field.stretch(place.start, place.end)
        return Place(start, end, *self.lines.place(start), *self.lines.place(end), key)

    def _text_of(self, entry: polib.POEntry) -> WrittenField | None:
        return self.texts.get((entry.msgctxt, entry.msgid))


def units_of_po(
    name: str,
    po: polib.POFile,
    text: str,
    loaded: LoadedPage | None,
    wanted: Wanted | None = None,
) -> PoUnits:
    """Return the entries of `po` as units; `text` is the file as it is written, `loaded` its page, if it has one.

    With `wanted`, only some entries. A text for an earlier source is to be done anew, which its entry says itself.
    Where there is no page yet, what is not translated is work to be done, and no fault.
    """
    exists = loaded is not None and loaded.exists
    chosen = tuple(
        entry
        for entry in po_files.active(po)
        if not po_files.is_outdated(entry)
        and (po_files.is_translated(entry) or exists)
        and (wanted is None or wanted(entry))
    )
    units = tuple(
        Unit(
            source=entry.msgid,
            target=entry.msgstr or entry.msgstr_plural.get(0, ""),
            kind=Comment.parse(entry.comment).kind or "paragraph",
            id=str(index),
        )
        for index, entry in enumerate(chosen)
    )
    units = tuple(unit._replace(target_range=(0, len(unit.target))) for unit in units)
    text = text.replace(BOM, " ", 1) if text.startswith(BOM) else text
    texts = {
        one.key[1:]: one.fields["msgstr"]
        for one in entries(text)
        if not one.obsolete and not one.is_header
    }
    return PoUnits(name, _context(name, po, loaded, units), chosen, texts, Lines(text))


def _context(
    name: str, po: polib.POFile, loaded: LoadedPage | None, units: tuple[Unit, ...]
) -> PageContext:
    if loaded is not None:
        return page_context(loaded, _article(loaded, po), units)
    locale = po.metadata.get("Language", "").replace("_", "-") or UNKNOWN_LOCALE
    kind = po.metadata.get("X-Locpipe-Translation-Type", "")
    article = page_of_type(family_of(Settings()), kind)
    return PageContext(name, locale, Path(), article, Settings(), units=units)


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
