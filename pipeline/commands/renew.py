"""A page built from its source as it is now: a new page, or one whose source has changed since the hand-off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import polib

from pipeline.commands import po_file
from pipeline.commands.share import NOTHING, Share, left_in_source, share_of
from pipeline.commands.source_texts import SourceTexts
from pipeline.errors import PageError
from pipeline.families.keys import KeyPath
from pipeline.families.roles import read_day, written_date
from pipeline.files.digest import sha1
from pipeline.markdown.article import Article
from pipeline.po.entries import po_text
from pipeline.provenance.handed_off import commit_of, is_in_git
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.bisect import sound
from pipeline.rebuild.from_source import (
    FromSource,
    build_from_source,
    has_span,
    text_edits,
)
from pipeline.rebuild.head import HandBack
from pipeline.rebuild.metadata import HUMAN, MACHINE
from pipeline.rebuild.verify import body_as_meant, breaks_its_lines, metadata_as_meant
from pipeline.results.finding import Finding
from pipeline.rules.problem import problem, quoted
from pipeline.units.bilingual import bilingual_units
from pipeline.units.metadata import METADATA
from pipeline.units.unit import Unit

ISO_DAY = "yyyy-MM-dd"
_NO_PLACE = (
    "its front matter has no place for the fields of the hand-back; "
    "write it as lines of `key: value`, and nothing behind them"
)
_NOT_READ = "its text would not be read as the same blocks and bilingual spans in the page"


@dataclass(frozen=True, slots=True)
class Renewed:
    """The page, what is to say about it, how many of its units have a text, and what share of them is translated.

    `article` is None where no page can be built from the source, or nothing is there to build a new one of.
    `is_waiting`: the page stays as it is until it can say which source it was made from.
    """

    article: Article | None
    findings: tuple[Finding, ...]
    translated: int = 0
    share: Share = NOTHING
    is_waiting: bool = False


def renewed(
    loaded: LoadedPage, po: polib.POFile, *, bilingual: bool, use_fuzzy: bool, date: str
) -> Renewed:
    """The page made from its source and `po`, whose entries follow that source. `date` is YYYY-MM-DD.

    A sentence without an entry that may be used takes the page's text, where the page has one for that very sentence.
    The new page is read again: it must have the blocks and the metadata of its source, with the texts that were
    meant. A text that would change more is left out; like a text that is not translated, it stands in the source
    language. So is a source whose page would not even read back without any of them.
    """
    source = loaded.source
    if source is None or loaded.source_data is None:
        raise PageError("there is no source to build the page from")
    given = SourceTexts.of(loaded, po, use_fuzzy=use_fuzzy)
    units, texts = given.units, given.texts
    if not texts and not loaded.exists:
        return Renewed(None, ())
    try:
        _ = source.metadata
    except PageError as error:
        return Renewed(None, (_not_built(loaded, f"{error.message} (line {error.line})"),))
    hand_back = None if loaded.page.is_strings else _hand_back(loaded, date)
    if hand_back is not None and (why := _cannot_say_its_source(loaded, hand_back)):
        return Renewed(None, (problem(loaded.page, "page-held-back", why),), is_waiting=True)

    def back(some: Mapping[int, str]) -> HandBack | None:
        if hand_back is None:
            return None
        return replace(hand_back, roles={**hand_back.roles, "type": _type(loaded, given, some)})

    def built(some: Mapping[int, str]) -> FromSource:
        return build_from_source(
            source, given.filled(some), back(some), path=loaded.page.path, bilingual=bilingual
        )

    def is_sound(some: Mapping[int, str]) -> bool:
        try:
            result = built(some)
        except PageError:
            return False
        return _reads_back(source, result, back(some), units, some, bilingual=bilingual)

    def is_bad(index: int) -> bool:
        unit = units[index]._replace(target=texts[index])
        edits = text_edits(source, [unit], hand_back, loaded.page.path, bilingual=bilingual)
        return any(breaks_its_lines(source, edit) for edit in edits)

    def same(index: int) -> tuple[str, str]:
        return po_text(units[index].source), po_text(texts[index])

    good = sound(texts, is_sound, is_bad, same)
    if good is None:
        why = _NOT_READ if _has_place(source, built, back({})) else _NO_PLACE
        return Renewed(None, (_not_built(loaded, why),))
    left_out = dict.fromkeys(po_text(text) for index, text in texts.items() if index not in good)
    refused = tuple(_refused(loaded, text) for text in left_out)
    share = share_of(given.filled(good), loaded.page.locale, given.not_own)
    return Renewed(source.with_text(built(good).text), refused, len(good), share)


def _has_place(
    source: Article, built: Callable[[Mapping[int, str]], FromSource], back: HandBack | None
) -> bool:
    try:
        return metadata_as_meant(source, source.with_text(built({}).text), {}, back)
    except PageError:
        return False


def _cannot_say_its_source(loaded: LoadedPage, back: HandBack) -> str:
    """Why the page cannot be built now: its family tells its source by a commit alone, and there is none to name."""
    provenance = loaded.family.provenance
    if provenance.hash is not None or "commit" not in provenance.write or back.role("commit"):
        return ""
    kept = "the page stays as it is" if loaded.exists else "the page is not written yet"
    file = loaded.page.source
    if file is not None and is_in_git(file):
        return f"{kept}: its source has changes that no commit has, and the page is to name one; commit the source"
    if loaded.exists and loaded.roles.commit:
        return f"{kept}: git does not know its source, and the page is to name the commit that it is made from"
    return ""


def _type(loaded: LoadedPage, given: SourceTexts, texts: Mapping[int, str]) -> str:
    """The translation type of the page with these texts: human where people have translated or confirmed all of it."""
    from pipeline.rules.translation.untranslated import has_words  # few builds ask for it

    former = loaded.roles.type_word if loaded.exists else MACHINE
    was_human = loaded.exists and loaded.translation_type == HUMAN
    filled = given.filled(texts)
    human = all(
        index in given.human if unit.target else not has_words(unit.source)
        for index, unit in enumerate(filled)
    )
    human = human and not left_in_source(filled, loaded.page.locale)
    if human and (was_human or filled):
        return former if was_human else HUMAN
    return MACHINE if was_human else former


def _hand_back(loaded: LoadedPage, date: str) -> HandBack:
    source, data = loaded.page.source, loaded.source_data
    day = read_day(date, ISO_DAY)
    form = loaded.family.provenance.date_format
    former = loaded.hand_off if loaded.exists else None
    roles = {
        "hash": sha1(data) if data is not None else "",
        "locale": loaded.page.locale,
        "type": loaded.roles.type_word if loaded.exists else MACHINE,
        "commit": commit_of(source, data) if source is not None and data is not None else "",
        "date": written_date(day, form) if day is not None else "",
        "file-id": loaded.roles.file_id if loaded.exists else "",
    }
    return HandBack(
        loaded.family,
        roles,
        loaded.article if loaded.exists else None,
        former.readable_metadata if former is not None else None,
        frozenset(part for key in loaded.keys for part in (key, KeyPath.parse(key).parts[0])),
    )


def _reads_back(
    source: Article,
    result: FromSource,
    back: HandBack | None,
    units: tuple[Unit, ...],
    texts: Mapping[int, str],
    *,
    bilingual: bool,
) -> bool:
    built = source.with_text(result.text)
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
        source, built, values, back
    )


def _not_built(loaded: LoadedPage, why: str) -> Finding:
    return problem(
        loaded.page, "page-not-built", f"no page was built from the source, because {why}"
    )


def _refused(loaded: LoadedPage, text: str) -> Finding:
    message = f"the translation {quoted(text)} cannot stand in the page: it would change its blocks or metadata"
    return problem(loaded.page, "translation-breaks-page", message, path=po_file.name(loaded))
