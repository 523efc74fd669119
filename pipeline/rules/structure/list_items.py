"""The list items of a localized page against those of its source, and the first that differs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.correspondence import changes, compared
from pipeline.rules.structure.lists import placed_otherwise
from pipeline.visible import shown

_KEPT = re.compile(r"`[^`\r\n]+`|\]\([^()\s]*\)")
_MARK = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")


class _Item(NamedTuple):
    """What two items must have in common to be the same in two languages, the first line, and where it stands."""

    key: tuple[int, bool, tuple[str, ...]]
    line: str
    start: int
    end: int


@rule("lists-differ", "article")
def lists_differ(page: PageContext) -> Iterator[Hit]:
    """A localized page has another number of list items than its source, or they stand at another depth.

    It is reported at the first that differs. An item that lost its indentation ends the list that it stood in: the
    steps behind it begin with 1 again.

    Bad: two steps where the source has three; `- item` at the margin where the source has it below a step.

    Good: as many, at the same depth, with or without numbers as in the source.
    """
    sides = compared(page)
    if sides is None:
        return
    if len(sides[0].items) == len(sides[1].items):
        yield from placed_otherwise(*sides)
        return
    levels = [[heading.level for heading in side.headings] for side in sides]
    mine, theirs = (_items(side, by_section=levels[0] == levels[1]) for side in sides)
    counts = f"lists: {len(theirs)} items in the source, {len(mine)} here"
    for _, i1, i2, j1, j2 in changes([one.key for one in theirs], [one.key for one in mine]):
        if i2 - i1 == j2 - j1:
            continue
        at = mine[min(j2, len(mine)) - 1] if mine and j2 else None
        if j2 - j1 > i2 - i1:
            hit = mine[j1 + i2 - i1]
            yield Hit(hit.start, hit.end, f"{counts}; {_named(hit, mine)} is not in the source")
        else:
            lost = theirs[i1 + j2 - j1]
            start = at.end if at else sides[0].start
            message = f"{counts}; {_named(lost, theirs)} is missing"
            yield Hit(start, start, message)
        return


def _named(one: _Item, every: list[_Item]) -> str:
    """The item by its words, where no other looks like it; else which one it is cannot be told."""
    alone = sum(other.key == one.key for other in every) == 1
    return f"“{shown(one.line, 60)}”" if alone else "one item of this list"


def _items(outline: Outline, *, by_section: bool) -> list[_Item]:
    """The items of a page, in order."""
    starts = [heading.start for heading in outline.headings] if by_section else []
    found = []
    for start, end in outline.chars([(one.start, one.end) for one in outline.items]):
        last = outline.text.find("\n", start, end)
        line = outline.text[start : last if last >= 0 else end]
        mark = _MARK.match(line)
        text = line[mark.end() :] if mark else line
        kept = tuple(match[0] for match in _KEPT.finditer(line))
        is_ordered = mark is not None and mark[0].strip(" \t>")[:1].isdigit()
        key = (bisect_right(starts, start), is_ordered, kept)
        found.append(
            _Item(key, text.replace("\u200b", "").strip(), start, start + len(line.rstrip()))
        )
    return found
