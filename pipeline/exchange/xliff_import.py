"""The translations of an XLIFF document, put into the PO file that it was exported from.

Both may have changed since. The trace of what was exported tells who did: what only the translator has changed is
taken, what only the PO file has changed stays; where both have, the PO file's text stays, the translator's goes into
the entry's comment, and the entry is marked. Where a tool has dropped the trace, the PO file's text is given up only if
the page gave it. Where a tool has formatted the file anew, nobody knows which white space is the translator's: reviews
are taken, new texts are not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polib

from pipeline.exchange.inline_codes import Part, codes_of, target_parts, written
from pipeline.exchange.xliff import (
    Document,
    Exchanged,
    digest_of,
    entries_with_ids,
    said,
    trace_of,
    unit_id,
)
from pipeline.po.comments import Comment, is_noted, with_note


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did to a PO file: how many texts are new, and what could not be taken and why.

    `conflicts` are texts that both the translator and the PO file have changed since the export. `reformatted` are
    the sources of texts that were not taken because a tool has changed the white space of the file.
    """

    taken: int
    refused: tuple[str, ...]
    conflicts: tuple[str, ...] = ()
    reformatted: tuple[str, ...] = ()


def into_po(document: Document, po: polib.POFile) -> Imported:
    """Put the translations of `document` into the entries of `po`; nothing is put into an entry of another source.

    What the inline codes stand for, the PO file says, not the document. A text that is reviewed in the document is
    not fuzzy any more; one that is only translated stays or becomes fuzzy.
    """
    entries = {unit_id(entry.msgctxt, entry.msgid): entry for entry in entries_with_ids(po)}
    taken = 0
    refused = []
    conflicts = []
    reformatted = []
    for unit in document.units:
        if _is_empty(unit):
            continue
        entry = entries.get(unit.id)
        if entry is None:
            if not _is_suggestion(unit):
                refused.append(f"{unit.id}: the page has no such text: {_short(unit.source)}")
            continue
        try:
            taken += _take(entry, unit)
        except _BothChangedError as error:
            conflicts.append(f"{unit.id}: {error}: {_short(unit.target)}")
        except _ReformattedError:
            reformatted.append(entry.msgid)
        except ValueError as error:
            refused.append(f"{unit.id}: {error}: “{_cut(entry.msgid)}”")
    return Imported(taken, tuple(refused), tuple(conflicts), tuple(reformatted))


class _BothChangedError(ValueError):
    """The translator has changed a text that has changed in the PO file, too."""


class _ReformattedError(ValueError):
    """A tool has changed the white space of a text that the translator has changed."""


def _take(entry: polib.POEntry, unit: Exchanged) -> bool:
    """Put a unit's translation into its entry; True where that changes anything. Raises ValueError where it cannot."""
    codes = codes_of(entry.msgid)
    source = written(unit.source, codes)
    if _dense(source) != _dense(entry.msgid):
        raise ValueError(f"it was made for another source (“{_cut(source)}”) than the page has")
    if unit.state == "partial":
        raise ValueError("only a part of it is translated")
    target = written(unit.target, codes)
    text, _ = said(entry)
    if source != entry.msgid:
        if _dense(target) != _dense(text):
            raise _ReformattedError
        return unit.is_confirmed and _put(entry, text, "reviewed")
    if _is_suggestion(unit) or (text and unit.is_untouched):
        return False
    if target == text:
        return unit.state != "initial" and _put(entry, target, unit.state)
    if text and unit.trace.startswith(digest_of(unit.target)):
        return False  # only its state is new, and the PO file has another text by now
    if not text or _is_as_exported(entry, unit):
        return _put(entry, target, unit.state)
    note = f"Imported: {target}"
    if is_noted(entry.tcomment, note) and not entry.fuzzy:
        return False  # somebody has chosen
    entry.tcomment = with_note(entry.tcomment, note)
    _mark(entry, fuzzy=True)
    raise _BothChangedError("the PO file has changed it, too; this text is in the entry's comment")


def _is_as_exported(entry: polib.POEntry, unit: Exchanged) -> bool:
    """Does the entry say what it said when it was exported? Raises ValueError where nobody can tell."""
    text, state = said(entry)
    if unit.trace:
        return unit.trace == trace_of(target_parts(entry.msgid, text), state)
    if unit.state == "initial":
        raise ValueError("its state says that nobody has translated it")
    return Comment.parse(entry.comment).is_untouched(text, fuzzy=entry.fuzzy)


def _put(entry: polib.POEntry, target: str, state: str) -> bool:
    before = str(entry)
    is_open = state != "reviewed" and (entry.fuzzy or entry.msgstr != target)
    _mark(entry, fuzzy=is_open or state == "doubted")
    entry.msgstr = target
    entry.previous_msgid = entry.previous_msgctxt = None
    return str(entry) != before


def _mark(entry: polib.POEntry, *, fuzzy: bool) -> None:
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.flags = ["fuzzy", *flags] if fuzzy else flags


def _is_suggestion(unit: Exchanged) -> bool:
    """Is the translation the former text that was exported, which nobody has touched?"""
    return unit.state == "initial" and unit.is_untouched


def _is_empty(unit: Exchanged) -> bool:
    """Has the unit no translation, or one of white space for a source that is more?"""
    return not unit.target or (_is_blank(unit.target) and not _is_blank(unit.source))


def _is_blank(parts: Iterable[Part]) -> bool:
    return all(part.kind == "text" and not part.text.strip() for part in parts)


def _dense(text: str) -> str:
    """Return a text without white space, of which a tool may have put some beside each inline code."""
    return "".join(text.split())


def _short(parts: Iterable[Part]) -> str:
    return _cut("".join(part.text for part in parts))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
