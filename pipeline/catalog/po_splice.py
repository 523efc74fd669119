"""Changing a PO file that another program has written, without touching what did not change.

Each program has its own wrapping, its own order of headers, its own line ends. The file as it was and the file as it
is to be are both cut into entries, and entries into fields; a field that means the same keeps the bytes it had.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polib

from pipeline.catalog import parser
from pipeline.text.decoding import BOM, decode

_LINE = re.compile(r"[^\n]*\n?")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(\[\d+\])?(?=[\s\"])")
_ORDER = (
    "tcomment",
    "comment",
    "occurrences",
    "flags",
    "previous msgctxt",
    "previous msgid",
    "previous msgid_plural",
    "msgctxt",
    "msgid",
    "msgid_plural",
    "msgstr",
)
_COMMENTS = {"#.": "comment", "#:": "occurrences", "#,": "flags"}


@dataclass(slots=True)
class _Field:
    """One field of an entry: its lines as written, and what they say."""

    lines: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    """One entry: its lines as written, its fields by name, and the blank lines behind it."""

    lines: list[str] = field(default_factory=list)
    fields: dict[str, _Field] = field(default_factory=dict)
    gap: str = ""
    obsolete: bool = False

    @property
    def key(self) -> tuple[bool, str | None, str]:
        return self.obsolete, self.value("msgctxt"), self.value("msgid") or ""

    @property
    def is_header(self) -> bool:
        return self.key == (False, None, "")

    def value(self, name: str) -> str | None:
        known = self.fields.get(name)
        return None if known is None else "".join(known.texts)

    def meaning(self, name: str) -> object:
        """What a field says, however it is wrapped or spaced."""
        known = self.fields.get(name)
        texts = known.texts if known is not None else []
        if name == "flags":
            return {flag.strip() for text in texts for flag in text.split(",")} - {""}
        if name == "tcomment":
            return [text.strip() for text in texts if text.strip()]
        if name in _COMMENTS.values():
            return "".join("".join(texts).split())  # tools wrap at hyphens, too
        return self.value(name)


def spliced(before: bytes, new: bytes) -> bytes:
    """Return the PO file `new` with the bytes of `before` wherever both mean the same.

    Both are UTF-8 and were read as PO before. Where the outcome would not be read as `new` is, it is `new`.
    """
    old_text, new_text = decode(before), new.decode()
    bom = BOM if old_text.startswith(BOM) else ""
    old_text = old_text.removeprefix(BOM)
    eol = "\r\n" if "\r\n" in old_text else "\n"
    old, wanted = list(_entries(old_text)), list(_entries(new_text))
    known: dict[tuple[bool, str | None, str], list[_Entry]] = defaultdict(list)
    for entry in old:
        known[entry.key].append(entry)
    result = []
    for entry in wanted:
        same = known[entry.key]
        result.append(_as_written(same.pop(0), entry, eol) if same else _with_ends(entry, eol))
    result = _in_old_order(result, old)
    text = bom + "".join(_joined(result, old[-1].gap if old else "", eol))
    return text.encode() if _is_same(text.removeprefix(BOM), new_text) else new


def _in_old_order(entries: list[_Entry], old: list[_Entry]) -> list[_Entry]:
    """Return obsolete entries where the file had them, if nothing else moves, comes or goes."""
    place = {entry.key: index for index, entry in enumerate(old)}
    if len(place) != len(old) or {entry.key for entry in entries} != place.keys():
        return entries
    moved = sorted(entries, key=lambda entry: place[entry.key])
    active = [entry.key for entry in entries if not entry.obsolete]
    return moved if active == [entry.key for entry in moved if not entry.obsolete] else entries


def _joined(entries: list[_Entry], tail: str, eol: str) -> Iterator[str]:
    for number, entry in enumerate(entries, 1):
        body = "".join(entry.lines)
        if number == len(entries):
            yield body if not tail or body.endswith("\n") else body + eol
            yield tail
        else:
            yield body if body.endswith("\n") else body + eol
            yield entry.gap or eol


def _as_written(old: _Entry, new: _Entry, eol: str) -> _Entry:
    """Return the entry `new` with the bytes of `old` in each field that means the same."""
    names = [name for name in _ORDER if name in old.fields or name in new.fields]
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
    return _Entry(lines, new.fields, old.gap, new.obsolete)


def _means_the_same(old: _Entry, new: _Entry, name: str) -> bool:
    if old.is_header and name == "msgstr":
        return _header_says(old) == _header_says(new)
    if old.is_header and name in ("comment", "occurrences"):
        return True  # polib does not keep them
    return old.meaning(name) == new.meaning(name)


def _with_ends(entry: _Entry, eol: str) -> _Entry:
    lines = [_with_end(line, eol) for line in entry.lines]
    return _Entry(lines, entry.fields, "", entry.obsolete)


def _with_end(line: str, eol: str) -> str:
    return line.rstrip("\r\n") + eol


def _header_says(entry: _Entry) -> dict[str, str]:
    return {name: value for name, value, _ in _header_fields(entry)}


def _header_fields(entry: _Entry) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each field of a header: its name, its value, the lines it is written on."""
    known = entry.fields.get("msgstr", _Field())
    text, lines = "", []
    for line, piece in zip(known.lines, known.texts, strict=True):
        if not text and not piece:
            continue  # `msgstr ""`
        lines.append(line)
        text += piece
        if text.endswith("\n"):
            yield _named(text, lines)
            text, lines = "", []
    if text:
        yield _named(text, lines)


def _named(text: str, lines: list[str]) -> tuple[str, str, list[str]]:
    name, _, value = text.partition(":")
    return name, value.strip(), lines


def _header_lines(old: _Entry, new: _Entry) -> list[str]:
    """Return the lines of the header: those of unchanged fields as they are and where they are."""
    wanted = {name: (value, lines) for name, value, lines in _header_fields(new)}
    result = []
    for name, value, lines in _header_fields(old):
        said = wanted.pop(name, None)
        if said is not None:
            result += lines if said[0] == value else said[1]
    result += (line for _, lines in wanted.values() for line in lines)
    first = old.fields["msgstr"]
    begun = bool(result) and result[0] is first.lines[0] and bool(first.texts[0])
    return result if begun else [new.fields["msgstr"].lines[0], *result]


def _entries(text: str) -> Iterator[_Entry]:
    """Yield the entries of a PO file, the header among them, in the order of the file."""
    entry, current = _Entry(), _Field()
    for line in _lines(text):
        bare = line.strip()
        if not bare:
            if "msgstr" in entry.fields:
                entry.gap += line
            else:
                current.lines.append(line)
                entry.lines.append(line)
                current.texts.append("")
            continue
        name, value, obsolete = _read(bare)
        if name and "msgstr" in entry.fields and name != "msgstr":
            yield entry
            entry = _Entry()
        elif entry.gap:  # a blank line among the lines of a translation
            current.lines.append(entry.gap)
            entry.lines.append(entry.gap)
            current.texts.append("")
            entry.gap = ""
        if name:
            current = entry.fields.setdefault(name, _Field())
        entry.obsolete = entry.obsolete or obsolete
        current.lines.append(line)
        current.texts.append(value)
        entry.lines.append(line)
    if "msgstr" in entry.fields:
        yield entry


def _lines(text: str) -> Iterator[str]:
    return (match[0] for match in _LINE.finditer(text) if match[0])


def _read(line: str) -> tuple[str, str, bool]:
    """Return what a line is: the name of the field that it begins (empty: it goes on), its text, whether obsolete."""
    mark, previous, obsolete = line[:2], False, False
    if mark == "#~":
        obsolete = True
        line = line[2:].lstrip()
        if line.startswith("|"):
            previous, line = True, line[1:].lstrip()
    elif mark == "#|":
        previous, line = True, line[2:].lstrip()
    elif mark in _COMMENTS:
        return _COMMENTS[mark], line[2:], False
    elif line.startswith("#"):
        return "tcomment", line[1:], False
    keyword = _KEYWORD.match(line)
    name = ""
    if keyword:
        name = f"previous {keyword[1]}" if previous else keyword[1]
        line = line[keyword.end() :].strip()
    return name, polib.unescape(line[1:-1]), obsolete


def _is_same(text: str, wanted: str) -> bool:
    """Return whether polib reads the same entries in both texts."""
    return _all_said(text) == _all_said(wanted)


def _all_said(text: str) -> tuple[dict[str, str], list[tuple[object, ...]]]:
    po = parser.read(text.replace("\n#~|", "\n#|").split("\n"))
    return po.metadata, [*_said(po, obsolete=False), *_said(po, obsolete=True)]


def _said(po: Iterable[polib.POEntry], *, obsolete: bool) -> Iterator[tuple[object, ...]]:
    for entry in po:
        if bool(entry.obsolete) == obsolete:
            yield (
                entry.msgctxt,
                entry.msgid,
                entry.msgid_plural,
                entry.msgstr,
                entry.previous_msgctxt,
                entry.previous_msgid,
                "".join(entry.comment.split()),
                set(entry.flags),
            )
