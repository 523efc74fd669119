"""Markup that stands alone on its lines: kept blocks, and the parts of them that are translated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.families.family import Blocks
from pipeline.families.patterns import alternatives, matches

Range = tuple[int, int]

_PREFIX = r"(?:[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)]|:)[ \t]+)?)"
_BEFORE = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)]|:)[ \t]+)?")
_VALUE = r"""(?<![\w-])(?:%s)\s*=\s*(?:"((?:[^"\\\r\n]|\\.)*+)"|'((?:[^'\\\r\n]|\\.)*+)')"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept block: from where to where it stands, and the parts of it that are translated (0-based characters)."""

    start: int
    end: int
    texts: tuple[Range, ...]


def kept_blocks(blocks: Blocks, text: str) -> tuple[Kept, ...]:
    """The kept blocks of a text, in order; those in blocks of code come too.

    A block is one or more pieces of markup with nothing else on their lines but an indent, quote marks or the mark of
    a list's item, which do not belong to it.
    """
    found: list[Kept] = []
    for pattern, one_line in _scans(blocks.keep, blocks.text, blocks.multiline):
        for match in matches(pattern, text, one_line=one_line):
            before = _BEFORE.match(text, match.start)
            start = before.end() if before and before.end() < match.end else match.start
            end = start + len(text[start : match.end].rstrip())
            if end > start:
                found.append(Kept(start, end, _texts(blocks, text, start, end)))
    return _apart(found)


@lru_cache(maxsize=64)
def _scans(
    keep: tuple[str, ...], text: tuple[str, ...], multiline: tuple[str, ...]
) -> tuple[tuple[str, bool], ...]:
    """The patterns that a text is scanned with, and whether each stays on one line."""
    scans = []
    one_line = (*text, *keep)
    if one_line:
        pieces = alternatives([_unanchored(pattern) for pattern in one_line])
        scans.append((rf"^{_PREFIX}(?:(?:{pieces})[ \t]*)+\r?$", True))
    if multiline:
        pieces = alternatives([_unanchored(pattern) for pattern in (*multiline, *one_line)])
        scans.append((rf"^{_PREFIX}(?:(?:{pieces})[ \t]*)+\r?$", False))
    return tuple(scans)


def _unanchored(pattern: str) -> str:
    """A pattern without the `^` and `$` that are implied."""
    pattern = pattern.removeprefix("^")
    escaped = (
        pattern.endswith("\\$") and (len(pattern) - len(pattern.rstrip("$").rstrip("\\"))) % 2 == 0
    )
    return pattern if escaped else pattern.removesuffix("$")


def _texts(blocks: Blocks, text: str, start: int, end: int) -> tuple[Range, ...]:
    """The parts of a kept block that are translated, in order."""
    found: list[Range] = []
    written = text[start:end]
    for pattern in blocks.text:
        for match in matches(_unanchored(pattern), written, one_line=True):
            inner = written[max(match.text_start, 0) : max(match.text_end, 0)]
            left = match.text_start + len(inner) - len(inner.lstrip())
            if inner.strip():
                found.append((start + left, start + left + len(inner.strip())))
        if found:
            break
    found += attribute_values(blocks.attributes, text, start, end)
    ranges: list[Range] = []
    for one in sorted(set(found)):
        if not ranges or one[0] >= ranges[-1][1]:
            ranges.append(one)
    return tuple(ranges)


def attribute_values(names: tuple[str, ...], text: str, start: int, end: int) -> list[Range]:
    """Where the values of attributes of these names stand between two offsets, without quotes; blank ones are not said."""
    if not names or "=" not in text[start:end]:
        return []
    found = []
    for match in _attributes(names).finditer(text, start, end):
        group = 1 if match.start(1) >= 0 else 2
        if match[group].strip():
            found.append(match.span(group))
    return found


@lru_cache(maxsize=64)
def _attributes(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_VALUE % "|".join(re.escape(name) for name in names), re.IGNORECASE)


def _apart(found: list[Kept]) -> tuple[Kept, ...]:
    """The blocks in order, and of those that overlap the one that begins first, or is longer."""
    apart: list[Kept] = []
    for block in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or block.start >= apart[-1].end:
            apart.append(block)
    return tuple(apart)
