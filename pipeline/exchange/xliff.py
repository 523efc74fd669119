"""XLIFF, for translators who work with CAT tools instead of PO editors: what both versions have in common.

A file holds one page: a unit for each PO entry, in the same order, under an id made from its key. Inline code is
protected by codes that hold the Markdown they stand for, so that a file can be read back by itself. Each unit carries
a trace of what was exported, by which an import tells who has changed what meanwhile: a note, which tools keep where
they lose attributes that they do not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import polib
from lxml import etree

from pipeline.errors import PageError
from pipeline.exchange.inline_codes import Part, parts_of, target_parts
from pipeline.exchange.xml import readable
from pipeline.files.digest import sha256, short
from pipeline.po.comments import Comment
from pipeline.po.file import active, is_outdated, is_translated

_EMPTY = "\x04"  # stands for an empty context in an id's key: no context that is exported has it


Said = Literal["done", "open", "unclear"]
"""What the state that a tool wrote says of a translation: a person is done with it, is not, or neither is certain."""
NOTE_BY = "locpipe"
"""Who has written the note that holds the trace."""
_TRACE = re.compile(r"locpipe:\s+exported\s+([0-9a-f]{8})\s+(initial|translated|reviewed)")


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One unit of an XLIFF file. `note` is for the translator.

    `state` is `initial`, `translated`, `reviewed`; when read also `partial` (not all segments that a tool has made are
    translated) or `doubted` (somebody took back that it was reviewed). `trace` tells which target and state were
    exported; it is empty where a tool has dropped it. `is_confirmed`: its tool says so by a state that it has changed.
    """

    id: str
    source: tuple[Part, ...]
    target: tuple[Part, ...]
    state: str
    note: str = ""
    trace: str = ""
    is_confirmed: bool = False

    @property
    def is_untouched(self) -> bool:
        """Is the unit as it was exported?"""
        return self.trace == trace_of(self.target, self.state)


@dataclass(frozen=True, slots=True)
class Document:
    """The units of one page. `original` is the page's path, `source_locale` and `locale` are BCP 47."""

    original: str
    source_locale: str
    locale: str
    units: tuple[Exchanged, ...]


def from_po(po: polib.POFile, original: str, locale: str, source_locale: str = "en-US") -> Document:
    """The document for a page's PO file; texts that XML cannot hold are left out.

    Raises PageError where XML cannot hold the page's path.
    """
    if not readable(original):
        message = f"XML, and so XLIFF, cannot hold the page's name: {original!a}"
        raise PageError(message)
    units = []
    for entry in entries_with_ids(po):
        if not readable(entry.msgstr):
            continue
        text, state = said(entry)
        target = tuple(target_parts(entry.msgid, text))
        note = Comment.parse(entry.comment).for_translators
        note = note if readable(note) else ""
        units.append(
            Exchanged(
                unit_id(entry.msgctxt, entry.msgid),
                tuple(parts_of(entry.msgid)),
                target,
                state,
                note,
                trace_of(target, state),
            )
        )
    return Document(original, source_locale, locale, tuple(units))


def unit_id(context: str | None, source: str) -> str:
    """The id of a unit: it stays as long as its text does. An empty context is another than none."""
    key = f"\x04{source}" if context is None else f"{context or _EMPTY}\x04{source}"
    return f"u{sha256(key.encode())[:12]}"


def entries_with_ids(po: polib.POFile) -> Iterator[polib.POEntry]:
    """The entries that can be units: XML can hold what their ids are made from."""
    return (e for e in active(po) if readable(e.msgid + (e.msgctxt or "")))


def said(entry: polib.POEntry) -> tuple[str, str]:
    """An entry's translation, empty where it has none, and its state."""
    if not is_translated(entry):
        return "", "initial"
    if is_outdated(entry):
        return entry.msgstr, "initial"
    return entry.msgstr, "translated" if entry.fuzzy else "reviewed"


def trace_of(target: Iterable[Part], state: str) -> str:
    """What tells whether a target and its state have changed."""
    return f"{digest_of(target)} {state}"


def trace_note(trace: str) -> str:
    """Return the note that holds a trace."""
    return f"locpipe: exported {trace}"


def traced(notes: Iterable[str]) -> str:
    """Return the trace in a unit's notes: in a note of its own, else in the last that holds one; empty if none does."""
    trace = ""
    for note in notes:
        if own := _TRACE.fullmatch(note.strip()):
            return f"{own[1]} {own[2]}"
        for match in _TRACE.finditer(note):
            trace = f"{match[1]} {match[2]}"
    return trace


def state_of(said: Said, target: Iterable[Part], trace: str, *, kept: bool) -> str:
    """Return the state of a translation that comes back. `kept`: the state in the file is as it was exported.

    Many tools know nothing of states. So a text that is not the one that was exported is a person's, unless its tool
    has changed its state to one that is open; a text that was not touched is confirmed by a changed state only.
    """
    if not trace:
        return {"done": "reviewed", "open": "initial", "unclear": "translated"}[said]
    digest, _, exported = trace.partition(" ")
    is_same = digest == digest_of(target)
    if kept:
        return exported if is_same else "reviewed"
    if said == "done":
        return "reviewed"
    if not is_same:
        return "translated"
    return "doubted" if exported == "reviewed" else exported


def digest_of(target: Iterable[Part]) -> str:
    """A digest of a target, whose codes are known by their ids."""
    return short("".join(p.text if p.kind == "text" else f"\x04{p.kind}{p.id}\x04" for p in target))


def serialized(root: etree._Element) -> bytes:
    """The file's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
