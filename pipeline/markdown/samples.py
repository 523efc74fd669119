"""Code that shows bilingual spans, as a page about the format does: what stands there is no unit.

Nearly no page has any, so the parser is asked only where ids are of several hand-backs, or all stand behind code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyromark

from pipeline.files.offsets import ByteOffsets
from pipeline.files.splice import Splice, splice
from pipeline.markdown.blocks import OPTIONS
from pipeline.markdown.directives import masked

_ID = re.compile(r'data-[ts]tu-id="([^"<>\r\n]*)"')
_TAG_MARK = re.compile('[<>="]')
_MARK = 'tu-id="'
_FENCES = ("```", "~~~")


def without_samples(text: str, start: int) -> str:
    """`text` with the tags in code that shows spans made plain, character for character.

    `start` is where the page's body begins. Ids tell samples from units that a broken fence has swallowed: those
    have the prefix of the page's other units, or stand behind a fence that nothing closes.
    """
    if _are_units(text):
        return text
    code = [place for place in _code(text, start) if _ID.search(text, *place)]
    own: set[str] = set()
    done = 0
    for first, last in (*code, (len(text), len(text))):
        own |= _prefixes(text, done, first)
        done = last
    return splice(
        text,
        (
            Splice(first, last, _TAG_MARK.sub(".", text[first:last]))
            for first, last in code
            if own.isdisjoint(_prefixes(text, first, last))
        ),
    )


def _are_units(text: str) -> bool:
    """Are all spans of one hand-back, and the first of them behind no code? So it is in nearly every page."""
    first = _ID.search(text)
    if first is None:
        return True
    prefix = first[1].rpartition("-")[0]
    return text.count(_MARK) == text.count(f"{_MARK}{prefix}-") and not any(
        text.find(mark, 0, first.start()) >= 0 for mark in ("`", "~~~")
    )


def _code(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where code in text and fenced code blocks stand."""
    body = masked(text[start:])
    offsets = ByteOffsets(body)
    for event, place in pyromark.events_with_range(body, options=OPTIONS):
        if not isinstance(event, dict):
            continue
        block = event.get("Start")
        is_block = isinstance(block, dict) and isinstance(block.get("CodeBlock"), dict)
        if is_block or "Code" in event:
            first, last = offsets.char(place["start"]), offsets.char(place["end"])
            if not is_block or body[first:last].rstrip().endswith(_FENCES):
                yield start + first, start + last


def _prefixes(text: str, start: int, end: int) -> set[str]:
    return {match[1].rpartition("-")[0] for match in _ID.finditer(text, start, end)}
