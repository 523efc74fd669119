"""Offsets in a text as the positions that editors count in, and back.

An editor counts lines from 0, and columns in UTF-16 code units unless it asked for something else; an emoji is one
character here and two of its columns. Lines end where the protocol says they do, which is what `Lines` knows.
"""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol import types

from pipeline.files.lines import Lines

Encoding = types.PositionEncodingKind | str

UTF16 = types.PositionEncodingKind.Utf16


class Positions:
    """Places in one text, for a client that counts in `encoding`."""

    def __init__(self, text: str, encoding: Encoding = UTF16) -> None:
        self.text = text
        self._encoding = str(getattr(encoding, "value", encoding))
        self._lines = Lines(text)

    def position(self, offset: int) -> types.Position:
        """The position of the character at `offset` (0-based; kept inside the text)."""
        offset = min(max(offset, 0), len(self.text))
        starts = self._lines.starts
        line = bisect_right(starts, offset) - 1
        return types.Position(line, self._width(self.text[starts[line] : offset]))

    def range(self, start: int, end: int) -> types.Range:
        """The range between two offsets."""
        return types.Range(self.position(start), self.position(max(start, end)))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; one that is behind its line's end is at the end, as the protocol wants it."""
        starts = self._lines.starts
        if position.line >= len(starts):
            return len(self.text)
        start = starts[position.line]
        line = self._lines.line_text(position.line + 1)
        if line.isascii():
            return start + min(position.character, len(line))
        left = position.character
        for index, character in enumerate(line):
            if left <= 0:
                return start + index
            left -= self._width(character)
        return start + len(line)

    def place(self, line: int, column: int) -> int:
        """The offset of a 1-based line and column, as findings have them."""
        return self._lines.offset(line, column)

    def line_end(self, offset: int) -> int:
        """Where the line of `offset` ends, without its line end."""
        line, _ = self._lines.place(offset)
        return self._lines.starts[line - 1] + len(self._lines.line_text(line))

    def _width(self, text: str) -> int:
        if text.isascii() or self._encoding == "utf-32":
            return len(text)
        if self._encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)
