"""Offsets in a text, as lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from pipeline.lazy import lazy

_LINE_END = re.compile(r"\r\n|\n|\r")


class Lines:
    r"""Places in one text. A line ends with `\n`, `\r\n` or a lone `\r`, as Markdown and editors have it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @lazy
    def starts(self) -> list[int]:
        """Offset (characters) of the first character of every line."""
        text = self._text
        if text.count("\r") == text.count("\r\n"):  # no lone one: the quick way
            lengths = [len(line) + 1 for line in text.split("\n")]
            return [0, *accumulate(lengths[:-1])]
        return [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the character at `offset` (0-based, in characters)."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based line and column, kept inside the text."""
        if line > len(self.starts):
            return len(self._text)
        return min(self.starts[max(line, 1) - 1] + max(column, 1) - 1, len(self._text))

    def line_text(self, line: int) -> str:
        """The text of a 1-based line, without its line end; empty where there is no such line."""
        if not 1 <= line <= len(self.starts):
            return ""
        end = self.starts[line] if line < len(self.starts) else len(self._text)
        return self._text[self.starts[line - 1] : end].rstrip("\r\n")
