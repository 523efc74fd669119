"""Groups of tabs: `# [Name](#tab/id)`, closed by a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.families.family import DOCFX
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.visible import shown

_TAB = re.compile(
    r"(?m)^ {0,3}#{1,6}[ \t]+(?P<link>\[(?P<text>[^\]\r\n]*)\]\(#tab/(?P<id>[^()/\r\n]*)(?:/(?P<more>[^()\r\n]*))?\))"
)
_END = re.compile(r"(?m)^ {0,3}(?:---+|\*\*\*+|___+)[ \t]*\r?$")


_NO_TAB = re.compile(
    r"(?m)^ {0,3}#{1,6}[ \t]+\[[^\]\r\n]*\]\((?P<mark>#(?:tabs?[-_:\\]|tabs?/|tab(?=\)))[^()\s]*)\)[ \t]*\r?$"
)
"""Headings that are meant as tabs: `(#tabs/linux)`, `(#tab-linux)`."""


def is_tab(text: str) -> bool:
    """Is a heading, by its Markdown, a tab, or meant as one?"""
    return "](#tab" in text


class _Tab(NamedTuple):
    start: int
    end: int
    text: str
    id: str
    more: str


@rule("tab-group-invalid", "article")
def tab_group_invalid(page: PageContext) -> Iterator[Hit]:
    """A group of tabs with one tab, with the same tab twice, without names or without its end (`---`).

    Bad:

        # [Windows](#tab/windows)
        Press Enter.

    Good:

        # [Windows](#tab/windows)
        Press Enter.
        # [Linux](#tab/linux)
        Press Return.
        ---
    """
    if page.family.renderer == DOCFX and "(#tab" in page.article.text:
        yield from own(page, _wrong)


def _wrong(outline: Outline) -> Iterator[Seen]:
    misspelt = [
        match
        for match in _NO_TAB.finditer(outline.bare, outline.start)
        if not match["mark"].startswith("#tab/")
    ]
    for match in misspelt:
        message = f"`{shown(match['mark'], 60)}` makes no tab; it is written `#tab/id`"
        yield Seen(*match.span("mark"), message, match["mark"])
    if misspelt:
        return  # what is wrong with the groups follows from it
    for group, is_closed in _groups(outline):
        first = group[0]
        unnamed = next((one for one in group if not one.id.strip() or not one.text.strip()), None)
        seen: set[tuple[str, str]] = set()
        if unnamed:
            yield Seen(
                unnamed.start,
                unnamed.end,
                "a tab needs a name and an id: `[Linux](#tab/linux)`",
                unnamed.text,
            )
        elif not is_closed:
            yield Seen(
                first.start, first.end, "this group of tabs is never closed by `---`", first.id
            )
        elif len(group) == 1:
            yield Seen(first.start, first.end, "a group of tabs has two tabs at least", first.id)
        for one in group:
            if one.id and (one.id, one.more) in seen:
                yield Seen(
                    one.start, one.end, f"a second tab `{shown(one.id, 40)}` in this group", one.id
                )
            seen.add((one.id, one.more))


def _groups(outline: Outline) -> Iterator[tuple[list[_Tab], bool]]:
    """The groups of tabs of a page, and whether each has an end."""
    ends = [match.start() for match in _END.finditer(outline.bare, outline.start)]
    group: list[_Tab] = []
    for match in _TAB.finditer(outline.bare, outline.start):
        if group and any(group[-1].end < end < match.start() for end in ends):
            yield group, True
            group = []
        group.append(_Tab(*match.span("link"), match["text"], match["id"], match["more"] or ""))
    if group:
        yield group, any(end > group[-1].end for end in ends)
