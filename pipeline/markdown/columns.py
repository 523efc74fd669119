"""The columns of a `:::row:::`: their content is indented for the eye, and Markdown would take it for code."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.markdown.directives import directives

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_INDENT = re.compile(r"[ \t]*")


class Unindented:
    """A stretch of a text without the indent that its lines share, and the way back to the text's offsets."""

    def __init__(self, text: str, start: int, end: int) -> None:
        lines = [match for match in _LINE.finditer(text, start, end) if match[0]]
        indents = [_width(line[0]) for line in lines if line[0].strip()]
        width = min(indents, default=0)
        self._starts: list[int] = []  # of each line in the new text
        self._removed: list[
            int
        ] = []  # how much further each line's characters stand in the old text
        parts: list[str] = []
        at = 0
        for line in lines:
            cut = min(width, _width(line[0]))
            self._starts.append(at)
            self._removed.append(line.start() + cut - at)
            parts.append(line[0][cut:])
            at += len(parts[-1])
        self.text = "".join(parts)

    def offset(self, at: int) -> int:
        """The offset in the whole text of offset `at` in the unindented one."""
        index = max(bisect_right(self._starts, at) - 1, 0)
        return at + self._removed[index] if self._removed else at


def columns(text: str) -> list[tuple[int, int]]:
    """What stands between each `:::column:::` and its `:::column-end:::`."""
    if ":::column" not in text:
        return []
    found, opened = [], -1
    for directive in directives(text):
        if directive.name == "column":
            opened = directive.end
        elif directive.name == "column-end" and opened >= 0:
            found.append((opened, directive.start))
            opened = -1
    return found


def _width(line: str) -> int:
    match = _INDENT.match(line)
    return match.end() if match else 0
