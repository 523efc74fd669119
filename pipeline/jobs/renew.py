"""A page built from its source as it is now: a new page, or one whose source has changed since the hand-off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polib

from pipeline.article.article import Article
from pipeline.catalog.entries import page_text
from pipeline.errors import PageError
from pipeline.handback.from_source import (
    FromSource,
    HandBack,
    build_from_source,
    has_span,
    text_edits,
)
from pipeline.handback.halving import sound
from pipeline.handback.lookup import Lookup
from pipeline.handback.meant import body_as_meant, breaks_its_lines, metadata_as_meant
from pipeline.handback.metadata import HUMAN, MACHINE, TYPE
from pipeline.jobs import po_file
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import problem, quoted
from pipeline.provenance.handed_off import commit_of
from pipeline.rules.finding import Finding
from pipeline.text.decoding import line_end
from pipeline.text.digest import sha1
from pipeline.units.bilingual import bilingual_units
from pipeline.units.metadata import METADATA
from pipeline.units.segments import source_units
from pipeline.units.unit import Unit

_SHOWN = 3
_NO_PLACE = (
    "its front matter has no place for the fields of the hand-back; "
    "write it as lines of `key: value`, and nothing behind them"
)
_NOT_READ = "its text would not be read as the same blocks and bilingual spans in the page"


@dataclass(frozen=True, slots=True)
class Renewed:
    """The page, what is to say about it, and how many of its units have a translation.

    `article` is None where no page can be built from the source, or nothing is there to build a new one of.
    """

    article: Article | None
    findings: tuple[Finding, ...]
    translated: int


def renewed(
    loaded: LoadedPage, po: polib.POFile, *, bilingual: bool, use_fuzzy: bool, date: str
) -> Renewed:
    """The page made from its source and `po`, whose entries follow that source. `date` is MM/DD/YYYY.

    The new page is read again: it must have the blocks and the metadata of its source, with the texts that were
    meant. A text that would change more is left out; like a text that is not translated, it stands in the source
    language and is reported. So is a source whose page would not even read back without any of them.
    """
    source = loaded.source
    if source is None or loaded.source_data is None:
        raise PageError("there is no source to build the page from")
    units = source_units(source, loaded.settings.translated_metadata)
    texts, reviewed = _texts(units, po, source, use_fuzzy=use_fuzzy)
    if not texts and not loaded.exists:
        return Renewed(None, (), 0)
    try:
        _ = source.metadata
    except PageError as error:
        return Renewed(None, (_not_built(loaded, f"{error.message} (line {error.line})"),), 0)
    hand_back = _hand_back(loaded, date)

    def back(some: Mapping[int, str]) -> HandBack:
        human = bool(units) and len(reviewed & some.keys()) == len(units)
        return replace(hand_back, translation_type=HUMAN) if human else hand_back

    def built(some: Mapping[int, str]) -> FromSource:
        filled = [unit._replace(target=some.get(index, "")) for index, unit in enumerate(units)]
        return build_from_source(
            source, filled, back(some), path=loaded.page.path, bilingual=bilingual
        )

    def is_sound(some: Mapping[int, str]) -> bool:
        return _reads_back(source, built(some), back(some), units, some, bilingual=bilingual)

    def is_bad(index: int) -> bool:
        unit = units[index]._replace(target=texts[index])
        edits = text_edits(source, [unit], hand_back, loaded.page.path, bilingual=bilingual)
        return any(breaks_its_lines(source, edit) for edit in edits)

    good = sound(texts, is_sound, is_bad)
    if good is None:
        page, added = Article(built({}).text), hand_back.fields()
        has_place = metadata_as_meant(source, page, {}, added)
        return Renewed(None, (_not_built(loaded, _NOT_READ if has_place else _NO_PLACE),), 0)
    result = built(good)
    findings = [_refused(loaded, text) for index, text in texts.items() if index not in good]
    if result.missing:
        findings.append(_missing(loaded, result.missing, len(units)))
    return Renewed(Article(result.text), tuple(findings), len(good))


def _texts(
    units: tuple[Unit, ...], po: polib.POFile, source: Article, *, use_fuzzy: bool
) -> tuple[dict[int, str], set[int]]:
    """The translations by unit, and the units whose translation was reviewed."""
    texts, reviewed = {}, set()
    eol = line_end(source.text)
    for index, found in enumerate(Lookup(po, use_fuzzy=use_fuzzy).find_all(units)):
        if found is None or not found.usable:
            continue
        texts[index] = page_text(found.entry.msgstr, units[index].source, eol)
        if not found.entry.fuzzy:
            reviewed.add(index)
    return texts, reviewed


def _hand_back(loaded: LoadedPage, date: str) -> HandBack:
    source, data = loaded.page.source, loaded.source_data
    return HandBack(
        source_hash=sha1(data) if data is not None else "",
        locale=loaded.page.locale,
        translation_type=loaded.article.meta(TYPE) if loaded.exists else MACHINE,
        commit=commit_of(source, data) if source is not None and data is not None else "",
        date=date,
        file_id=loaded.article.meta("ms.locfileid") if loaded.exists else "",
    )


def _reads_back(
    source: Article,
    result: FromSource,
    back: HandBack,
    units: tuple[Unit, ...],
    texts: Mapping[int, str],
    *,
    bilingual: bool,
) -> bool:
    built = Article(result.text)
    if bilingual:
        read = Counter(unit.target for unit in bilingual_units(built))
        put = Counter(text for index, text in texts.items() if has_span(units[index]))
        if built.spans.problems or put - read:
            return False
    values = {
        unit.source_range[0]: text
        for index, text in texts.items()
        if (unit := units[index]).kind.startswith(METADATA) and unit.source_range is not None
    }
    return body_as_meant(source, built, result.edits) and metadata_as_meant(
        source, built, values, back.fields()
    )


def _not_built(loaded: LoadedPage, why: str) -> Finding:
    return problem(
        loaded.page, "page-not-built", f"no page was built from the source, because {why}"
    )


def _refused(loaded: LoadedPage, text: str) -> Finding:
    message = f"the translation {quoted(text)} cannot stand in the page: it would change its blocks or metadata"
    return problem(loaded.page, "translation-breaks-page", message, path=po_file.name(loaded))


def _missing(loaded: LoadedPage, units: tuple[Unit, ...], of: int) -> Finding:
    shown = "; ".join(quoted(unit.source) for unit in units[:_SHOWN])
    more = f" and {len(units) - _SHOWN} more" if len(units) > _SHOWN else ""
    message = f"{len(units)} of {of} units have no translation and stand in the source language: {shown}{more}"
    return problem(loaded.page, "unit-untranslated", message, path=po_file.name(loaded))
