"""XLIFF, for translators who work with CAT tools instead of PO editors: what both versions have in common.

A file holds one page: a unit for each PO entry, in the same order, under an id made from its key. Inline code is
protected by codes that hold the Markdown they stand for, so that a file can be read back by itself. Each unit carries
a trace of what was exported, by which an import tells who has changed what meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polib
from lxml import etree

from pipeline.catalog.inline_codes import Part, parts_of, target_parts
from pipeline.catalog.po import active, is_outdated, is_translated
from pipeline.catalog.xml import readable
from pipeline.errors import PageError
from pipeline.text.digest import sha256, short

_EMPTY = "\x04"  # stands for an empty context in an id's key: no context that is exported has it


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One unit of an XLIFF file. `note` is for the translator.

    `state` is `initial`, `translated`, `reviewed`, or `partial`: not all segments that a tool has made are translated.
    `trace` tells which target and state were exported; it is empty where a tool has dropped it.
    """

    id: str
    source: tuple[Part, ...]
    target: tuple[Part, ...]
    state: str
    note: str = ""
    trace: str = ""

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
        note = entry.comment if readable(entry.comment) else ""
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


def digest_of(target: Iterable[Part]) -> str:
    """A digest of a target, whose codes are known by their ids."""
    return short("".join(p.text if p.kind == "text" else f"\x04{p.kind}{p.id}\x04" for p in target))


def serialized(root: etree._Element) -> bytes:
    """The file's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
