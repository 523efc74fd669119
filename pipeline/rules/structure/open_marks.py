"""Emphasis and code that are opened and never closed: readers see the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.families.family import DOCFX
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own

_STARS = re.compile(r"(?<![\\*])\*{2,3}(?!\*)")
_TICKS = re.compile(r"(?<![\\`])`{1,2}(?!`)")
_SHORT_FENCE = re.compile(r"(``)[a-z]\w{1,15}[ \t]*\r?\n")
_PATH = re.compile(r"[/\\*]")
_LINES = re.compile(r"(?<![\w_*/\\<(`-])__(?=[A-Z][a-z]+ )")
_UNEVEN = re.compile(
    r"(?<![\w*\\/])\*(?=\w)[^*\r\n]{1,200}(?<=[\w.)])\*\*(?![\w*])(?![^\r\n]{0,400}\*)"
)
_STRUCK = re.compile(r"(?<![\w~\\])~~(?=\w)|(?<=\w)~~(?![\w~])")
_ANY = re.compile(r"\*\*|__|~~")
_BOLD = "`**` makes nothing bold here: it is not closed, or a blank is beside it"


@rule("emphasis-unclosed", "article")
def emphasis_unclosed(page: PageContext) -> Iterator[Hit]:
    """`**` that makes nothing bold: it is never closed, or a blank stands between it and its word.

    Bad:

        Select **Save and close.

    Good:

        Select **Save** and close.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        used, done = _of_emphasis(outline), -1
        left = [
            match.span()
            for match in _STARS.finditer(outline.bare, outline.start)
            if match.start() not in used or match.end() - 1 not in used
        ]
        used |= _of_others(outline) if left else set()
        for start, end in left:
            if end - start == 3 and (start in used) != (end - 1 in used):
                yield Seen(start, end, "three `*` here, and not as many at the other end", "***")
            is_used = start in used or end - 1 in used
            if is_used or start < done or _is_other(outline.bare, start, end):
                continue
            done = _line_end(outline.bare, end)  # the rest of the line is the same mistake
            yield Seen(start, end, _BOLD, "**")

    def with_lines(outline: Outline) -> Iterator[Seen]:
        yield from find(outline)
        for match in _UNEVEN.finditer(outline.bare, outline.start) if "**" in outline.bare else ():
            message = "one `*` opens this and two close it: readers see a star"
            yield Seen(*match.span(), message, "*")
        for match in _STRUCK.finditer(outline.bare, outline.start) if "~~" in outline.bare else ():
            end = outline.bare.find("\n\n", match.end())
            first = outline.bare.rfind("\n\n", 0, match.start()) + 1
            rest = outline.bare[first : end if end >= 0 else len(outline.bare)]
            if rest.count("~~") == 1:
                yield Seen(*match.span(), "`~~` strikes nothing out: it is not closed", "~~")
        for match in _LINES.finditer(outline.bare, outline.start) if "__" in outline.bare else ():
            line = outline.bare[match.start() : _line_end(outline.bare, match.end())]
            if line.count("__") == 1 and not outline.is_inside(match.start()):
                yield Seen(*match.span(), _BOLD.replace("**", "__"), "__")

    # in localized pages it is emphasis-broken of `check`
    if page.is_source and page.family.renderer == DOCFX and _ANY.search(page.article.text):
        yield from own(page, with_lines)


def _of_emphasis(outline: Outline) -> set[int]:
    """Where the stars stand that do make text bold or slanted."""
    used: set[int] = set()
    for start, end in outline.emphasis:
        used.update((start, start + 1, end - 1, end - 2))
    return used


def _of_others(outline: Outline) -> set[int]:
    """Where addresses and tags stand, which may hold stars."""
    used: set[int] = set()
    for link in outline.links:
        used.update(range(link.start + len(link.text), link.end))
    for first, last in outline.html:
        used.update(range(first, last))
    return used


def _is_other(bare: str, start: int, end: int) -> bool:
    """Are stars a rule across the page, a pattern of paths, a power, a footnote's, or nothing that touches a word?"""
    before, after = bare[start - 1 : start], bare[end : end + 1]
    if _PATH.match(before) or after in ("/", "*") or (before.isalnum() and after.isalnum()):
        return True
    line = bare[bare.rfind("\n", 0, start) + 1 : _line_end(bare, end)]
    if not line.strip("*_- \t\r|>"):
        return True
    is_alone = not before.strip() and (not after.strip() or after in "|<")
    return is_alone and (line.lstrip().startswith("|") or line.count("**") < 2)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return found if found >= 0 else len(text)


@rule("code-unclosed", "article")
def code_unclosed(page: PageContext) -> Iterator[Hit]:
    """Backticks that are never closed, closed by another number of them, or two where a block needs three.

    Bad:

        Run `Get-Item first.

    Good:

        Run `Get-Item` first.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for piece in outline.code if "``" in outline.text else ():
            short = _SHORT_FENCE.match(outline.text, piece.start)
            if short and not outline.text[: piece.start].rpartition("\n")[2].strip(" >"):
                message = "two backticks make no block of code; write three"
                yield Seen(*short.span(1), message, short[0])
        if "`" not in outline.bare:
            return
        done = -1
        for match in _TICKS.finditer(outline.bare, outline.start):
            start, end = match.span()
            if start < done or outline.is_inside(start) or outline.bare[end : end + 1].isdigit():
                continue  # a number behind it: the name of a generic type
            done = _line_end(outline.bare, end)
            if "\\`" not in outline.bare[outline.bare.rfind("\n", 0, start) + 1 : done]:
                what = "a backtick is" if len(match[0]) == 1 else "two backticks are"
                message = f"{what} never closed by as many"
                yield Seen(start, end, message, match[0])

    if page.is_source and page.family.renderer == DOCFX and "`" in page.article.text:
        yield from own(page, find)
