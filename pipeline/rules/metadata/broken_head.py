"""Front matter that begins, and is none: nothing closes it, or something stands where only dashes may."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.markdown.front_matter import misplaced
from pipeline.rules.context import PageContext

_OPENING = re.compile(r"[\s\ufeff]*+([-–—]{2,}[ \t]*(?P<more>[^\s–—-][^\r\n]*)?)\r?\n")
_LINE = re.compile(
    r"(?:[ \t]*#(?!#)[^\r\n]*|[ \t]*-[ \t][^\r\n]*|[A-Za-z][\w. -]*:(?:[ \t][^\r\n]*)?|[ \t]*)(?:\r?\n|\Z)"
)
_KEY = re.compile(r"[A-Za-z][\w.-]*:(?:[ \t]|\r?\n)")
_CLOSING = re.compile(r"[-–—]{2,}[^\w\r\n]*(?:\r?\n|\Z)")


class BrokenHead(NamedTuple):
    """Where the mistake stands, what it is, and where what was meant as front matter ends (0-based characters)."""

    start: int
    end: int
    message: str
    last: int


def broken_head(page: PageContext) -> BrokenHead | None:
    """What is wrong with the lines around a page's front matter; None where nothing is, or where it is misplaced."""
    return page.once(_broken_head)


def head_end(page: PageContext) -> int:
    """Where the text begins behind what was meant as front matter, whether it is any or not."""
    broken = broken_head(page)
    return broken.last if broken else page.article.body_start


def _broken_head(page: PageContext) -> BrokenHead | None:
    text = page.article.text
    if page.article.front_matter is not None:
        return None
    opening = _OPENING.match(text)
    if opening is None or misplaced(text) is not None:
        return None
    at, has_key = opening.end(), False
    while at < len(text) and (line := _LINE.match(text, at)) and line.end() > at:
        has_key = has_key or _KEY.match(text, at) is not None
        at = line.end()
    if not has_key:
        return None
    closing = _CLOSING.match(text, at)
    last = closing.end() if closing else at
    start, end = opening.span(1)
    marks = opening[1].strip()
    if opening["more"] or len(marks) < 3 or marks.strip("-"):
        return BrokenHead(
            start, end, "the line that opens the front matter is `---` and nothing else", last
        )
    if closing:
        start, end = at, at + len(closing[0].rstrip())
        return BrokenHead(
            start, end, "the line that closes the front matter is `---` and nothing else", last
        )
    return BrokenHead(start, end, "the front matter is never closed by a line of `---`", last)
