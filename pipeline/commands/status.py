"""What is known of one localized page: translation type, freshness, how much of it people have read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NamedTuple

import polib

from pipeline.commands import po_file
from pipeline.commands.share import translated_share
from pipeline.docset.family import family_of
from pipeline.docset.pages import Page
from pipeline.errors import PageError
from pipeline.po.entries import entries_of
from pipeline.po.index import Index
from pipeline.po.reviews import Reviews
from pipeline.provenance.freshness import Freshness, named_commit
from pipeline.provenance.history import Change, changes
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.provenance.page_roles import key_of
from pipeline.results.fact import Fact
from pipeline.results.page_result import Outcome
from pipeline.settings import Settings

_FACT = "page status"
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Status:
    """One page. `units` counts what can be paired with its source: none in a page that holds no source text.

    `reviewed_units` were translated or confirmed by people. Of `current_units`, those of the source as it is now where
    the page is behind it, `build` has a text for `translated_units`. `changed_units` counts the source's `sentences`
    that changed since the hand-off, None where git does not know; `commits` likewise. `structure` are lines of code,
    images and markers that the page does not have as the source has them, as far as history tells. `cosmetic`: the
    page is stale by changes that no translation has to follow. `review_words` are those of the sources of units that
    nobody has reviewed. `unread` says why the source or the PO file cannot be
    read: nothing is counted then.
    """

    path: str
    locale: str
    translation_type: str
    freshness: str
    reason: str
    units: int
    reviewed_units: int
    source_words: int
    current_units: int = 0
    translated_units: int = 0
    changed_units: int | None = None
    commits: int | None = None
    cosmetic: bool = False
    sentences: tuple[ChangedSentence, ...] = ()
    structure: tuple[str, ...] = ()
    unread: str = ""
    review_words: int = 0


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence of the source as it stands now (empty: it is gone), and as it was translated, where that is known.

    `kind` is `changed`, `added` or `removed`; `new` where the former one is not looked for: changed or added.
    """

    kind: str
    source: str
    was: str = ""


class Seen(NamedTuple):
    """A page's status without its source's history, and the commit since which that counts (empty: not known)."""

    status: Status
    since: str = ""


def status(loaded: LoadedPage) -> Outcome:
    """The page's status, as a fact that `seen_in` reads. Raises PageError where the page itself cannot be read."""
    page, seen = loaded.page, _status(loaded)
    value = json.dumps([asdict(seen.status), seen.since], ensure_ascii=False)
    said = Fact(_FACT, "", page.locale, page.path, value=value)
    return Outcome(page.path, page.locale, facts=(said,))


def seen_in(outcome: Outcome) -> Seen | PageError:
    """What `status` came to on a page: its status, or why there is none."""
    for one in outcome.facts:
        said, since = json.loads(one.value)
        sentences = tuple(ChangedSentence(**each) for each in said.pop("sentences"))
        structure = tuple(said.pop("structure"))
        return Seen(Status(**said, sentences=sentences, structure=structure), since)
    why = outcome.findings[0]
    return PageError(why.message, path=outcome.path, line=why.line, column=why.column)


def _status(loaded: LoadedPage) -> Seen:
    page = loaded.page
    found, history = loaded.verdict, loaded.history
    known = Status(
        path=page.path,
        locale=page.locale,
        translation_type=loaded.translation_type,
        freshness=found.freshness.value,
        reason=found.reason,
        units=0,
        reviewed_units=0,
        source_words=0,
        changed_units=0 if found.freshness is Freshness.CURRENT else None,
    )
    if history is not None and found.freshness is Freshness.STALE:
        stale = history.verdict.sentences
        sentences = tuple(ChangedSentence(one.kind, one.source, one.was) for one in stale)
        known = replace(known, changed_units=len(stale), sentences=sentences)
        known = replace(known, structure=history.verdict.structure)
    since = history.since if history is not None else named_commit(loaded.roles.commit)
    try:
        return Seen(_counted(known, loaded), since)
    except PageError as error:  # bytes have proved the rest
        return Seen(replace(known, unread=str(error)), since)


def _counted(known: Status, loaded: LoadedPage) -> Status:
    """The status with what is counted in page, source and PO file. Raises PageError where one cannot be read."""
    texts = [unit.source for unit in loaded.units]
    if not texts and loaded.source is not None:
        source = loaded.source
        texts = [
            source.text[block.start : block.end] for block in source.blocks if block.kind != "code"
        ]
    po = _po(loaded)
    share = translated_share(loaded, po)
    reviewed, words = _reviewed(loaded, po)
    return replace(
        known,
        units=len(loaded.units),
        reviewed_units=reviewed,
        source_words=_words(texts),
        current_units=share.units,
        translated_units=share.translated,
        cosmetic=loaded.is_cosmetic,
        review_words=_words(unit.source for unit in loaded.units) - words,
    )


def with_history(seen: Mapping[Page, Seen], settings: Settings) -> list[Status]:
    """The statuses with what git knows of the sources of stale pages, asked for all of them at once."""
    wanted = {
        page: (page.source, one.since)
        for page, one in seen.items()
        if one.status.freshness == Freshness.STALE and one.since and isinstance(page.source, Path)
    }
    known = changes(wanted.values(), f"`{key_of(family_of(settings), 'commit')}`")
    return [
        _with(one.status, known.get(wanted[page]) if page in wanted else None)
        for page, one in seen.items()
    ]


def _with(one: Status, change: Change | None) -> Status:
    if change is None:
        return one
    if change.commits < 0:
        unknown = change.unknown if one.changed_units is None else ""
        return replace(one, reason=f"{one.reason}; {unknown}" if unknown else one.reason)
    if one.changed_units is not None:  # history has told
        return replace(one, commits=change.commits)
    sentences = tuple(ChangedSentence("new", text) for text in change.sentences)
    changed = len(sentences) + change.removed
    return replace(one, changed_units=changed, commits=change.commits, sentences=sentences)


def _po(loaded: LoadedPage) -> polib.POFile | None:
    try:
        return po_file.read(loaded)[0]
    except PageError as error:
        raise PageError(
            f"{po_file.name(loaded)}: {error.message}", line=error.line, column=error.column
        ) from None


def _words(texts: Iterable[str]) -> int:
    return sum(len(_WORD.findall(text)) for text in texts)


def _reviewed(loaded: LoadedPage, po: polib.POFile | None) -> tuple[int, int]:
    """Units that people translated or confirmed, as the PO file says, else as the page does; and their words."""
    if po is None:
        human = loaded.units if loaded.translation_type == "HT" else ()
        return len(human), _words(unit.source for unit in human)
    index, reviews, count, words = Index(po), Reviews(po), 0, 0
    for entry in entries_of(loaded.units):
        known = index.find(entry)
        if known is not None and reviews.has(known):
            count += len(entry.units)
            words += _words(loaded.units[at].source for at in entry.units)
    return count, words
