"""XLIFF, for translators who work with CAT tools instead of PO editors: what both versions have in common.

A file holds one page: a unit for each PO entry, in the same order, under an id made from its key. Inline code is
protected by codes that hold the Markdown they stand for, so that a file can be read back by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polib
from lxml import etree

from pipeline.catalog.inline_codes import Part, codes_of, parts_of, target_parts, written
from pipeline.catalog.po import active
from pipeline.catalog.xml import readable
from pipeline.errors import PageError
from pipeline.text.digest import sha256

_EMPTY = "\x04"  # stands for an empty context in an id's key: no context that is exported has it


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One unit of an XLIFF file. `state` is `initial`, `translated` or `reviewed`; `note` is for the translator."""

    id: str
    source: tuple[Part, ...]
    target: tuple[Part, ...]
    state: str
    note: str = ""


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
    for entry in _with_ids(po):
        if not readable(entry.msgstr):
            continue
        outdated = entry.fuzzy and entry.previous_msgid is not None
        state = "initial"
        if entry.msgstr and not outdated:
            state = "translated" if entry.fuzzy else "reviewed"
        note = entry.comment if readable(entry.comment) else ""
        units.append(
            Exchanged(
                unit_id(entry.msgctxt, entry.msgid),
                tuple(parts_of(entry.msgid)),
                tuple(target_parts(entry.msgid, entry.msgstr)),
                state,
                note,
            )
        )
    return Document(original, source_locale, locale, tuple(units))


def unit_id(context: str | None, source: str) -> str:
    """The id of a unit: it stays as long as its text does. An empty context is another than none."""
    key = f"\x04{source}" if context is None else f"{context or _EMPTY}\x04{source}"
    return f"u{sha256(key.encode())[:12]}"


def _with_ids(po: polib.POFile) -> Iterator[polib.POEntry]:
    """The entries that can be units: XML can hold what their ids are made from."""
    return (e for e in active(po) if readable(e.msgid + (e.msgctxt or "")))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did to a PO file: how many texts are new, and what could not be taken and why."""

    taken: int
    refused: tuple[str, ...]


def into_po(document: Document, po: polib.POFile) -> Imported:
    """Put the translations of `document` into the entries of `po`; nothing is put into an entry of another source.

    What the inline codes stand for, the PO file says, not the document. A text that is reviewed in the document is
    not fuzzy any more; one that is only translated stays or becomes fuzzy.
    """
    entries = {unit_id(entry.msgctxt, entry.msgid): entry for entry in _with_ids(po)}
    taken = 0
    refused = []
    for unit in document.units:
        if not unit.target or unit.state == "initial":
            continue
        entry = entries.get(unit.id)
        if entry is None:
            refused.append(f"{unit.id}: the page has no such text: {_short(_plain(unit.source))}")
            continue
        codes = codes_of(entry.msgid)
        try:
            if written(unit.source, codes) != entry.msgid:
                raise ValueError("it was made for another source than the page has")
            taken += _put(entry, written(unit.target, codes), unit.state)
        except ValueError as error:
            refused.append(f"{unit.id}: {error}: {_short(_plain(unit.target))}")
    return Imported(taken, tuple(refused))


def _put(entry: polib.POEntry, target: str, state: str) -> bool:
    fuzzy = state != "reviewed" and (entry.fuzzy or entry.msgstr != target)
    changed = (entry.msgstr, entry.fuzzy) != (target, fuzzy)
    entry.msgstr = target
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.flags = ["fuzzy", *flags] if fuzzy else flags
    entry.previous_msgid = entry.previous_msgctxt = None
    return changed


def _plain(parts: Iterable[Part]) -> str:
    return "".join(part.text for part in parts)


def serialized(root: etree._Element) -> bytes:
    """The file's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
