"""Alerts and other extensions in brackets that are written so that the site does not know them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.families.family import DOCFX
from pipeline.files.splice import Splice
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.severity import Severity

_WORDS = r"(?i:NOTE|TIP|IMPORTANT|CAUTION|WARNING)"
_LEAD = r"[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?"
_UNQUOTED = re.compile(rf"{_LEAD}(?P<mark>\[!{_WORDS}\])[ \t]*\r?\Z")
_NO_BANG = re.compile(
    rf"{_LEAD}(?:>[ \t]?)+[ \t]*(?P<mark>\[(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING)\])(?![(\[:])"
)
_BLANK = re.compile(
    rf"{_LEAD}(?:>[ \t]?)+[ \t]*(?P<mark>\[(?:[ \t]+!|![ \t]+|[ \t]+![ \t]+)[ \t]*{_WORDS}[ \t]*\])"
)
_OPEN = re.compile(rf"{_LEAD}(?:>[ \t]?)+[ \t]*(?P<mark>\[!{_WORDS})[ \t]*(?=[^\]\w \t]|\r?\Z)")
_OTHER = re.compile(
    rf"{_LEAD}(?:>[ \t]?)+[ \t]*(?P<mark>[({{]!{_WORDS}[)}}]|\[{_WORDS}!\]|!\[{_WORDS}\](?!\()"
    rf"|(?:\*{{1,3}}|_{{1,3}})\[!{_WORDS}\]|!{_WORDS}(?=[ \t]*\r?\Z))"
)
_MARKER_LINE = re.compile(rf"(?m)^[ \t]*>[ \t]{{0,3}}(?P<mark>\[!{_WORDS}\])[ \t]*\r?$")
_WORD = re.compile(_WORDS)
_BARE_MARKS = ("[NOTE]", "[TIP]", "[IMPORTANT]", "[CAUTION]", "[WARNING]")
_WRONG = (
    (_NO_BANG, "`!` is missing"),
    (_BLANK, "there is a blank in it"),
    (_OPEN, "its bracket is never closed"),
    (_OTHER, "an alert is written `[!NOTE]`"),
)
_EXTENSION = re.compile(r"\[(?:!|VIDEO |div class)")
_NO_PATH = re.compile(
    r"\[!(?i:include|code)[\w+#-]{0,40}[ \t]{0,4}\[[^\[\]\r\n]{0,200}\][ \t]{0,4}\([ \t]*\)\]?"
)
_NO_MARK = re.compile(
    r"(?m)^[ \t]*>[ \t]*(?P<mark>\[(?:VIDEO[ \t]+https?:|div[ \t]+class)[^\]\r\n]*\])"
)
_VIDEO = re.compile(r"\[!(?i:VIDEO)(?P<rest>[^\]\r\n]*)(?P<close>\]?)(?P<link>\([^()\r\n]*\))?")
_WATCHED = re.compile(r"(?i:https://(?:www\.|m\.)?youtube\.com/watch\?|https://youtu\.be/)")
_DIV = re.compile(
    r"(?m)^[ \t]*>[ \t]*(?P<mark>\[!(?i:div)\b(?P<rest>[^\]\r\n]*)(?P<close>\]?))[^\r\n]*\r?(?:\n(?P<next>[^\r\n]*))?"
)


@rule("alert-malformed", "article")
def alert_malformed(page: PageContext) -> Iterator[Hit]:
    """An alert that is written so that it is none: without `>`, `!` or a bracket, with a blank in it, or without text.

    Bad:

        [!NOTE]
        Pay in time.

    Good:

        > [!NOTE]
        > Pay in time.
    """
    if page.family.renderer == DOCFX:
        yield from own(page, _malformed)


def _malformed(outline: Outline) -> Iterator[Seen]:
    bare = outline.bare
    for first, last in _lines_with_marks(bare):
        match = _UNQUOTED.match(bare, first, last)
        if match:
            at = match.start("mark")
            message = f"`{match['mark']}` without `>` before it is no alert; its text needs `>` too"
            fix = Fix("write `> `", (Splice(at, at, "> "),))
            yield Seen(*match.span("mark"), message, match["mark"], fix=fix)
            continue
        for pattern, wrong in _WRONG:
            match = pattern.match(bare, first, last)
            if match:
                message = f"`{match['mark'].strip()}` is no alert: {wrong}"
                yield Seen(*match.span("mark"), message, match["mark"])
    for match in _MARKER_LINE.finditer(bare) if outline.markers else ():
        before = bare[bare.rfind("\n", 0, match.start() - 1) + 1 : match.start()].strip()
        if match.start() and before.startswith(">") and not outline.is_inside(match.start("mark")):
            message = (
                f"`{match['mark']}` in the middle of a quote is text: put an empty line above it"
            )
            yield Seen(*match.span("mark"), message, match["mark"])
    for marker in outline.markers:
        if _WORD.fullmatch(marker.what.strip()) and _is_empty(bare, marker.end):
            message = "the alert has no text: the lines below need `>`"
            yield Seen(marker.start - 2, marker.end + 1, message, marker.what)


def _lines_with_marks(bare: str) -> Iterator[tuple[int, int]]:
    """The lines that may hold a mark of an alert: those with a `!`, or one of the words in brackets."""
    for mark in ("!", *_BARE_MARKS):
        at = bare.find(mark)
        while at >= 0:
            first = bare.rfind("\n", 0, at) + 1
            last = bare.find("\n", at)
            last = last if last >= 0 else len(bare)
            if _WORD.search(bare, first, last):
                yield first, last
            at = bare.find(mark, last)


def _is_empty(bare: str, end: int) -> bool:
    """Has an alert no text on the line of its marker, nor on a quoted line or any other behind it?"""
    line_end = bare.find("\n", end)
    if line_end < 0:
        return not bare[end + 1 :].strip()
    following = bare[line_end + 1 : line_end + 400].split("\n")
    if bare[end + 1 : line_end].strip():
        return False
    for line in following:
        if line.lstrip(" \t>").strip():
            return (
                ">" not in line[: len(line) - len(line.lstrip(" \t>"))]
                and following[0].strip() == ""
            )
        if ">" not in line:
            return True
    return True


@rule("extension-malformed", "article")
def extension_malformed(page: PageContext) -> Iterator[Hit]:
    """A `[!VIDEO]` or `[!div]` that the site does not read: without an address, in other brackets, or not quoted.

    Bad:

        > [!VIDEO](https://www.youtube.com/embed/abc)

    Good:

        > [!VIDEO https://www.youtube.com/embed/abc]
    """
    if page.family.renderer == DOCFX and _EXTENSION.search(page.article.text):
        yield from own(page, _extensions)


def _extensions(outline: Outline) -> Iterator[Seen]:
    bare = outline.bare
    for match in _NO_PATH.finditer(bare):
        yield Seen(match.start(), match.end(), "the extension names no file", match[0])
    for match in _NO_MARK.finditer(bare):
        yield Seen(*match.span("mark"), "`!` is missing behind the bracket", match["mark"])
    for match in _VIDEO.finditer(bare):
        rest = match["rest"].strip()
        if match["link"]:
            message = "the address of a video stands inside the brackets: `[!VIDEO https://…]`"
        elif not match["close"]:
            message = "the bracket of the video is never closed"
        elif not rest:
            message = "the video has no address: `[!VIDEO https://…]`"
        elif not re.match(r"https://", rest):
            message = "the address of a video begins with `https://`"
        elif _WATCHED.match(rest):
            message = (
                "this page cannot be shown in another; write `https://www.youtube.com/embed/…`"
            )
        else:
            continue
        # the site may show it all the same
        severity = Severity.SUGGESTION if message.startswith("this page") else None
        yield Seen(match.start(), match.end(), message, match[0], severity=severity)
    for match in _DIV.finditer(bare):
        if not match["close"]:
            message = "the bracket of `[!div` is never closed"
        elif match["rest"].strip() and not re.search(r"\bclass[ \t]*=[ \t]*[\"']", match["rest"]):
            message = '`[!div` takes `class="…"`'
        elif (
            match["next"] is not None
            and match["next"].strip()
            and not match["next"].lstrip().startswith(">")
        ):
            message = "what belongs to `[!div]` needs `>` at the beginning of its lines"
        elif "nextstepaction" in match["rest"] and not _leads_on(bare, match.end("mark")):
            message = "the next step needs a link in the lines below"
        else:
            continue
        yield Seen(*match.span("mark"), message, match["mark"])


def _leads_on(bare: str, at: int) -> bool:
    """Is there a link on the line of an offset, behind it, or on the quoted lines below?"""
    for number, line in enumerate(bare[at : at + 1200].split("\n")):
        if number and ">" not in line:
            return False
        if any(mark in line for mark in ("](", "][", "<a ", "[!")):
            return True
    return False
