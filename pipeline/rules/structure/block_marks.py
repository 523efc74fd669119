"""Headings and lists whose mark is not followed by a blank, and other marks that readers see as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from html.entities import html5

import re2

from pipeline.families.family import DOCFX
from pipeline.files.splice import Splice
from pipeline.markdown.conflicts import conflicts
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own, read
from pipeline.severity import Severity
from pipeline.visible import shown

_HEADING = re.compile(r"(?m)^ {0,3}(?P<mark>#{2,6})(?P<text>[^#\s][^\r\n]*)")
TOP = re.compile(r"(?m)^ {0,3}(?P<mark>#)(?P<text>[A-Z][\w'’-]*[ \t][^\r\n]*)")
_FIRST = re.compile(r"(?P<mark>#)(?P<text>[^#\s!][^\r\n]*)")
_DEEP = re.compile(r"(?m)^ {0,3}(?P<mark>#{7,})(?P<text>[ \t]*[^#\s][^\r\n]*)")
_NUMBERED = re.compile(r"(?m)^ {0,3}(?P<mark>\d{1,2}[.)])(?P<text>[A-Z][a-z]+[ \t][^\r\n]*)")
_BULLETS = re.compile(
    r"(?m)^ {0,3}(?P<mark>[-*+])(?P<text>[A-Z][a-z]+[ \t][a-z][^\r\n]*)\r?\n {0,3}[-*+][A-Z][a-z]+[ \t]"
)
_NO_BREAK = re.compile(
    r"(?m)^ {0,3}(?P<mark>#{1,6}|[-*+]|\d{1,2}\.)(?P<blank>\xa0)(?P<text>[^\r\n]*)"
)
_ROUND = re.compile(
    r"(?m)^[ \t]*(?P<mark>[•▪●◦‣\uf0b7\uf0a7])(?P<blank>[ \t\xa0]*)(?P<text>[^\s|•][^\r\n]*)"
)
_GLUED = re2.compile(r"\n {0,3}(?:#{1,6}[^#\s]|#{7}|\d{1,2}[.)][A-Z]|[-*+][A-Z])")
_OTHER_MARKS = "•▪●◦‣\uf0b7\uf0a7\xa0"
_BREAK = re.compile(r"(?m)(?:  |\\|<br ?/?>)\r?$")
_ENTITY = re.compile(r"&(?:(?:nbsp|amp|lt|gt|quot|copy|reg)(?![;\w=])|#\d{2,5}(?![;\d]))")
_NAMED = re.compile(r"&[a-z]{2,8};")
_USUAL = ("nbsp;", "amp;", "lt;", "gt;", "quot;", "copy;", "reg;", "mdash;", "ndash;", "trade;")


@rule("heading-malformed", "article")
def heading_malformed(page: PageContext) -> Iterator[Hit]:
    """A heading without a blank behind its `#`, or with more than six of them: readers see the marks.

    Bad:

        ##Pay your bill

    Good:

        ## Pay your bill
    """

    def find(outline: Outline) -> Iterator[Seen]:
        top = glued_top(outline)
        found = [
            (pattern, match)
            for pattern in (_HEADING, _DEEP)
            for match in pattern.finditer(outline.bare, outline.start)
        ]
        for pattern, match in [*found, *([(TOP, top)] if top else [])]:
            if outline.is_inside(match.start()):
                continue
            start, end = match.span("mark")
            if pattern is _DEEP:
                yield Seen(
                    start,
                    match.end(),
                    "a heading has six `#` at most: this is none",
                    match["text"],
                )
                continue
            fix = Fix("write a blank", (Splice(end, end, " "),))
            message = f"a blank is missing behind `{match['mark']}`: this is no heading"
            yield Seen(start, match.end(), message, match["text"], fix=fix)
        for match in _NO_BREAK.finditer(outline.bare, outline.start):
            if match["mark"][0] == "#":
                yield _with_no_break(match, "heading")

    if page.family.renderer == DOCFX and page.once(_has_glued_marks):
        yield from own(page, find)


def _with_no_break(match: re.Match[str], what: str) -> Seen:
    fix = Fix("write a blank", (Splice(*match.span("blank"), " "),))
    message = f"a no-break space stands behind `{match['mark']}`: this is no {what}"
    return Seen(match.start("mark"), match.end(), message, match["text"], fix=fix)


@rule("list-malformed", "article")
def list_malformed(page: PageContext) -> Iterator[Hit]:
    """An item of a list without a blank behind its mark, or with a mark that makes none (`•`): the lines run into one.

    So do three lines or more that are names and have no mark at all.

    Bad:

        1.Open the page.
        2.Pay.

    Good:

        1. Open the page.
        2. Pay.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        done = -1
        for pattern in (_NUMBERED, _BULLETS):
            for match in pattern.finditer(outline.bare, outline.start):
                if match.start() < done:
                    continue  # the next item of the same list
                done = outline.bare.find("\n\n", match.end())
                done = done if done >= 0 else len(outline.bare)
                start, end = match.span("mark")
                fix = Fix("write a blank", (Splice(end, end, " "),))
                message = f"a blank is missing behind `{match['mark']}`: this is no list"
                yield Seen(start, match.end("text"), message, match["text"], fix=fix)
        for pattern in (_NO_BREAK, _ROUND):
            done = -1
            for match in pattern.finditer(outline.bare, outline.start):
                line_end = outline.bare.find("\n", match.end())
                if match["mark"][0] == "#" or match.start() <= done:
                    continue
                done = line_end + 1 if line_end >= 0 else len(outline.bare)
                if pattern is _NO_BREAK:
                    yield _with_no_break(match, "list")
                    continue
                fix = Fix("write `- `", (Splice(match.start("mark"), match.end("blank"), "- "),))
                mark = shown(match["mark"])
                message = f"`{mark}` makes no list; an item begins with `- `"
                yield Seen(*match.span("mark"), message, match["text"], fix=fix)

    if page.family.renderer == DOCFX:
        if page.once(_has_glued_marks):
            yield from own(page, find)
        if page.is_source:
            yield from _run_together(page.once(read))


def _run_together(outline: Outline) -> Iterator[Hit]:
    """Paragraphs of short lines that are no sentences: meant as a list, shown as one line."""
    for first, last in outline.paragraphs:
        text = outline.bare[first:last]
        if is_list_of_names(text) and "|" not in text and not _BREAK.search(text):
            end = first + len(text.split("\n")[0])
            message = "these lines are shown as one; make them a list"
            yield Hit(first, end, message, severity=Severity.SUGGESTION)


def is_list_of_names(text: str) -> bool:
    """Is a paragraph one of lines that are no sentences: each begins with a capital and ends without a mark?"""
    second = text.find("\n") + 1
    if not second or text.find("\n", second) < 0 or not text[second:].lstrip()[:1].isupper():
        return False  # most paragraphs, at little cost
    lines = [line.strip() for line in text.strip().split("\n")]
    return len(lines) > 2 and all(
        line[:1].isupper() and line[-1:] not in ".,;:!?" for line in lines
    )


def _has_glued_marks(page: PageContext) -> bool:
    """Does any line begin with a mark that no blank follows? Few pages have one."""
    outline = page.once(read)
    text = outline.bare
    if not text.isascii() and any(mark in text for mark in _OTHER_MARKS):
        return True
    first = "\n" + text[outline.start : outline.start + 20]
    return bool(_GLUED.search(text) or _GLUED.match(first) or _GLUED.match("\n" + text[:20]))


@rule("entity-unclosed", "article")
def entity_unclosed(page: PageContext) -> Iterator[Hit]:
    """An escape of HTML without its `;`, or with its name misspelt: readers see `&nbsp`.

    Bad:

        Pay 20&nbsp euros.

    Good:

        Pay 20&nbsp;euros.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for match in _NAMED.finditer(outline.bare, outline.start):
            if match[0][1:] not in html5 and (
                near := get_close_matches(match[0][1:], _USUAL, 1, 0.75)
            ):
                fix = Fix(f"write `&{near[0]}`", (Splice(*match.span(), f"&{near[0]}"),))
                message = f"no escape is called `{match[0]}`; did you mean `&{near[0]}`?"
                yield Seen(*match.span(), message, match[0], fix=fix)
        for match in _ENTITY.finditer(outline.bare, outline.start):
            fix = Fix("write `;`", (Splice(match.end(), match.end(), ";"),))
            yield Seen(*match.span(), f"`{match[0]}` needs a `;`", match[0], fix=fix)

    if "&" in page.article.text:
        yield from own(page, find)


def glued_top(outline: Outline) -> re.Match[str] | None:
    """What was meant as the heading of level 1 and has no blank behind its mark; None where there is none."""
    if any(heading.level == 1 for heading in outline.headings):
        return None
    text = outline.bare[outline.start :]
    first = _FIRST.match(outline.bare, outline.start + len(text) - len(text.lstrip()))
    return first or TOP.search(outline.bare, outline.start)


def has_conflict(page: PageContext) -> bool:
    """Does a merge conflict stand in the page, whose marks read as headings?"""
    return page.once(_has_conflict)


def _has_conflict(page: PageContext) -> bool:
    return ">>>>>>> " in page.article.text or any(True for _ in conflicts(page.article.text))
