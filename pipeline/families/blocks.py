"""Markup that stands alone on its lines: kept blocks, and the parts of them that are translated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.families.family import Family, Inline
from pipeline.families.patterns import alternatives, matches
from pipeline.markdown.syntax import Markup, Range

_PREFIX = r"(?:[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)]|:)[ \t]+)?)"
_BEFORE = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)]|:)[ \t]+)?")
_BRACE = re.compile(r"=\{|[{}]")
_QUOTE = re.compile("[\"'`]")
_VALUE = r"""(?<![\w-])(?:%s)\s*=\s*(?:"((?:[^"\\\r\n]|\\.)*+)"|'((?:[^'\\\r\n]|\\.)*+)')"""


def kept_blocks(family: Family, text: str) -> tuple[Markup, ...]:
    """The kept blocks of a text, in order; those in blocks of code come too.

    A block is one or more pieces of markup with nothing else on their lines but an indent, quote marks or the mark of
    a list's item, which do not belong to it. What a translation may write out is none.
    """
    blocks = family.blocks
    found: list[Markup] = []
    for pattern, one_line in _scans(blocks.keep, blocks.text, blocks.multiline):
        for match in matches(pattern, text, one_line=one_line):
            before = _BEFORE.match(text, match.start)
            start = before.end() if before and before.end() < match.end else match.start
            end = start + len(text[start : match.end].rstrip())
            if end > start and not expanding(family.inline, text[start:end]):
                found.append(_markup(family, text, start, end))
    return _apart(found)


@lru_cache(maxsize=64)
def _scans(
    keep: tuple[str, ...], text: tuple[str, ...], multiline: tuple[str, ...]
) -> tuple[tuple[str, bool], ...]:
    """The patterns that a text is scanned with, and whether each stays on one line."""
    scans = []
    one_line = (*text, *keep)
    if one_line:
        pieces = alternatives(tuple(map(_unanchored, one_line)))
        scans.append((rf"^{_PREFIX}(?:(?:{pieces})[ \t]*)+\r?$", True))
    if multiline:
        pieces = alternatives(tuple(map(_unanchored, (*multiline, *one_line))))
        scans.append((rf"^{_PREFIX}(?:(?:{pieces})[ \t]*)+\r?$", False))
    return tuple(scans)


def _unanchored(pattern: str) -> str:
    """A pattern without the `^` and `$` that are implied."""
    pattern = pattern.removeprefix("^")
    escaped = (
        pattern.endswith("\\$") and (len(pattern) - len(pattern.rstrip("$").rstrip("\\"))) % 2 == 0
    )
    return pattern if escaped else pattern.removesuffix("$")


def _markup(family: Family, text: str, start: int, end: int) -> Markup:
    """The markup between two offsets, with the parts of it that are translated."""
    written = text[start:end]
    found: list[tuple[Range, Range]] = []
    for pattern in family.blocks.text:
        for match in matches(_unanchored(pattern), written, one_line=True):
            first, last = match.groups.get("text", (0, 0))
            inner = written[first:last]
            first += len(inner) - len(inner.lstrip())
            if inner.strip():
                one = (start + first, start + first + len(inner.strip()))
                left, right = match.groups.get("optional", (first, first + len(inner.strip())))
                found.append((one, (start + left, min(start + right, end))))
    return markup(family, text, start, end, found)


def markup(
    family: Family, text: str, start: int, end: int, texts: Sequence[tuple[Range, Range]] = ()
) -> Markup:
    """The markup between two offsets: `texts`, each with the range that may differ, and what its attributes say.

    Of parts that overlap the first counts.
    """
    values = attribute_values(family.blocks.attributes, text, start, end)
    links = attribute_values(family.addresses.attributes, text, start, end)
    free = _expressions(text, start, end) if family.renderer == "mdx" else []
    apart: list[tuple[Range, Range]] = []
    for one in sorted(
        {*texts, *((value, value) for value in (*values, *links))}, key=lambda pair: pair[1]
    ):
        if not apart or one[1][0] >= apart[-1][1][1]:
            apart.append(one)
    return Markup(
        start,
        end,
        tuple(one for one, _ in apart if one not in links),
        tuple(one for one, _ in apart if one in links),
        _joined([*(free for _, free in apart), *free]),
    )


def _expressions(text: str, start: int, end: int) -> list[Range]:
    """Where attributes of a component hold code with texts (`items={["One"]}`), of which any may be translated."""
    found, depth, opened = [], 0, -1
    for match in _BRACE.finditer(text, start, end):
        if match[0][-1] == "}":
            depth -= 1
            if depth == 0 and opened >= 0 and _QUOTE.search(text, opened, match.start()):
                found.append((opened, match.start()))
        else:
            depth += 1
            if depth == 1:
                opened = match.end() if match[0][0] == "=" else -1
    return found


def _joined(ranges: list[Range]) -> tuple[Range, ...]:
    """The ranges in order, those that stand in others left out."""
    found: list[Range] = []
    for one in sorted(ranges, key=lambda each: (each[0], -each[1])):
        if not found or one[0] >= found[-1][1]:
            found.append(one)
    return tuple(found)


def expanding(inline: Inline, text: str) -> tuple[Range, ...]:
    """The macros of a text that a translation may write out, in order."""
    if not inline.expands:
        return ()
    return tuple((match.start, match.end) for match in matches(alternatives(inline.expands), text))


def attribute_values(names: tuple[str, ...], text: str, start: int, end: int) -> list[Range]:
    """Where the values of attributes of these names stand between two offsets, without quotes; blank ones left out."""
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


def _apart(found: list[Markup]) -> tuple[Markup, ...]:
    """The blocks in order, and of those that overlap the one that begins first, or is longer."""
    apart: list[Markup] = []
    for block in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or block.start >= apart[-1].end:
            apart.append(block)
    return tuple(apart)
