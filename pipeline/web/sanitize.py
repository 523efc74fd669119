"""HTML made from a page's Markdown, brought down to what may stand in a report.

Markdown may hold any HTML. Tags that are not on the list become text before anything parses them; lxml then reads
what is left, and only elements and attributes of the list are written again, every text and value escaped. No
link runs a script, and nothing is loaded: an image becomes its alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import lxml.html
from markupsafe import Markup

from pipeline.web.inert import labelled, spelled

_INLINE_TAGS = """
    a abbr b bdi big br cite code del dfn em i img ins kbd mark q s samp small span strike strong sub sup tt u
    var wbr
"""
_BLOCK_TAGS = """
    blockquote caption center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section
    summary table tbody td tfoot th thead tr ul
"""
INLINE = frozenset(_INLINE_TAGS.split())
BLOCK = frozenset(_BLOCK_TAGS.split())
_VOID = frozenset({"br", "hr", "wbr"})
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)?")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+", re.IGNORECASE)
_NAME = re.compile(r"[\w.-]{1,200}")
_CLASS = re.compile(r"markdown-alert-[a-z]+|language-[\w+#-]{1,40}|footnote-[a-z-]+")
_ALIGN = re.compile(r"text-align:\s*(left|right|center)")
_MARK_IN_ALT = re.compile(r"</?span[^<>]*>")

Marks = Callable[[str], str]
"""Given the value of a `data-u` attribute, the attributes that the element gets; empty where it is no mark."""


def parse(html: str, allowed: frozenset[str] = INLINE | BLOCK) -> lxml.html.HtmlElement:
    """The tree of an HTML fragment; tags that are not `allowed` are text in it, comments are gone."""
    html = _COMMENT.sub("", html)

    def disarmed(match: re.Match[str]) -> str:
        name = (match[2] or "").lower()
        return match[0] if name in allowed else "&lt;" + match[0][1:]

    html = _TAG.sub(disarmed, html)
    return lxml.html.fragment_fromstring(html, create_parent="div")


def clean(element: lxml.html.HtmlElement, marks: Marks = lambda mark: "") -> Markup:
    """The content of `element` as HTML that is safe to show."""
    out: list[str] = []
    _content(element, marks, out)
    return Markup("".join(out))


def _content(element: lxml.html.HtmlElement, marks: Marks, out: list[str]) -> None:
    if element.text:
        out.append(_text(element.text))
    for child in element:
        if isinstance(child.tag, str):
            _element(child, marks, out)
        if child.tail:
            out.append(_text(child.tail))


def _element(element: lxml.html.HtmlElement, marks: Marks, out: list[str]) -> None:
    tag = str(element.tag).lower()
    if tag == "img":
        _image(element, marks, out)
        return
    if tag not in INLINE and tag not in BLOCK:  # html, body: what the parser puts in by itself
        _content(element, marks, out)
        return
    name, attributes = _opening(tag, element, marks)
    if not attributes and "data-u" in element.attrib:  # a mark that stands for nothing
        _content(element, marks, out)
        return
    out.append(f"<{name}{attributes}>")
    if tag not in _VOID:
        _content(element, marks, out)
        out.append(f"</{name}>")


def _opening(tag: str, element: lxml.html.HtmlElement, marks: Marks) -> tuple[str, str]:
    """The name and the attributes that an element is written with."""
    given = element.attrib
    if not given:
        return tag, ""
    if tag == "span" and "data-u" in given:
        return tag, marks(str(given["data-u"]))
    kept = []
    name = given.get("id") or given.get("name") or ""
    if _NAME.fullmatch(name):
        kept.append(f' id="a-{escape(name)}"')
    classes = [part for part in given.get("class", "").split() if _CLASS.fullmatch(part)]
    if align := _ALIGN.match(given.get("style", "")):
        classes.append(f"align-{align[1]}")
    if given.get("dir", "").lower() in ("ltr", "rtl"):
        kept.append(f' dir="{given["dir"].lower()}"')
    for number in ("start", "colspan", "rowspan"):
        if given.get(number, "").isascii() and given.get(number, "").isdigit():
            kept.append(f' {number}="{given[number][:4]}"')
    if tag == "a" and "href" in given:
        tag, more = _link(given["href"].strip())
        kept.append(more)
        if tag == "span":
            classes.append("goes-to")
    if classes:
        kept.append(f' class="{escape(" ".join(classes))}"')
    return tag, "".join(kept)


def _link(href: str) -> tuple[str, str]:
    """A link out, a link inside the page, or (for all else) no link but the words where it leads."""
    if _LINK.fullmatch(href):
        return "a", f' href="{escape(href)}" rel="noopener noreferrer nofollow" target="_blank"'
    if href.startswith("#") and _NAME.fullmatch(href[1:]):
        return "a", f' href="#a-{escape(href[1:])}"'
    return "span", f' title="{_value(href)}"'


def _image(element: lxml.html.HtmlElement, marks: Marks, out: list[str]) -> None:
    alt = element.get("alt", "")
    attributes = ""
    if "<span" in alt:  # a unit in the alternative text; Markdown gives it as text
        mark = re.search(r'data-u="([^"]*)"', alt)
        attributes = marks(mark[1]) if mark else ""
        alt = _MARK_IN_ALT.sub("", alt)
    file = element.get("src", "").rsplit("/", 1)[-1]
    label = f'<span class="image">{_text(alt or file)}<small>{_text(file)}</small></span>'
    out.append(f"<span{attributes}>{label}</span>" if attributes else label)


def _text(text: str) -> str:
    return labelled(escape(text, quote=False))


def _value(text: str) -> str:
    return escape(spelled(text))
