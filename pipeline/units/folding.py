"""White space of Markdown that means nothing to a reader: soft line breaks, and the markers around them."""

from __future__ import annotations

import re

_SOFT_BREAK = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|\n|\r)[ \t]*")
_QUOTED_BREAK = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|\n|\r)[ \t>]*")
_BLANKS = re.compile(r"\s+")


def unwrapped(text: str, *, quoted: bool = False) -> str:
    """Inline Markdown on one line: each line break, with the indent behind it, is one space.

    In a block quote (`quoted`) the markers go with it; elsewhere a `>` that begins a line ends a tag, or is text.
    """
    if "\n" not in text and "\r" not in text:
        return text
    return (_QUOTED_BREAK if quoted else _SOFT_BREAK).sub(" ", text)


def folded(text: str) -> str:
    """`text` with every run of white space as one space and none around it, to compare two texts."""
    return _BLANKS.sub(" ", text).strip()


_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def loose(text: str) -> str:
    """`text` without white space and backslashes: what stays the same when the hand-back writes it anew.

    It escapes literal asterisks, and moves the blanks around bold text.
    """
    return _BLANKS.sub("", _ESCAPE.sub(r"\1", text) if "\\" in text else text)
