"""Raw HTML: what the site takes out, and what is opened and never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.families.family import DOCFX
from pipeline.files.splice import Splice
from pipeline.markdown.outline import Link, Outline
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.html_tags import (
    ALLOWED,
    END_OPTIONAL,
    FORBIDDEN,
    GLOBAL,
    KNOWN,
)
from pipeline.rules.structure.reading import Seen, own
from pipeline.severity import Severity
from pipeline.visible import shown

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*|/)?)>")
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])([A-Za-z_:][\w:.-]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?"""
)
_BACKSLASH = re.compile(r"<(?:br|hr)[ ]?\\>")
_NO_COMMENT = re.compile(r"<!(?:-(?!-)|[–—])[^<>\r\n]{0,300}>|<[ ]!--[^\r\n]{0,300}?-->")
_OPEN_QUOTE = re.compile(
    r"(?m)(<(?:a|img|td|th|div|span|table)[ \t][^<>\"'\r\n]{0,200}=[ \t]*\"[^<>\"\r\n]{0,300}>)[^\"\r\n]*$"
)
_COMMENT = re.compile(r"<!--(?:(?!<!--)[\s\S])*?-->")


class Tag(NamedTuple):
    """A tag in a page: its name in lower case, where it stands, whether it closes, and where its attributes stand."""

    name: str
    start: int
    end: int
    closes: bool
    attributes: tuple[int, int]


def tags(outline: Outline) -> tuple[Tag, ...]:
    """The tags of a page's raw HTML, in order."""
    if "tags" not in outline.notes:
        outline.notes["tags"] = tuple(_tags(outline)) if outline.html_bytes else ()
    found: tuple[Tag, ...] = outline.notes["tags"]
    return found


def _tags(outline: Outline) -> Iterator[Tag]:
    for start, end in _stretches(outline):
        for match in _TAG.finditer(outline.bare, start, end):
            yield Tag(match[2].lower(), match.start(), match.end(), bool(match[1]), match.span(3))


def _stretches(outline: Outline) -> Iterator[tuple[int, int]]:
    """Where raw HTML stands; lines of one block are one stretch."""
    start, end = -1, -1
    for first, last in outline.html:
        if first != end:
            if end > start:
                yield start, end
            start = first
        end = last
    if end > start:
        yield start, end


def attributes_of(outline: Outline, tag: Tag) -> Iterator[tuple[str, int, str, int]]:
    """The attributes of a tag: name (lower case) and its place, value and its place."""
    for match in _ATTRIBUTE.finditer(outline.bare, *tag.attributes):
        value, at = match[2] or "", match.start(2)
        if value[:1] in ("'", '"'):
            value, at = value[1:-1], at + 1
        yield match[1].lower(), match.start(1), value, at


def html_links(outline: Outline) -> Iterator[Link]:
    """What `<a href>` and `<img src>` lead to, as links whose place is that of the address."""
    for tag in tags(outline) if outline.html_bytes else ():
        wanted = {"a": "href", "img": "src"}.get(tag.name)
        if wanted is None or tag.closes:
            continue
        for name, _, value, at in attributes_of(outline, tag):
            if name == wanted and value:
                yield Link(at, at + len(value), value, "Html", "", tag.name == "img")


@rule("disallowed-html-tag", "article")
def disallowed_html_tag(page: PageContext) -> Iterator[Hit]:
    r"""Raw HTML that the site takes out: scripts, forms, styles, and whatever stands in `<>` and is no HTML.

    A placeholder such as `<your-order-id>` reads as a tag: readers do not see it. Write it as code, or `\<`.

    Bad:

        Send <your-order-id> to the shop.

    Good:

        Send `<your-order-id>` to the shop.
    """
    allowed = page.family.html.allowed
    docfx = page.family.renderer == DOCFX

    def find(outline: Outline) -> Iterator[Seen]:
        for tag in tags(outline):
            written = outline.bare[tag.start : tag.end]
            if outline.bare[tag.start - 1 : tag.start] == "`":
                continue  # code that is never closed, which code-unclosed sees to
            if tag.closes or {written[1 : 1 + len(tag.name)], tag.name, "*"} & {*allowed}:
                continue
            if tag.name in FORBIDDEN:
                yield Seen(tag.start, tag.end, f"`<{tag.name}>` is not allowed", tag.name)
            elif docfx and tag.name in KNOWN:
                message = (
                    f"`<{tag.name}>` is not allowed: the site takes it out with all that is in it"
                )
                yield Seen(tag.start, tag.end, message, tag.name)
            elif docfx and tag.name not in ALLOWED:
                message = f"`{shown(written, 60)}` reads as HTML and is taken out; write it as code, or `\\<`"
                fix = Fix("write `\\<`", (Splice(tag.start, tag.start, "\\"),))
                yield Seen(tag.start, tag.end, message, tag.name, fix=fix)

    if "<" in page.article.text:
        yield from own(page, find)


@rule("disallowed-html-attribute", "article")
def disallowed_html_attribute(page: PageContext) -> Iterator[Hit]:
    """An attribute of raw HTML that the site takes out: one that runs a script (`onclick`), or `style`.

    Bad:

        <a href="pay.md" onclick="pay()">Pay</a>

    Good:

        <a href="pay.md">Pay</a>
    """
    docfx = page.family.renderer == DOCFX

    def find(outline: Outline) -> Iterator[Seen]:
        for tag in tags(outline):
            if tag.attributes[1] - tag.attributes[0] < 2 or tag.closes:
                continue
            known = ALLOWED.get(tag.name)
            for name, at, *_ in attributes_of(outline, tag):
                runs = name.startswith("on") and (known is not None or not docfx)
                fine = known is None or name in known or name in GLOBAL
                if runs or (docfx and not fine and not name.startswith(("aria-", "data-"))):
                    severity = None if runs else Severity.SUGGESTION
                    message = f"the attribute `{shown(name, 30)}` is not allowed"
                    yield Seen(at, at + len(name), message, name, severity=severity)

    if "<" in page.article.text:
        yield from own(page, find)


@rule("html-unclosed", "article")
def html_unclosed(page: PageContext) -> Iterator[Hit]:
    """A tag that is opened and never closed, or closed without being open: what follows looks as it should not.

    Bad:

        Select <b>Save and close the page.

    Good:

        Select <b>Save</b> and close the page.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        opened: dict[str, list[Tag]] = {}
        for match in _BACKSLASH.finditer(outline.bare, outline.start):
            yield Seen(*match.span(), f"`{match[0]}` is no tag: `\\` for `/`", "backslash")
        quotes = [match.span(1) for match in _OPEN_QUOTE.finditer(outline.bare, outline.start)]
        for start, end in quotes:
            yield Seen(start, end, "the quote in this tag is never closed", "quote")
        breaks = [tag for tag in tags(outline) if tag.name == "br" and tag.closes]
        if breaks:
            more = f" ({len(breaks)} in the page)" if len(breaks) > 1 else ""
            message = f"`</br>` closes nothing; a line break is `<br>`{more}"
            edits = tuple(Splice(one.start, one.end, "<br>") for one in breaks)
            yield Seen(
                breaks[0].start,
                breaks[0].end,
                message,
                "/br",
                fix=Fix("write `<br>`", edits),
                severity=Severity.SUGGESTION,
                copied=True,
            )
        for tag in tags(outline):
            if tag.name not in ALLOWED or tag.name in END_OPTIONAL:
                continue
            if not tag.closes:
                if not outline.bare[tag.start : tag.end].endswith("/>"):
                    opened.setdefault(tag.name, []).append(tag)
            elif opened.get(tag.name):
                opened[tag.name].pop()
            elif tag.name in _HEADINGS and (other := _other_heading(opened, tag)):
                opened[other].pop()
                message = f"`</{tag.name}>` closes a `<{other}>`"
                yield Seen(tag.start, tag.end, message, f"/{tag.name}")
            elif not any(outline.bare.find("\n", start, tag.start) < 0 for start, _ in quotes):
                yield Seen(tag.start, tag.end, f"`</{tag.name}>` closes nothing", f"/{tag.name}")
        for name, left in opened.items():
            for tag in left:
                yield Seen(tag.start, tag.end, f"`<{name}>` is never closed", name)

    if page.family.renderer == DOCFX and "<" in page.article.text:
        yield from own(page, find)


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _other_heading(opened: dict[str, list[Tag]], tag: Tag) -> str:
    """The heading of another level that is open where a tag closes one; empty where none is."""
    return next((name for name in _HEADINGS if name != tag.name and opened.get(name)), "")


@rule("comment-unclosed", "article")
def comment_unclosed(page: PageContext) -> Iterator[Hit]:
    """A comment that is never closed: all that follows is taken for a part of it, and readers do not see it.

    Bad:

        <!-- Ask the team.

        Pay in 20 days.

    Good:

        <!-- Ask the team. -->

        Pay in 20 days.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for match in _NO_COMMENT.finditer(outline.bare, outline.start):
            yield Seen(*match.span(), "a comment begins with `<!--`: readers see this", match[0])
        text = _COMMENT.sub(lambda match: " " * len(match[0]), outline.text)
        at = text.find("<!--", outline.start)
        while at >= 0:
            if not any(one.start <= at < one.end for one in outline.code):
                yield Seen(at, at + 4, "the comment is never closed by `-->`", "<!--")
                return  # what stands behind it is a part of it
            at = text.find("<!--", at + 4)

    if "<!" in page.article.text or "< !" in page.article.text:
        yield from own(page, find)
