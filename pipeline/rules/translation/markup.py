"""The inline Markdown of one side of a unit: links, code, emphasis, HTML, and where plain text stands.

pyromark parses (never a regular expression); this module folds its events into spans. Offsets are 0-based
characters in the side's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyromark

from pipeline.text.offsets import ByteOffsets

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


@dataclass(frozen=True, slots=True)
class Link:
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


@dataclass(frozen=True, slots=True)
class Code:
    """A code span; `text` is what is between the backticks, as Markdown reads it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A stretch of bold (`strong`) or italic text, with its markers and without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    strong: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline HTML tag or comment as it stands."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Markup:
    """Everything that the parser found. `plain` is as long as the text, markup replaced (HIDDEN, OBJECT)."""

    plain: str
    links: tuple[Link, ...] = ()
    codes: tuple[Code, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    tags: tuple[Tag, ...] = ()


def read_markup(text: str, labels: Mapping[str, str] = _NO_LABELS) -> Markup:
    """The markup of `text`; `labels` are the page's reference definitions, by label in lower case."""
    if not _MARKUP.search(text):
        return Markup(text)
    document = _LEAD + text.translate(_BREAKS)
    if "[" in text:
        document += _definitions(text, labels)
    return _Fold(text, document).markup()


def _definitions(text: str, labels: Mapping[str, str]) -> str:
    """Definitions for the labels that the text may use, so that the parser sees reference links."""
    found = dict.fromkeys(
        match[1]
        for match in _LABEL.finditer(text)
        if match[1].lower() in labels or text.startswith("][", match.start() - 1)
    )
    usable = (label for label in found if label.strip() and not label.startswith(("^", "!")))
    return "".join(
        f"\n\n[{label}]: <{labels.get(label.lower(), label.replace('>', '').replace('<', ''))}>"
        for label in usable
    )


class _Fold:
    """One pass over the parser's events."""

    def __init__(self, text: str, document: str) -> None:
        self._text = text
        self._end = len(text)
        self._parts: list[str] = []
        self._done = 0
        self._links: list[Link] = []
        self._codes: list[Code] = []
        self._emphases: list[Emphasis] = []
        self._tags: list[Tag] = []
        if document.isascii():
            self._shift = len(_LEAD)
            self._char = None
        else:
            self._shift = 0
            offsets = ByteOffsets(document)
            self._char = lambda byte: offsets.char(byte) - len(_LEAD)
        self._events = pyromark.events_with_range(document)

    def markup(self) -> Markup:
        """What the events say."""
        open_spans: list[tuple[str, int, int, Any]] = []
        auto, last = 0, self._end
        value: Any
        for event, place in self._events:
            if isinstance(event, str):
                continue
            ((kind, value),) = event.items()
            if self._char is None:
                start, end = place["start"] - self._shift, place["end"] - self._shift
            else:
                start, end = self._char(place["start"]), self._char(place["end"])
            if start >= last:
                break
            if end > last:
                end = last
            if kind == "Text":
                if start < 0:
                    start, value = 0, value[len(_LEAD) :]
                if end > start:
                    self._plain(start, end, value, OBJECT if auto else "")
            elif kind == "Code":
                self._codes.append(Code(start, end, value))
                self._plain(start, end, "", OBJECT)
            elif kind in ("InlineHtml", "Html"):
                self._tags.append(Tag(start, end, self._text[start:end]))
                self._plain(start, end, "", OBJECT)
            elif kind == "Start":
                if isinstance(value, dict) or value in ("Strong", "Emphasis"):
                    name = next(iter(value)) if isinstance(value, dict) else value
                    data = value[name] if isinstance(value, dict) else None
                    auto += _is_auto(data)
                    open_spans.append((name, start, end, data))
            elif kind == "End" and open_spans and _name(value) == open_spans[-1][0]:
                name, start, end, data = open_spans.pop()
                auto -= _is_auto(data)
                self._close(name, start, end, data)
        self._parts.append(HIDDEN * (self._end - self._done))
        self._links.sort(key=lambda link: link.start)
        self._emphases.sort(key=lambda emphasis: emphasis.start)
        return Markup(
            "".join(self._parts),
            tuple(self._links),
            tuple(self._codes),
            tuple(self._emphases),
            tuple(self._tags),
        )

    def _plain(self, start: int, end: int, value: str, fill: str) -> None:
        self._parts.append(HIDDEN * (start - self._done))
        length = end - start
        if fill:
            self._parts.append(fill * length)
        elif len(value) == length:
            self._parts.append(value)
        else:  # a character reference: its character, and the rest hidden
            self._parts.append(value[:length] + HIDDEN * (length - len(value[:length])))
        self._done = end

    def _close(self, name: str, start: int, end: int, data: Any) -> None:
        if name in ("Strong", "Emphasis"):
            width = 2 if name == "Strong" else 1
            self._emphases.append(Emphasis(start, end, start + width, end - width, width == 2))
            return
        if name not in ("Link", "Image"):
            return
        kind = _LINK_KINDS.get(data["link_type"], "link")
        text_start = start + (2 if name == "Image" else 1)
        text_end = self._text_end(text_start, end, kind)
        target = data["dest_url"]
        if name == "Image":
            kind = "image"
        self._links.append(Link(start, end, text_start, text_end, target, data["title"], kind))

    def _text_end(self, text_start: int, end: int, kind: str) -> int:
        """Where a link's text ends: behind the last thing read inside it, at the bracket that closes it."""
        if kind == "auto":
            return end - 1
        bracket = self._text.find("]", max(self._done, text_start), end)
        return bracket if bracket >= 0 else end


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
