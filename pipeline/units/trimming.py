"""From the range of a block to the ranges in it that are text: no anchors, lone images, line breaks around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.article.inline import Token, tokens
from pipeline.units.passage import Passage

_HARD_BREAK = re.compile(r"(?: {2,}|\\)(?:\r\n|\n|\r)[ \t>]*|(?:\r\n|\n|\r)[ \t>]*(?=\[!\w+\])")
_LEAD = re.compile(
    r"(?:\s+|>(?=[ \t])|<a\s+(?:name|id)\s*=[^<>]*(?:>\s*</a>|/>)|</?br\s*/?>|<img\b[^<>]*>"
    r"|<!--[\s\S]*?-->|\[!(?:note|tip|important|caution|warning)\]|\[[ xX]\](?=\s))+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?:\s|</?br\s*/?>|<!--(?:(?!-->)[\s\S])*-->|<img\b[^<>]*>|\\(?=\Z))+\Z", re.IGNORECASE
)
_PLAIN_ADDRESS = re.compile(r"\]\([^()\"'\s]*\)")
_VISIBLE = re.compile(r"[^\s*_\\|]")


def pieces(text: str, start: int, end: int) -> Iterator[Passage]:
    """The texts of a block between two offsets, apart where hard line breaks set them apart.

    The text of an image that stands alone is one of kind `alt text`; the others have no kind yet.
    """
    done, first = start, True
    for match in (*_HARD_BREAK.finditer(text, start, end), None):
        found = _piece(text, done, match.start() if match else end, not first)
        if found:
            yield found
            first = False
        if match:
            done = match.end()


def is_text(text: str, start: int, end: int) -> bool:
    """Does anything but code, addresses, tags, directives and emphasis stand there?"""
    done = start
    for token in tokens(text, start, end):
        if _VISIBLE.search(text, done, token.start):
            return True
        if token.kind in ("link", "image") and is_text(text, token.label_start, token.label_end):
            return True
        done = token.end
    return _VISIBLE.search(text, done, end) is not None


def _piece(text: str, start: int, end: int, broken: bool) -> Passage | None:
    start, end = trimmed(text, start, end)
    kind = ""
    if text[start:end][:1] in ("[", "!") and (only := _only_token(text, start, end)):
        # The hand-back keeps a link or an image whole where its address is a reference, or holds
        # parentheses or a title.
        plain = _PLAIN_ADDRESS.fullmatch(text, only.label_end, end)
        if plain and (only.kind == "image" or not text.startswith("![", only.label_start)):
            kind = "alt text" if only.kind == "image" else ""
            start, end = trimmed(text, only.label_start, only.label_end)
    return Passage(start, end, kind, break_before=broken) if is_text(text, start, end) else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without what is no text at its ends: white space, anchors, line breaks, images, comments."""
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    trail = _TRAIL.search(text, start, end)
    if trail:
        end = trail.start()
    return start, max(start, end)


def _only_token(text: str, start: int, end: int) -> Token | None:
    """The link or image that is all of the text between two offsets, if one is."""
    for token in tokens(text, start, end):
        return token if token.start == start and token.end == end else None
    return None
