"""Merging what a page says into the PO file that translators have edited.

What the file says wins over the page. The digest of the page's text in an entry's comment tells who changed: only
the translator (the file's text stays), only the page (the page's text goes in), or both (the file's text stays,
the page's goes into a comment, the entry becomes fuzzy). No text that somebody wrote in the file is ever dropped: it
stays active, becomes obsolete, or stands in a comment, also where the page took it over and says something else later.
A text that is new in the page starts from the translation of the former text that is most like it, fuzzy and with the
former text named; until somebody touches it, it gives way to what the page says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polib

from pipeline.files.digest import short
from pipeline.po import file as po_files
from pipeline.po.comments import Comment, with_note
from pipeline.po.entries import Entry
from pipeline.po.header import PAGE_HASH, TRANSLATION_TYPE, Header, is_of_page, metadata
from pipeline.po.index import Index
from pipeline.po.leverage import Former, Leverage, Memory, Suggestion
from pipeline.po.obsolete import earlier, keep_obsolete, only_in_page
from pipeline.po.reviews import was_written_here


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file and what happened: sources of new, updated and obsolete entries.

    `conflicts` are the sources of entries that contradict the page, since now or since an earlier merge.
    """

    po: polib.POFile
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    obsolete: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(slots=True)
class _Log:
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    obsolete: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def merge(
    fresh: Iterable[Entry],
    old: polib.POFile | None,
    header: Header,
    *,
    ids: bool = True,
    left: Iterable[Entry] = (),
    memory: Memory | None = None,
    loosely: bool = False,
    guessed: Mapping[str, str | None] = MappingProxyType({}),
) -> Merged:
    """The PO file for a page whose entries are `fresh`, given the file as it was (`old` is not changed).

    `ids` says whether the page's unit ids are named in comments. `left` are entries of texts that the page still
    has but its source no longer: they become obsolete, and new texts start from the translations of those most like
    them, or of `memory`. `loosely`: entries are found although white space and escapes differ.
    `guessed` are the sources whose text in the page was found by its place only, each with the one that stood there
    before (empty: the same; None: nobody knows): such a text does not replace the file's.
    """
    result = po_files.new()
    result.metadata = metadata(header, old.metadata if old is not None else {})
    result.header = (
        old.header if old is not None else "Translation units of a page, written by locpipe."
    )
    result.metadata_is_fuzzy = old.metadata_is_fuzzy if old is not None else False
    page = _Page(header, old, guessed)
    index = Index(old, loosely=loosely)
    log = _Log()
    found = [(entry, index.find(entry)) for entry in fresh]
    used = {id(known) for _, known in found if known is not None}
    unused = [entry for entry in old or () if id(entry) not in used]
    left = [entry for entry in left if entry.target]
    formers = [*map(_former, unused), *(Former(entry.source, entry.target) for entry in left)]
    leverage = Leverage(formers, memory)
    for entry, known in found:
        result.append(page.merged(entry, known, log, leverage, ids=ids))
    gone = [*unused, *only_in_page(left, [*result, *unused])]
    log.obsolete += keep_obsolete(result, gone)
    return Merged(
        result,
        tuple(log.added),
        tuple(log.updated),
        tuple(log.obsolete),
        tuple(log.conflicts),
        tuple(log.changed),
    )


def _former(entry: polib.POEntry) -> Former:
    """The entry's text with the source that it was made for."""
    former = entry.previous_msgid if po_files.is_outdated(entry) else None
    return Former(former or entry.msgid, entry.msgstr, reviewed=not entry.fuzzy)


class _Page:
    """What decides between page and file for every entry of one page."""

    def __init__(
        self,
        header: Header,
        old: polib.POFile | None,
        guessed: Mapping[str, str | None] = MappingProxyType({}),
    ) -> None:
        self._guessed = guessed
        before = old.metadata if old is not None else {}
        self._path = header.path
        self._is_mt = header.translation_type == "MT"
        self._unchanged = is_of_page(before, header.page_hash)
        was_of_no_type = PAGE_HASH in before and TRANSLATION_TYPE not in before
        self._became_mt = self._is_mt and was_of_no_type
        self._became_ht = before.get(TRANSLATION_TYPE) == "MT" and header.translation_type == "HT"

    def merged(
        self,
        fresh: Entry,
        known: polib.POEntry | None,
        log: _Log,
        leverage: Leverage,
        *,
        ids: bool,
    ) -> polib.POEntry:
        """The entry of the merged file."""
        named = fresh.ids if ids else ()
        as_it_is = Comment(fresh.kind, named, short(fresh.target), place=fresh.place)
        said = str(as_it_is)
        if known is None:
            before = Comment()
        elif known.comment == said:  # so say most entries: nothing to take apart
            before = as_it_is
        else:
            before = Comment.parse(known.comment)
        if known is not None and fresh.target == fresh.source and _is_waiting(known, before):
            fresh = fresh._replace(target="")  # built untranslated: the source stands in its place
        digest = short(fresh.target)
        if not fresh.target and self._unchanged and before.digest:
            digest = before.digest  # the page has it as before, if not where it was looked for
        comment = as_it_is._replace(digest=digest)
        entry = polib.POEntry(
            msgid=fresh.source,
            msgstr=fresh.target,
            msgctxt=fresh.context,
            occurrences=[(_reference(self._path), "")],
            flags=["fuzzy"] if fresh.target and (self._is_mt or fresh.doubtful) else [],
        )
        former = self._guessed.get(fresh.source, "")
        if known is None:
            log.added.append(fresh.source)
            if former is None:
                log.conflicts.append(fresh.source)
                entry.msgstr, entry.flags = "", []
                entry.comment = str(_undecided(comment, fresh))
                return entry
            entry.previous_msgid = former or None
            if not fresh.target and (start := leverage.best(fresh.source)):
                others = _start_from(entry, start)
                comment = comment._replace(others=others, suggestion=short(entry.msgstr))
                log.changed.append(fresh.source)
            entry.comment = str(comment)
            return entry
        comment = comment._replace(
            others=before.others,
            suggestion="" if fresh.target else before.suggestion,
            written=before.written and before.digest == comment.digest,
        )
        entry.tcomment = known.tcomment
        entry.flags = list(known.flags)
        entry.msgstr = known.msgstr
        entry.previous_msgid, entry.previous_msgctxt = known.previous_msgid, known.previous_msgctxt
        is_guess = fresh.source in self._guessed
        if known.msgstr == fresh.target:
            if self._became_ht:
                _mark(entry, fuzzy=False)
            elif self._became_mt and entry.msgstr and not was_written_here(known):
                _mark(entry, fuzzy=True)
            if known.msgstr and before.digest != comment.digest:  # it came from here into the page
                comment = comment._replace(written=True)
        elif not known.msgstr and fresh.target and (former is None or _is_undecided(before)):
            log.conflicts.append(fresh.source)
            comment = _undecided(comment, fresh)
        elif not known.msgstr and (is_guess or before.digest != short("")):
            self._take_page(entry, fresh, log, fuzzy=True)  # another tool or a person emptied it
        elif not is_guess and before.is_untouched(known.msgstr, fuzzy=known.fuzzy):
            if fresh.target and before.written:
                entry.tcomment = with_note(entry.tcomment, earlier(known.msgstr))
            self._take_page(entry, fresh, log)
        elif before.digest == comment.digest or (not before.digest and self._unchanged):
            if entry.fuzzy:  # the translator's text stays, and so does an open contradiction
                comment = comment._replace(conflict=before.conflict)
                if before.conflict is not None:
                    log.conflicts.append(fresh.source)
        elif fresh.target:
            log.conflicts.append(fresh.source)
            _mark(entry, fuzzy=True)
            comment = comment._replace(conflict=fresh.target)
        was_open = before.conflict if known.fuzzy or not known.msgstr else None
        if was_open and was_open not in (comment.conflict, entry.msgstr, fresh.target):
            entry.tcomment = with_note(entry.tcomment, earlier(was_open))
        entry.comment = said if comment == as_it_is else str(comment)
        return entry

    def _take_page(
        self, entry: polib.POEntry, fresh: Entry, log: _Log, *, fuzzy: bool = False
    ) -> None:
        if not fresh.target:
            return
        log.updated.append(fresh.source)
        entry.msgstr = fresh.target
        _mark(entry, fuzzy=fuzzy or self._is_mt or fresh.doubtful)
        entry.previous_msgid = entry.previous_msgctxt = None


def _is_waiting(entry: polib.POEntry, comment: Comment) -> bool:
    """Had the page no translation for the source as it is now, when it was last built?"""
    if not po_files.is_translated(entry):
        return comment.digest != short(
            entry.msgid
        )  # else the page had it before the entry was emptied
    return entry.previous_msgid is not None or comment.digest == short("")


def _undecided(comment: Comment, fresh: Entry) -> Comment:
    """The comment of an entry that is empty because nobody knows whether the page's text is its translation."""
    return comment._replace(conflict=fresh.target, suggestion=short(""), digest=short(""))


def _is_undecided(comment: Comment) -> bool:
    return comment.suggestion == short("")


def _start_from(entry: polib.POEntry, start: Suggestion) -> tuple[str, ...]:
    """Give `entry` the translation of a former text; what is to be said about it in its comment."""
    former = start.former
    entry.msgstr = former.target
    if not start.is_exact:
        entry.previous_msgid = former.source
    _mark(entry, fuzzy=not (start.is_exact and former.reviewed))
    return (f"From {former.origin} ({start.score:.0f} %)",) if former.origin else ()


def _mark(entry: polib.POEntry, *, fuzzy: bool) -> None:
    entry.flags = [
        *(["fuzzy"] if fuzzy else []),
        *(flag for flag in entry.flags if flag != "fuzzy"),
    ]


def _reference(path: str) -> str:
    """A page's path as `#:` holds it: enclosed in isolates where it has blanks, as gettext does."""
    return f"\u2068{path}\u2069" if path.split() != [path] else path
