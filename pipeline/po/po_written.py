"""A PO file as it is written: its entries, the fields of each, and the lines they stand on.

polib says what a file means, and forgets how it was written; this reader keeps both. The file was read by
`pipeline.po.file` before, which says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polib

_LINE = re.compile(r"[^\n]*\n?")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(\[\d+\])?(?=[\s\"])")
ORDER = (  # of the fields of an entry, as gettext writes them
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
class WrittenField:
    """One field of an entry: its lines as written, and what they say."""

    lines: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class WrittenEntry:
    """One entry: its lines as written, its fields by name, and the blank lines behind it."""

    lines: list[str] = field(default_factory=list)
    fields: dict[str, WrittenField] = field(default_factory=dict)
    gap: str = ""
    obsolete: bool = False

    @property
    def key(self) -> tuple[bool, str | None, str]:
        """What tells it from other entries: whether it is obsolete, its context, its source."""
        return self.obsolete, self.value("msgctxt"), self.value("msgid") or ""

    @property
    def is_header(self) -> bool:
        """Is it the entry without a source, which holds the file's header?"""
        return self.key == (False, None, "")

    def value(self, name: str) -> str | None:
        """Return a field's text; None where the entry has no such field."""
        known = self.fields.get(name)
        return None if known is None else "".join(known.texts)

    def meaning(self, name: str) -> object:
        """Return what a field says, however it is wrapped or spaced, as a value to compare."""
        known = self.fields.get(name)
        texts = known.texts if known is not None else []
        if name == "flags":
            return {flag.strip() for text in texts for flag in text.split(",")} - {""}
        if name == "tcomment":
            return [text.strip() for text in texts if text.strip()]
        if name in _COMMENTS.values():
            return "".join("".join(texts).split())  # tools wrap at hyphens, too
        return self.value(name)


def entries(text: str) -> Iterator[WrittenEntry]:
    """Yield the entries of a PO file, the header among them, in the order of the file."""
    entry, current = WrittenEntry(), WrittenField()
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
            entry = WrittenEntry()
        elif entry.gap:  # a blank line among the lines of a translation
            current.lines.append(entry.gap)
            entry.lines.append(entry.gap)
            current.texts.append("")
            entry.gap = ""
        if name:
            current = entry.fields.setdefault(name, WrittenField())
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


def header_fields(entry: WrittenEntry) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each field of a header: its name, its value, the lines it is written on."""
    known = entry.fields.get("msgstr", WrittenField())
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
