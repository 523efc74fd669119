"""A PO file as it is written: its entries, the fields of each, and where in the file every text stands.

polib says what a file means, and forgets how it was written; this reader keeps both. A file that was changed is put
together from it, and a finding in a translation is placed by it. The file was read by `pipeline.po.file` before, which
says what is wrong with it.
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
    """One field of an entry: its lines as written, and what each says.

    `starts` has where the text of each line begins in the file (characters, behind the quotation mark), `raw` that text
    as it is written, `texts` what is meant by it.
    """

    lines: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, line: str, start: int, raw: str, text: str) -> None:
        """Take in one more line."""
        self.lines.append(line)
        self.starts.append(start)
        self.raw.append(raw)
        self.texts.append(text)

    @property
    def range(self) -> tuple[int, int]:
        """Where it stands in the file, without the outer quotation marks."""
        return self.starts[0], self.starts[-1] + len(self.raw[-1])

    def at(self, index: int) -> int:
        """Return the offset in the file of the character `index` of the text; behind the last one, of its end."""
        for start, raw, text in zip(self.starts, self.raw, self.texts, strict=True):
            if index < len(text):
                return start + _written_length(raw, index)
            index -= len(text)
        return self.range[1]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from `start` to before `end` stand in the file."""
        first = self.at(start)
        return first, first if end <= start else self._behind(end - 1)

    def _behind(self, index: int) -> int:
        """Return the offset in the file behind the character `index`."""
        for start, raw, text in zip(self.starts, self.raw, self.texts, strict=True):
            if index < len(text):
                return start + _written_length(raw, index + 1)
            index -= len(text)
        return self.range[1]


@dataclass(slots=True)
class WrittenEntry:
    """One entry: its lines as written, its fields by name, and the blank lines behind it.

    `start` is where it begins in the file, in characters. Plural forms behind the first are fields `msgstr[1]`….
    """

    lines: list[str] = field(default_factory=list)
    fields: dict[str, WrittenField] = field(default_factory=dict)
    gap: str = ""
    obsolete: bool = False
    start: int = 0

    @property
    def end(self) -> int:
        """Where it ends in the file, with the blank lines behind it."""
        return self.start + sum(map(len, self.lines)) + len(self.gap)

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
    for match in _LINE.finditer(text):
        line, start = match[0], match.start()
        bare = line.strip()
        if not bare:
            if "msgstr" in entry.fields:
                entry.gap += line
            elif line:
                current.add(line, start, "", "")
                entry.lines.append(line)
            continue
        name, raw, obsolete = _read(bare)
        if name and "msgstr" in entry.fields and not name.startswith("msgstr"):
            yield entry
            entry = WrittenEntry(start=start)
        elif entry.gap:  # a blank line among the lines of a translation
            current.add(entry.gap, start - len(entry.gap), "", "")
            entry.lines.append(entry.gap)
            entry.gap = ""
        if name == "msgstr" and "msgstr" in entry.fields:
            name = f"msgstr[{1 + sum(one.startswith('msgstr[') for one in entry.fields)}]"
        if name:
            current = entry.fields.setdefault(name, WrittenField())
        entry.obsolete = entry.obsolete or obsolete
        is_comment = name in _COMMENTS.values() or name == "tcomment"
        at = start + line.find(raw if is_comment else '"') + (not is_comment)
        current.add(line, at, raw, raw if is_comment else polib.unescape(raw))
        entry.lines.append(line)
    if "msgstr" in entry.fields:
        yield entry


def _read(line: str) -> tuple[str, str, bool]:
    """Return what a line is: the field that it begins (empty: it goes on), its text as written, whether obsolete."""
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
    return name, line[1:-1], obsolete


def names_of(*entries: WrittenEntry) -> list[str]:
    """Return the names of all fields of some entries, in gettext's order."""
    known = {name for entry in entries for name in entry.fields}
    return [*(name for name in ORDER if name in known), *sorted(known.difference(ORDER))]


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


def escaped(text: str) -> str:
    """Return a text as it is written between a PO file's quotation marks."""
    return str(polib.escape(text))


def _written_length(raw: str, index: int) -> int:
    """Return how many written characters stand before the character `index` that is meant."""
    if "\\" not in raw:
        return min(index, len(raw))
    at = 0
    while index > 0 and at < len(raw):
        at += 2 if polib.unescape(raw[at : at + 2]) != raw[at : at + 2] else 1
        index -= 1
    return at
