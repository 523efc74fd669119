"""The inline Markdown of one side of a unit: links, code, emphasis, HTML, and where plain text stands.

pyromark parses (never a regular expression); this module folds its events into spans. Offsets are 0-based
characters in the side's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import pyromark

from pipeline.files.offsets import ByteOffsets
from pipeline.markdown.references import label_key
from pipeline.markdown.syntax import Markup as Verbatim

HIDDEN = "\x00"
"""Stands in `plain` for a character of markup: an emphasis marker, a link's brackets and address, a backslash."""

OBJECT = "\x01"
"""Stands in `plain` for a character of something that is no prose: code, an HTML tag, a bare address."""

_MARKUP = re.compile(r"[][*_`<>&\\!]")
_LABEL = re.compile(r"\[([^][]{1,100})\]")
_NO_LABELS: Mapping[str, str] = {}
_BREAKS = str.maketrans("\r\n\t", "   ")
_LEAD = (
    "x "  # keeps `#`, `-`, `1.` or four spaces at the start of a unit from being read as a block
)


class Link(NamedTuple):
    """A link or an image: all of it, its text, and where it points to.

    `kind` is `link`, `image`, `auto` (`<https://…>`, `<xref:…>`) or `reference` (then `target` is what its label
    stands for, or the label itself).
    """

    start: int
    end: int
    text_start: int
    text_end: int
    target: str
    title: str
    kind: str


class Code(NamedTuple):
    """A code span; `text` is what is between the backticks, as Markdown reads it."""

    start: int
    end: int
    text: str


class Emphasis(NamedTuple):
    """A stretch of bold (`strong`) or italic text, with its markers and without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    strong: bool


class Tag(NamedTuple):
    """An inline HTML tag or comment as it stands."""

    start: int
    end: int
    text: str


class Markup(NamedTuple):
    """Everything that the parser found. `plain` is as long as the text, markup replaced (HIDDEN, OBJECT)."""

    plain: str
    links: tuple[Link, ...] = ()
    codes: tuple[Code, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    tags: tuple[Tag, ...] = ()


def read_markup(
    text: str, labels: Mapping[str, str] = _NO_LABELS, verbatims: Sequence[Verbatim] = ()
) -> Markup:
    """The markup of `text`; `labels` are the page's reference definitions, by `label_key`.

    `verbatims` is markup of the site, in order: no prose, and nothing in it is read as Markdown.
    """
    if verbatims:
        return _without(verbatims, read_markup(_covered(text, verbatims), labels))
    if not _MARKUP.search(text):
        return Markup(text)
    document = _LEAD + text.translate(_BREAKS)
    if "[" in text:
        document += _definitions(text, labels)
    return _Fold(text, document).markup()


def _covered(text: str, verbatims: Sequence[Verbatim]) -> str:
    """`text` with letters in place of what stands between the ends of verbatim markup."""
    parts: list[str] = []
    done = 0
    for one in verbatims:
        first, last = max(one.start + 1, done), max(one.end - 1, done)
        parts += (text[done:first], "x" * (last - first))
        done = last
    return "".join((*parts, text[done:]))


def _without(verbatims: Sequence[Verbatim], found: Markup) -> Markup:
    """What was found in a covered text, without what was read into the ends of verbatim markup."""
    plain = found.plain
    for one in verbatims:
        plain = plain[: one.start] + OBJECT * (one.end - one.start) + plain[one.end :]
    places = {one.start for one in verbatims}
    return Markup(
        plain,
        tuple(link for link in found.links if link.start not in places),
        found.codes,
        found.emphases,
        tuple(tag for tag in found.tags if tag.start not in places),
    )


def _definitions(text: str, labels: Mapping[str, str]) -> str:
    """Definitions for the labels that the text may use, so that the parser sees reference links."""
    found = {
        label_key(match[1]): " ".join(match[1].split())
        for match in _LABEL.finditer(text)
        if label_key(match[1]) in labels or text.startswith("][", match.start() - 1)
    }
    usable = (
        (key, label) for key, label in found.items() if label and not label.startswith(("^", "!"))
    )
    return "".join(
        f"\n\n[{label}]: <{labels.get(key, label.replace('>', '').replace('<', ''))}>"
        for key, label in usable
    )


class _Fold:
    """One pass over the parser's events."""

    def __init__(self, text: str, document: str) -> None:
        self._text = text
        self._links: list[Link] = []
        self._codes: list[Code] = []
        self._emphases: list[Emphasis] = []
        self._tags: list[Tag] = []
        self._char = None if document.isascii() else ByteOffsets(document).char
        self._events: Any = pyromark.events_with_range(document)

    def markup(self) -> Markup:
        """What the events say. It runs for every second unit: what is quick here counts."""
        text, char, lead, last = self._text, self._char, len(_LEAD), len(self._text)
        open_spans: list[tuple[str, int, int, Any]] = []
        parts: list[str] = []
        done = auto = 0  # where `parts` have come to; how many addresses in angles are open
        value: Any
        for event, place in self._events:
            if isinstance(event, str):
                continue
            kind, value = event.popitem()
            start, end = place["start"], place["end"]
            if char is not None:
                start, end = char(start), char(end)
            start, end = start - lead, min(end - lead, last)
            if start >= last:
                break
            if kind == "Start":
                if isinstance(value, dict):
                    name, data = value.popitem()
                    auto += _is_auto(data)
                    open_spans.append((name, start, end, data))
                elif value in _WIDTHS:
                    open_spans.append((value, start, end, None))
                continue
            if kind == "End":
                if open_spans and _name(value) == open_spans[-1][0]:
                    name, start, end, data = open_spans.pop()
                    auto -= _is_auto(data)
                    self._close(name, start, end, data, done)
                continue
            if kind == "Text":
                if start < 0:
                    start, value = 0, value[lead:]
                if end <= start:
                    continue
                if auto:
                    value = OBJECT * (end - start)
            elif kind in _OBJECTS:
                if kind == "Code":
                    self._codes.append(Code(start, end, value))
                else:
                    self._tags.append(Tag(start, end, text[start:end]))
                value = OBJECT * (end - start)
            else:
                continue
            if start > done:
                parts.append(HIDDEN * (start - done))
            length = end - start
            if len(value) != length:  # a character reference: its character, and the rest hidden
                value = value[:length].ljust(length, HIDDEN)
            parts.append(value)
            done = end
        parts.append(HIDDEN * (last - done))
        self._links.sort(key=_START)
        self._emphases.sort(key=_START)
        return Markup(
            "".join(parts),
            tuple(self._links),
            tuple(self._codes),
            tuple(self._emphases),
            tuple(self._tags),
        )

    def _close(self, name: str, start: int, end: int, data: Any, done: int) -> None:
        if name in _WIDTHS:
            width = _WIDTHS[name]
            self._emphases.append(Emphasis(start, end, start + width, end - width, width == 2))
        elif name in ("Link", "Image"):
            is_image = name == "Image"
            kind = "image" if is_image else _LINK_KINDS.get(data["link_type"], "link")
            text_start = start + 1 + is_image
            text_end = self._text_end(max(done, text_start), end, data)
            target, title = data["dest_url"], data["title"]
            self._links.append(Link(start, end, text_start, text_end, target, title, kind))

    def _text_end(self, start: int, end: int, data: Any) -> int:
        """Where a link's text ends: behind the last thing read inside it, at the bracket that closes it."""
        if _is_auto(data):
            return end - 1
        bracket = self._text.find("]", start, end)
        return bracket if bracket >= 0 else end


_WIDTHS = {"Strong": 2, "Emphasis": 1}
"""Kinds of emphasis, and how many characters open and close one."""

_OBJECTS = ("Code", "InlineHtml", "Html")
_START = attrgetter("start")
_LINK_KINDS = {
    "Autolink": "auto",
    "Email": "auto",
    "Reference": "reference",
    "Collapsed": "reference",
    "Shortcut": "reference",
}


def _name(value: Any) -> str:
    return str(next(iter(value)) if isinstance(value, dict) else value)


def _is_auto(data: Any) -> bool:
    return isinstance(data, dict) and data.get("link_type") in ("Autolink", "Email")
