"""The entries of a PO file with the place of every text, so that a finding in a translation can be underlined.

The file was read by `pipeline.po.file` before, which says what is wrong with it; this reader takes what is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINE = re.compile(r"[^\n]*\n?")
_KEYWORD = re.compile(r"\s*(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])?(?=[\s\"])")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    '"': '"',
    "\\": "\\",
}
"""As polib reads them."""


@dataclass
class PoText:
    """One text of an entry: its value, and its pieces as (offset behind the quotation mark, text as written)."""

    pieces: list[tuple[int, str]] = field(default_factory=list)

    @property
    def value(self) -> str:
        """The text that is meant."""
        return "".join(_unescape(written) for _, written in self.pieces)

    @property
    def range(self) -> tuple[int, int]:
        """Where it stands in the file, without the outer quotation marks."""
        first, last = self.pieces[0], self.pieces[-1]
        return first[0], last[0] + len(last[1])

    def at(self, index: int) -> int:
        """The offset in the file of the character `index` of the value."""
        for offset, written in self.pieces:
            length = len(_unescape(written))
            if index < length or (offset, written) == self.pieces[-1]:
                return offset + _written_length(written, index)
            index -= length
        return self.range[1]


@dataclass
class PoEntry:
    """One active entry. `start` and `end` enclose it with its comments; the lines of dots are without `#.`."""

    start: int
    end: int = 0
    dots: list[str] = field(default_factory=list)
    texts: dict[str, PoText] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The msgid."""
        return self.texts["msgid"].value if "msgid" in self.texts else ""

    @property
    def target(self) -> PoText | None:
        """The msgstr, the first of them where there are plural forms."""
        return self.texts.get("msgstr")


def entries(text: str) -> Iterator[PoEntry]:
    """The active entries of a PO file that have a source: not the header, nothing obsolete."""
    entry = PoEntry(0)
    current: PoText | None = None
    for match in _LINE.finditer(text):
        start, line = match.start(), match[0]
        keyword = _KEYWORD.match(line)
        bare = line.strip()
        begins = not bare or bare.startswith("#") or (keyword and keyword[1] in _FIRST)
        if begins and "msgstr" in entry.texts:
            entry.end = start
            if entry.source:
                yield entry
            entry, current = PoEntry(start), None
        if bare.startswith("#"):
            if bare.startswith("#."):
                entry.dots.append(bare[2:].strip())
            continue
        if keyword:
            current = entry.texts.setdefault(keyword[1], PoText())
            if current.pieces:  # a further plural form
                current = PoText()
        quoted = _QUOTED.search(line)
        if quoted and current is not None:
            current.pieces.append((start + quoted.start(1), quoted[1]))
    entry.end = len(text)
    if entry.source and entry.target is not None:
        yield entry


_FIRST = ("msgctxt", "msgid")


def escaped(text: str) -> str:
    """A text as it is written between a PO file's quotation marks."""
    for plain, written in (
        ("\\", "\\\\"),
        ('"', '\\"'),
        ("\n", "\\n"),
        ("\t", "\\t"),
        ("\r", "\\r"),
    ):
        text = text.replace(plain, written)
    return text


def _unescape(written: str) -> str:
    if "\\" not in written:
        return written
    return _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[0]), written)


def _written_length(written: str, index: int) -> int:
    """How many written characters stand before the character `index` that is meant."""
    if "\\" not in written:
        return min(index, len(written))
    at = 0
    while index > 0 and at < len(written):
        step = 1
        if written[at] == "\\" and written[at + 1 : at + 2] in _ESCAPES:
            step = 2
        at += step
        index -= 1
    return at
