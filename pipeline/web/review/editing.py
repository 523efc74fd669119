"""Editing one entry of a page's PO file. The page itself is never written.

Whoever edits names what he saw. Where the file says something else by now, because another tab, another tool or a
merge changed it, nothing is written, and he is told what it says.
"""

from __future__ import annotations

from dataclasses import dataclass

import polib

from pipeline.commands import po_file
from pipeline.commands.extract import extracted
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.po import file as po_files
from pipeline.po.comments import Comment
from pipeline.po.entries import Entry, po_text
from pipeline.po.index import Index
from pipeline.po.reviews import Reviews
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.web.exchanged import entries_by_key

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Edit:
    """What an entry says: its text, and whether a person has confirmed it."""

    text: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class State:
    """An entry as it is now. `note` is what a translator should know of it."""

    key: str
    source: str
    kind: str
    edit: Edit
    note: str = ""


class ConflictError(Exception):
    """The entry says something else than the editor saw; nothing was written."""

    def __init__(self, theirs: Edit) -> None:
        super().__init__("changed elsewhere")
        self.theirs = theirs


class GoneError(Exception):
    """The page does not have the entry any more; nothing was written."""


def states(loaded: LoadedPage) -> list[State]:
    """The page's entries, in reading order. Raises PageError where page or PO file cannot be read."""
    po, _ = po_file.read(loaded)
    index = Index(po)
    wanted = entries_by_key(loaded, po)
    reviews = None if po is None else Reviews(po)
    return [_state(loaded, key, entry, index.find(entry), reviews) for key, entry in wanted.items()]


def save(loaded: LoadedPage, key: str, new: Edit, seen: Edit) -> Edit:
    """Put `new` into the PO file where its entry still says what was `seen`; what it then says is returned.

    A page that has no PO file yet, or whose file lacks the entry, is extracted first. Raises ConflictError,
    GoneError, or PageError (a text that PO files cannot hold, a file that cannot be read or written).
    """
    new = _acceptable(new)
    for _ in range(_TRIES):
        po, data, entry = _entry(loaded, key)
        reviews = Reviews(po)
        says = _edit(entry, reviews)
        if says == new:
            return new
        if says != seen:
            raise ConflictError(says)
        _put(entry, new, reviews)
        now = files.read_if_there(loaded.page.po)
        if now != data:
            continue  # another program was faster: look at what it wrote
        files.replace(loaded.page.po, po_files.dump(po, data), data, loaded.page.tree.po)
        return new
    raise PageError("the PO file keeps being changed by another program; nothing was written")


def _entry(loaded: LoadedPage, key: str) -> tuple[polib.POFile, bytes | None, polib.POEntry]:
    for attempt in range(2):
        po, data = po_file.read(loaded)
        wanted = entries_by_key(loaded, po).get(key)
        entry = Index(po).find(wanted) if wanted is not None else None
        if po is not None and entry is not None and not entry.obsolete:
            return po, data, entry
        if attempt == 0:
            outcome, _ = extracted(loaded)
            for finding in outcome.findings:
                if finding.rule in ("po-unreadable", "write-failed"):
                    raise PageError(finding.message, path=finding.path, line=finding.line)
    raise GoneError


def _state(
    loaded: LoadedPage,
    key: str,
    wanted: Entry,
    entry: polib.POEntry | None,
    reviews: Reviews | None,
) -> State:
    if entry is None or reviews is None or entry.obsolete:
        reviewed = bool(wanted.target) and loaded.translation_type == "HT"
        return State(key, wanted.source, wanted.kind, Edit(wanted.target, reviewed))
    notes = []
    if entry.fuzzy and entry.previous_msgid:
        notes.append(f"Made for an earlier source: {entry.previous_msgid}")
    conflict = Comment.parse(entry.comment).conflict
    if conflict is not None:
        notes.append(f"The page says: {conflict}")
    if entry.tcomment:
        notes.append(entry.tcomment)
    return State(key, wanted.source, wanted.kind, _edit(entry, reviews), "\n".join(notes))


def _edit(entry: polib.POEntry, reviews: Reviews) -> Edit:
    return Edit(entry.msgstr, reviews.has(entry))


def _put(entry: polib.POEntry, new: Edit, reviews: Reviews) -> None:
    entry.msgstr = new.text
    others = [flag for flag in entry.flags if flag != "fuzzy"]
    if new.reviewed:
        entry.flags = others
        entry.previous_msgid = entry.previous_msgctxt = None
        if not reviews.has(entry):  # of a page without a translation type: say that it was read
            comment = Comment.parse(entry.comment)
            entry.comment = str(comment._replace(written=True)) if comment.digest else entry.comment
    else:
        entry.flags = ["fuzzy", *others] if new.text else others


def _acceptable(new: Edit) -> Edit:
    """The edit as PO files hold it. Raises PageError where they cannot."""
    text = po_text(new.text)
    if any(ord(character) < 32 and character not in "\t\n" for character in text):
        raise PageError("the text holds a control character, which PO files cannot hold")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PageError("the text holds half a character (a lone surrogate)") from None
    return Edit(text, new.reviewed and bool(text))
