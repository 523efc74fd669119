"""Changing a PO file that another program has written, without touching what did not change.

Each program has its own wrapping, its own order of headers, its own line ends. The file as it was and the file as it
is to be are both cut into entries, and entries into fields; a field that means the same keeps the bytes it had.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import polib

from pipeline.files.decoding import BOM, decode
from pipeline.po import parser
from pipeline.po.po_order import in_order_of
from pipeline.po.written import WrittenEntry, entries, header_fields, names_of


def spliced(before: bytes, new: bytes) -> bytes:
    """Return the PO file `new` with the bytes of `before` wherever both mean the same.

    Both are UTF-8 and were read as PO before. Where the outcome would not be read as `new` is, it is `new`.
    """
    old_text, new_text = decode(before), new.decode()
    bom = BOM if old_text.startswith(BOM) else ""
    old_text = old_text.removeprefix(BOM)
    eol = "\r\n" if "\r\n" in old_text else "\n"
    old, wanted = list(entries(old_text)), list(entries(new_text))
    used = [entry for entry in old if not entry.obsolete and not entry.is_header]
    if used and not any("occurrences" in entry.fields for entry in used):
        wanted = [_without_places(entry) for entry in wanted]  # as `msgcat --no-location` writes
    known: dict[tuple[bool, str | None, str], list[WrittenEntry]] = defaultdict(list)
    for entry in old:
        known[entry.key].append(entry)
    result = []
    for entry in wanted:
        same = known[entry.key]
        result.append(_as_written(same.pop(0), entry, eol) if same else _with_ends(entry, eol))
    result = in_order_of(old, result)
    text = bom + "".join(_joined(result, old[-1].gap if old else "", eol))
    return text.encode() if _is_same(text.removeprefix(BOM), new_text) else new


def _without_places(entry: WrittenEntry) -> WrittenEntry:
    """The entry without the lines that name its page."""
    places = entry.fields.get("occurrences")
    if places is None or entry.is_header:
        return entry
    fields = {name: one for name, one in entry.fields.items() if one is not places}
    lines = [line for line in entry.lines if line not in places.lines]
    return WrittenEntry(lines, fields, entry.gap, entry.obsolete)


def _joined(found: list[WrittenEntry], tail: str, eol: str) -> Iterator[str]:
    for number, entry in enumerate(found, 1):
        body = "".join(entry.lines)
        if number == len(found):
            yield body if not tail or body.endswith("\n") else body + eol
            yield tail
        else:
            yield body if body.endswith("\n") else body + eol
            yield entry.gap or eol


def _as_written(old: WrittenEntry, new: WrittenEntry, eol: str) -> WrittenEntry:
    """Return the entry `new` with the bytes of `old` in each field that means the same."""
    names = names_of(old, new)
    unchanged = {name for name in names if _means_the_same(old, new, name)}
    if len(unchanged) == len(names):
        return old
    lines = []
    for name in names:
        if name in unchanged:
            lines += old.fields[name].lines if name in old.fields else []
        elif name in new.fields:
            is_header = name == "msgstr" and old.is_header
            changed = _header_lines(old, new) if is_header else new.fields[name].lines
            lines += [_with_end(line, eol) for line in changed]
    return WrittenEntry(lines, new.fields, old.gap, new.obsolete)


def _means_the_same(old: WrittenEntry, new: WrittenEntry, name: str) -> bool:
    if old.is_header and name == "msgstr":
        return _header_says(old) == _header_says(new)
    if old.is_header and name in ("comment", "occurrences"):
        return True  # polib does not keep them
    return old.meaning(name) == new.meaning(name)


def _with_ends(entry: WrittenEntry, eol: str) -> WrittenEntry:
    lines = [_with_end(line, eol) for line in entry.lines]
    return WrittenEntry(lines, entry.fields, "", entry.obsolete)


def _with_end(line: str, eol: str) -> str:
    return line.rstrip("\r\n") + eol


def _header_says(entry: WrittenEntry) -> dict[str, str]:
    return {name: value for name, value, _ in header_fields(entry)}


def _header_lines(old: WrittenEntry, new: WrittenEntry) -> list[str]:
    """Return the lines of the header: those of unchanged fields as they are and where they are."""
    wanted = {name: (value, lines) for name, value, lines in header_fields(new)}
    result = []
    for name, value, lines in header_fields(old):
        said = wanted.pop(name, None)
        if said is not None:
            result += lines if said[0] == value else said[1]
    result += (line for _, lines in wanted.values() for line in lines)
    first = old.fields["msgstr"]
    begun = bool(result) and result[0] is first.lines[0] and bool(first.texts[0])
    return result if begun else [new.fields["msgstr"].lines[0], *result]


def _is_same(text: str, wanted: str) -> bool:
    """Return whether polib reads the same entries in both texts, in whatever order."""
    return _all_said(text) == _all_said(wanted)


def _all_said(text: str) -> tuple[dict[str, str], Counter[tuple[object, ...]]]:
    po = parser.read(text.replace("\n#~|", "\n#|").split("\n"))
    return po.metadata, Counter(map(_said, po))


def _said(entry: polib.POEntry) -> tuple[object, ...]:
    return (
        bool(entry.obsolete),
        entry.msgctxt,
        entry.msgid,
        entry.msgid_plural,
        entry.msgstr,
        entry.previous_msgctxt,
        entry.previous_msgid,
        "".join(entry.comment.split()),
        frozenset(entry.flags),
    )
