"""The anchor of a heading, as the hand-back derives it from the English heading (FORMAT: body)."""

from __future__ import annotations

import re

_TAG = re.compile(r"(?<!\\)</?[A-Za-z][^<>]*>|<!--.{0,2000}?-->")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_REFERENCE = re.compile(r"!?\[([^\[\]]*)\]\[[^\[\]]*\]")
_DROPPED = re.compile(r"[^a-z0-9_-]")


def slug(heading: str) -> str:
    r"""The anchor for the Markdown of a heading's text (without the `#` marks).

    Lower case, spaces to `-`, everything but ASCII letters, digits, `-` and `_` dropped. Inline HTML and link
    targets count for nothing; what only looks like HTML (`\<Type\>`) is text.
    """
    text = _TAG.sub("", heading)
    text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", text))
    return _DROPPED.sub("", text.strip().lower().replace(" ", "-"))
