"""The hand-back: a page with its PO file's texts, bilingual or published."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polib

from pipeline.commands import po_file
from pipeline.commands.form import BuildOptions, Form
from pipeline.commands.renew import renewed
from pipeline.commands.share import Share, held_back, left_in_source, placed, share_of
from pipeline.docset.docset import shown
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.files.decoding import line_end
from pipeline.files.difference import unified_diff
from pipeline.files.remote import AnyPath, Remote
from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.apply import Rebuilt, with_targets
from pipeline.rebuild.metadata import HUMAN, MACHINE, as_human_translation, as_machine_translation
from pipeline.rebuild.publish import publish
from pipeline.rebuild.texts import Texts, texts_of
from pipeline.results.finding import Finding
from pipeline.results.page_result import HELD_BACK, STAYS, Outcome
from pipeline.rules.problem import failure, problem, quoted
from pipeline.units.page import read_units
from pipeline.units.shift import shifted
from pipeline.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Built:
    """A page with its translators' texts in it: still bilingual where it was, and what is to say about it.

    `units` are the page's units as they are in it; `changed` counts those with another text than the page. `is_held`:
    too little of it is translated, so this is the page as it was.
    """

    article: Article
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    changed: int = 0
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class NotBuilt:
    """No page, and what is to say about that; nothing where there is only nothing translated yet."""

    findings: tuple[Finding, ...] = ()
    is_held: bool = False


def build(loaded: LoadedPage, options: BuildOptions) -> Outcome:
    """Build the page from itself and its PO file, and write it where the options say."""
    try:
        po, _ = po_file.read(loaded)
    except PageError as error:
        finding = failure(loaded.page, "po-unreadable", error, path=po_file.name(loaded))
        return Outcome(loaded.page.path, loaded.page.locale, (finding,), {"pages": 1})
    built = translated(loaded, po, options)
    if isinstance(built, NotBuilt):
        return not_built(loaded, built)
    written = write(loaded, built, options)
    findings = (*po_file.header_findings(loaded, po), *built.findings, *written.findings)
    return Outcome(loaded.page.path, loaded.page.locale, findings, written.counts, written.diff)


def not_built(loaded: LoadedPage, built: NotBuilt) -> Outcome:
    """The outcome where there is no page."""
    counts = {HELD_BACK: 1} if built.is_held else {}
    return Outcome(loaded.page.path, loaded.page.locale, built.findings, counts)


def translated(
    loaded: LoadedPage, po: polib.POFile | None, options: BuildOptions
) -> Built | NotBuilt:
    """The page with the texts of `po` in it; the page itself where there is no PO file.

    Where the PO file follows a source that the page is behind of, the page is made from that source. There is none
    where that source cannot be built from, and where there is neither a page nor a translation to make one from. Where
    less is translated than `min-translated` asks for, the page stays as it was.
    """
    if po is not None and po_file.follows_source(loaded, po):
        return _renewed(loaded, po, options)
    if not loaded.exists:
        return NotBuilt()
    return in_page(loaded, po, options)


def in_page(loaded: LoadedPage, po: polib.POFile | None, options: BuildOptions) -> Built | NotBuilt:
    """The page as it is, with the texts of `po` in it, whatever has become of its source."""
    if po is None:
        return Built(loaded.article, loaded.units, ())
    article, units, added = _with_new_keys(loaded, po, options)
    texts = texts_of(units, po, line_end(article.text), use_fuzzy=options.use_fuzzy)
    if loaded.strings is not None:
        texts = replace(texts, texts={**_left_in_source(units), **texts.texts})
    rebuilt = with_targets(article, units, texts.texts)
    findings = _unused(loaded, texts)
    for refused in rebuilt.refused:
        place = refused.unit.target_range or (0, 0)
        line, column = loaded.article.lines.place(place[0])
        message = f"the translation {quoted(refused.text)} cannot stand in the page: {refused.why}"
        findings.append(
            problem(
                loaded.page,
                "translation-breaks-page",
                message,
                line=line,
                column=column,
                unit=refused.unit.id,
            )
        )
    units = tuple(  # who reviewed a translation has said that it belongs to its source
        unit._replace(certainty=1.0) if index in texts.reviewed else unit
        for index, unit in enumerate(rebuilt.units)
    )
    if texts.texts or added:  # else nothing changes, and nothing is held back
        not_own = texts.texts.keys() | texts.waiting
        share = share_of(placed(units), loaded.page.locale, not_own)
        if _is_too_little(share, loaded, options):
            return _held(loaded, share, tuple(findings))
    article = rebuilt.article
    if edits := _new_type(loaded, rebuilt, texts):
        units = shifted(units, edits, sources=article.is_bilingual)
        article = article.with_text(splice(article.text, edits))
    return Built(article, units, tuple(findings), len(texts.texts) - len(rebuilt.refused) + added)


def _left_in_source(units: tuple[Unit, ...]) -> dict[int, str]:
    """The sources of texts whose translation in a data file is one of something else: better those than that."""
    return {
        index: unit.source
        for index, unit in enumerate(units)
        if not unit.target and unit.target_range is not None
    }


def _with_new_keys(
    loaded: LoadedPage, po: polib.POFile, options: BuildOptions
) -> tuple[Article, tuple[Unit, ...], int]:
    """A data file with the keys that it lacks and `po` has a text for; a page as it is. How many were put in."""
    article, units, found = loaded.article, loaded.units, loaded.strings
    if found is None or loaded.source is None:
        return article, units, 0
    from pipeline.rebuild.string_keys import with_keys  # few docsets have data files
    from pipeline.units.strings import strings

    texts = texts_of(units, po, line_end(article.text), use_fuzzy=options.use_fuzzy).texts
    missing = {
        found.texts[index].path: text
        for index, text in texts.items()
        if units[index].target_range is None and found.texts[index].has_keys_alone
    }
    article, added = with_keys(article, missing)
    if not added:
        return article, units, 0
    new = strings(loaded.source, article, loaded.keys).units
    there = tuple(  # what is no translation any more stays none
        one._replace(target="") if old.target_range is not None and not old.target else one
        for one, old in zip(new, units, strict=True)
    )
    return article, there, added


def _new_type(loaded: LoadedPage, rebuilt: Rebuilt, texts: Texts) -> list[Splice]:
    """The edit of the translation type: human where people reviewed all of the page, machine where source text came in.

    So it is where a text comes in that nobody has reviewed. A page with source text in it is never called human; one
    that says so, and had the text before, stays as it is.
    """
    locale, units = loaded.page.locale, rebuilt.units
    if loaded.translation_type == HUMAN:
        new = [units[index] for index in texts.texts]
        unread = not texts.texts.keys() <= texts.reviewed
        is_machine = unread or left_in_source(new, locale)
        return as_machine_translation(rebuilt.article, loaded.family) if is_machine else []
    complete = not rebuilt.refused and not rebuilt.article.spans.unread
    human = complete and 0 < len(units) == len(texts.reviewed)
    if loaded.translation_type != MACHINE or not human or left_in_source(units, locale):
        return []
    return as_human_translation(rebuilt.article, loaded.family)


def _renewed(loaded: LoadedPage, po: polib.POFile, options: BuildOptions) -> Built | NotBuilt:
    bilingual = options.form_of(loaded) is Form.BILINGUAL
    page = renewed(loaded, po, bilingual=bilingual, use_fuzzy=options.use_fuzzy, date=options.date)
    if page.is_waiting:
        return _kept(loaded, page.findings)
    if page.article is None or (not page.translated and not loaded.exists):
        return NotBuilt(page.findings)
    if _is_too_little(page.share, loaded, options):
        return _held(loaded, page.share, page.findings)
    keys = loaded.keys
    units = read_units(page.article, loaded.source, loaded.page.locale, keys).units
    waiting = (  # what stands in the source language is reported once, and is no translation to check
        unit._replace(certainty=0.0) if unit.target == unit.source else unit for unit in units
    )
    missing = (_missing(loaded, page.share),) if page.share.missing else ()
    return Built(page.article, tuple(waiting), (*page.findings, *missing), page.translated)


def _is_too_little(share: Share, loaded: LoadedPage, options: BuildOptions) -> bool:
    return not options.allow_untranslated and not share.reaches(loaded.settings.min_translated)


def _held(loaded: LoadedPage, share: Share, findings: tuple[Finding, ...]) -> Built | NotBuilt:
    """The page as it was, or none, where too little is translated."""
    return _kept(loaded, (*findings, held_back(loaded, share)))


def _kept(loaded: LoadedPage, findings: tuple[Finding, ...]) -> Built | NotBuilt:
    """The page as it was, or none."""
    if not loaded.exists:
        return NotBuilt(findings, is_held=True)
    return Built(loaded.article, loaded.units, findings, is_held=True)


def _missing(loaded: LoadedPage, share: Share) -> Finding:
    message = f"the page stands partly in the source language: {share}"
    return problem(loaded.page, "unit-untranslated", message, path=po_file.name(loaded))


def write(loaded: LoadedPage, built: Built, options: BuildOptions) -> Outcome:
    """Bring a built page into its form and write it, or show what would change."""
    page = loaded.page
    counts = {"pages": 1, "units": len(built.units), "units changed": built.changed}
    if options.form is Form.BILINGUAL and not built.article.is_bilingual:
        counts[STAYS] = 1
    if built.is_held:
        counts[HELD_BACK] = 1
        if options.in_place:
            return Outcome(page.path, page.locale, (), counts)
    text = built.article.text
    if options.form_of(loaded) is Form.PUBLISHED:
        if built.article.spans.unread:
            finding = _not_published(loaded, built.article)
            return Outcome(page.path, page.locale, (finding,), counts)
        before = loaded.article if built.changed and loaded.exists else None
        text = publish(built.article, loaded.hand_off or loaded.source, before)
    place = page.file if options.in_place else page.out
    try:
        old = files.read_if_there(place)
        new = text.encode()
        if options.diff:
            there = None if old is None else old.decode("utf-8", "replace")
            diff = unified_diff(there, text, shown(place, loaded.settings.root))
            return Outcome(page.path, page.locale, (), counts, diff)
        if new != old:
            if options.in_place:
                files.replace(place, new, loaded.data if loaded.exists else None, page.root)
            else:
                _keep_page(loaded, place)
                files.write(place, new, page.tree.out)
            counts["pages written"] = 1
    except PageError as error:
        where = shown(place, loaded.settings.root)
        finding = failure(page, "write-failed", error, path=where)
        return Outcome(page.path, page.locale, (finding,), counts)
    return Outcome(page.path, page.locale, (), counts)


def _keep_page(loaded: LoadedPage, place: AnyPath) -> None:
    """Raises PageError where writing to `place` would replace the page itself."""
    page = loaded.page.file
    if isinstance(place, Remote) or isinstance(page, Remote):
        same = place == page
    else:
        same = place.exists() and loaded.exists and place.samefile(page)
    if same:
        raise PageError("is the page itself; use --in-place to replace it, or another --out")


def _not_published(loaded: LoadedPage, article: Article) -> Finding:
    first = article.spans.unread[0]
    line, column = article.lines.place(first.offset)
    message = f"no published page was built, because {first.message} ({first.rule})"
    return problem(loaded.page, "page-not-built", message, line=line, column=column, unit=first.id)


def _unused(loaded: LoadedPage, texts: Texts) -> list[Finding]:
    return [
        problem(
            loaded.page,
            "po-entry-unused",
            f"the page does not have the text {quoted(entry.msgid)}; run `locpipe extract`",
            path=po_file.name(loaded),
            line=entry.linenum or 0,
            column=1 if entry.linenum else 0,
        )
        for entry in texts.unused
    ]
