"""Fenced code, found by its lines alone: what stands in it is no markup of the site, however the page is parsed."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"[ \t>]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]++)*+(?P<mark>`{3,}+(?=[^`\r\n]*+(?:[\r\n]|\Z))|~{3,}+)"
)
_CLOSING = re.compile(r"[ \t>]*+(?P<mark>`{3,}+|~{3,}+)[ \t]*+(?=[\r\n]|\Z)")
_VISIBLE = re.compile(r"[^\r\n]+")


def without_fences(text: str, start: int = 0) -> str:
    """`text` with blanks in place of its first `start` characters and of all fenced code, fences too.

    Line ends stay, so that lines and offsets (0-based characters) are the same. A fence that nothing closes goes to
    the end.
    """
    parts = [blanked(text[:start])]
    done = at = start
    if "```" in text or "~~~" in text:
        opened, mark = -1, ""
        for line in text[start:].splitlines(keepends=True):
            found = _CLOSING.match(line) if opened >= 0 else _OPENING.match(line)
            if found and opened < 0:
                opened, mark = at, found["mark"]
            elif found and found["mark"].startswith(mark):
                parts += (text[done:opened], blanked(text[opened : at + len(line)]))
                opened, done = -1, at + len(line)
            at += len(line)
        if opened >= 0:
            parts += (text[done:opened], blanked(text[opened:]))
            done = len(text)
    parts.append(text[done:])
    return "".join(parts)


def blanked(text: str) -> str:
    """As many blanks as a text has characters, line ends left as they are."""
    return _VISIBLE.sub(lambda line: " " * len(line[0]), text)
