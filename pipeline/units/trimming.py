"""From the range of a block to the ranges in it that are text: no anchors, lone images, line breaks around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.markdown.inline import Token, tokens

Range = tuple[int, int]

_HARD_BREAK = re.compile(
    r"(?:(?<! ) {2,}|\\)(?:\r\n|\n|\r)[ \t>]*|(?:\r\n|\n|\r)[ \t>]*(?=\[!\w+\])|<img\b[^<>]*>"
)
_LEAD = re.compile(
    r"(?:\s++|>(?=[ \t])|<a\s+(?:name|id)\s*=[^<>]*(?:>\s*</a>|/>)|</?br\s*/?>|<img\b[^<>]*>"
    r"|<!--[\s\S]*?-->|\[!(?:note|tip|important|caution|warning)\]|\[[ xX]\](?=\s))+",
    re.IGNORECASE,
)
_TRAILING_TAG = re.compile(r"</?br\s*/?>|<img\b[^<>]*>", re.IGNORECASE)
_PLAIN_ADDRESS = re.compile(r"\]\([^()\"'\s]*\)")
_BEGINS = re.compile(r"[\s*_|\"'(]*(?!https?:)[^\W_]")
_WORD = re.compile(r"[^\W_]")
_VISIBLE = re.compile(r"[^\s*_\\|]")


class Piece(NamedTuple):
    """A text in a block. `is_alt`: it is what stands for a lone image; `broken`: a line break or image precedes it.

    `whole_start` and `whole_end` enclose the link that the text is all of, else the text.
    """

    start: int
    end: int
    is_alt: bool
    broken: bool
    whole_start: int
    whole_end: int


def pieces(text: str, start: int, end: int, verbatim: Sequence[Range] = ()) -> Iterator[Piece]:
    """The texts of a block between two offsets, apart where hard line breaks set them apart.

    `verbatim` is what is no text in any case, in order.
    """
    done, first = start, True
    for match in (*_HARD_BREAK.finditer(text, start, end), None):
        found = _piece(text, done, match.start() if match else end, not first, verbatim)
        if found:
            yield found
            first = False
        if match:
            done = match.end()


def is_text(text: str, start: int, end: int, verbatim: Sequence[Range] = ()) -> bool:
    """Does anything but code, addresses, tags, directives, emphasis and verbatim markup stand there?"""
    begins = _BEGINS.match(text, start, end)
    if begins and not (verbatim and _in_any(begins.end() - 1, verbatim)):
        return True
    done = start
    for token in tokens(text, start, end, verbatim):
        if _VISIBLE.search(text, done, token.start):
            return True
        if token.kind in ("link", "image") and is_text(
            text, token.label_start, token.label_end, verbatim
        ):
            return True
        done = token.end
    return _VISIBLE.search(text, done, end) is not None


def has_words(text: str, start: int, end: int, verbatim: Sequence[Range] = ()) -> bool:
    """Does a letter or digit stand there outside of code, addresses, tags, directives and verbatim markup?"""
    done = start
    for token in tokens(text, start, end, verbatim):
        if _WORD.search(text, done, token.start):
            return True
        if token.kind in ("link", "image") and has_words(
            text, token.label_start, token.label_end, verbatim
        ):
            return True
        done = token.end
    return _WORD.search(text, done, end) is not None


def _in_any(at: int, places: Sequence[Range]) -> bool:
    index = bisect_right(places, (at, len(places) and places[-1][1])) - 1
    return index >= 0 and at < places[index][1]


def _piece(
    text: str, start: int, end: int, broken: bool, verbatim: Sequence[Range]
) -> Piece | None:
    start, end = trimmed(text, start, end)
    is_alt = False
    whole = start, end
    if text[start:end][:1] in ("[", "!") and (only := _only_token(text, start, end)):
        # The hand-back keeps a link or an image whole where its address is a reference, or holds
        # parentheses or a title.
        plain = _PLAIN_ADDRESS.fullmatch(text, only.label_end, end)
        if plain and (only.kind == "image" or not text.startswith("![", only.label_start)):
            is_alt = only.kind == "image"
            start, end = trimmed(text, only.label_start, only.label_end)
    if not is_text(text, start, end, verbatim):
        return None
    return Piece(start, end, is_alt, broken, *whole)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without what is no text at its ends: white space, anchors, line breaks, images, comments."""
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    return start, _trimmed_end(text, start, end)


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start:
        last = text[end - 1]
        if last.isspace():
            end -= 1
        elif last == ">":
            comment = text.endswith("-->", start, end)
            opened = text.rfind("<!--" if comment else "<", start, end)
            if opened < 0 or not (comment or _TRAILING_TAG.fullmatch(text, opened, end)):
                break
            end = opened
        else:
            break
    return end


def _only_token(text: str, start: int, end: int) -> Token | None:
    """The link or image that is all of the text between two offsets, if one is."""
    for token in tokens(text, start, end):
        return token if token.start == start and token.end == end else None
    return None
