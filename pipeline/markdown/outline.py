"""What stands in a page's body, from one pass of the parser: headings, links, images, tables, code, quotes, HTML.

In a bilingual page only the targets are seen: their sources and the tags around both are covered by a filler of the
same length, so that every offset still counts in the page's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple

import pyromark

from pipeline.files.offsets import ByteOffsets
from pipeline.lazy import lazy
from pipeline.markdown.article import Article
from pipeline.markdown.blocks import OPTIONS
from pipeline.markdown.body import without

FILLER = "\u200b"
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


Bytes = tuple[int, int]
"""Start and end in bytes of the body, as the parser gives them; only what is asked for is made characters of."""


class Heading(NamedTuple):
    """A heading: all of it, its level, and its Markdown without marks."""

    start: int
    end: int
    level: int
    text: str
    text_start: int


class Link(NamedTuple):
    """A link or an image: all of it, where it points, how it is written, and its text (an image's alt text)."""

    start: int
    end: int
    target: str
    kind: str
    text: str
    is_image: bool


class Table(NamedTuple):
    """A table: where it stands, its columns, and its rows (the head first), which `Outline.chars` makes places of."""

    start: int
    end: int
    columns: int
    rows: tuple[Bytes, ...]


class Item(NamedTuple):
    """A list item: where it stands (in bytes), how deep (from 1), and its number where it is the first one's.

    `first` is the number that its list begins with, -1 for a list without numbers; None for items behind the first.
    """

    start: int
    end: int
    depth: int
    is_numbered: bool
    first: int | None


class Piece(NamedTuple):
    """A stretch of the body with what is said of it: a fence's language, an alert's kind."""

    start: int
    end: int
    what: str = ""


@dataclass
class Outline:
    """All of it. `text` is the page's text with sources covered; `bare` the same with code and comments blanked."""

    text: str
    start: int
    article: Article
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    fences: list[Piece] = field(default_factory=list)
    code: list[Piece] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    paragraph_bytes: list[Bytes] = field(default_factory=list)
    emphasis_bytes: list[Bytes] = field(default_factory=list)
    html_bytes: list[Bytes] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)  # what rules have made of it, by name

    @lazy
    def body(self) -> str:
        """The text behind the front matter, markup of the site that stands alone blanked out."""
        kept = ((one.start - self.start, one.end - self.start) for one in self.article.kept)
        return without(self.text[self.start :], kept)

    def is_verbatim(self, at: int) -> bool:
        """Does markup of the site begin at an offset?"""
        return at in self._verbatim

    def is_inside(self, at: int) -> bool:
        """Does markup of the site stand at an offset?"""
        return any(
            (index := bisect_right(found, at, key=lambda one: one.start))
            and at < found[index - 1].end
            for found in (self.article.kept, self.article.verbatims)
        )

    @lazy
    def _verbatim(self) -> frozenset[int]:
        return frozenset(one.start for one in (*self.article.kept, *self.article.verbatims))

    @lazy
    def offsets(self) -> ByteOffsets:
        """Bytes of the body as characters of it."""
        return ByteOffsets(self.body)

    @lazy
    def body_bytes(self) -> bytes:
        """The body as the parser reads it: what places in bytes count in."""
        return self.body.encode()

    def chars(self, places: Iterable[Bytes]) -> list[tuple[int, int]]:
        """Places in bytes of the body, as characters of the page."""
        char, base = self.offsets.char, self.start
        if self.offsets.is_ascii:
            return [(base + start, base + end) for start, end in places]
        return [(base + char(start), base + char(end)) for start, end in places]

    @property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Where the paragraphs stand."""
        return self.chars(self.paragraph_bytes)

    @lazy
    def prose(self) -> list[tuple[int, int]]:
        """Where running text stands: the paragraphs, and the items of lists whose text is in none; in order."""
        if not self.items:
            return self.paragraphs
        starts = sorted(start for start, _ in self.paragraph_bytes)
        bare = []
        for item, following in zip_longest(self.items, self.items[1:]):
            end = min(item.end, following.start) if following is not None else item.end
            at = bisect_left(starts, item.start)
            if at == len(starts) or starts[at] >= end:
                bare.append((item.start, end))
        fences = [fence.start for fence in self.fences]
        found = self.paragraphs
        for start, end in self.chars(bare):
            at = bisect_left(fences, start)
            found.append((start, min(end, fences[at]) if at < len(fences) else end))
        return sorted(found)

    @property
    def emphasis(self) -> list[tuple[int, int]]:
        """Where emphasis and bold stand, marks and all."""
        return self.chars(self.emphasis_bytes)

    @lazy
    def html(self) -> list[tuple[int, int]]:
        """Where raw HTML stands."""
        return self.chars(self.html_bytes)

    @property
    def images(self) -> list[Link]:
        """The images."""
        return [link for link in self.links if link.is_image]

    @lazy
    def bare(self) -> str:
        """The text with code, comments and front matter as spaces; line ends stay."""
        return _bare(self)

    @lazy
    def markers(self) -> tuple[Piece, ...]:
        """What stands between `[!` and `]` at the beginning of a quote: alerts and extensions."""
        return tuple(_markers(self.bare)) if "[!" in self.bare else ()


def outline(article: Article) -> Outline:
    """The outline of a page's body."""
    text = _without_sources(article)
    found = Outline(text, article.body_start, article)
    _Reader(found).read()
    return found


def plain(text: str) -> str:
    """Text without the filler and without white space around it."""
    return text.replace(FILLER, "").strip()


_LINE = re.compile(r"[^\r\n]+")


def _without_sources(article: Article) -> str:
    spans = article.spans.units
    if not spans:
        return article.text
    text, at = article.text, 0
    parts: list[str] = []
    for _, start, target_start, target_end, _, _, end in spans:
        parts += (
            text[at:start],
            FILLER * (target_start - start),
            text[target_start:target_end],
            _covered(text[target_end:end]),
        )
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _covered(text: str) -> str:
    """The filler in place of a text, whose line ends stay."""
    if "\n" not in text and "\r" not in text:
        return FILLER * len(text)
    return _LINE.sub(lambda line: FILLER * len(line[0]), text)


def _bare(found: Outline) -> str:
    """The text with code, comments and front matter as spaces; line ends stay."""
    at, text = found.start, found.text
    parts = [" " * (at - 1) + text[at - 1]] if at else []  # the last is a line's end
    covered = [(piece.start, piece.end) for piece in found.code]
    if "<!--" in text:
        covered += [match.span() for match in _COMMENT.finditer(text, found.start)]
        covered.sort()
    for start, end in covered:
        if end <= at:
            continue
        start = max(start, at)
        parts.append(text[at:start])
        if text.find("\n", start, end) < 0:
            parts.append(" " * (end - start))
        else:
            lines = text[start:end].split("\n")
            parts.append("\n".join([" " * len(line) for line in lines]))
        at = end
    parts.append(text[at:])
    return "".join(parts)


_QUOTED = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(?:>[ \t]?)+[ \t]*\\?")


def _markers(bare: str) -> Iterator[Piece]:
    at = bare.find("[!")
    while at >= 0:
        line = bare.rfind("\n", 0, at) + 1
        end = bare.find("\n", at)
        end = len(bare) if end < 0 else end
        close = bare.find("]", at, end)
        if close >= 0 and _QUOTED.fullmatch(bare, line, at):
            yield Piece(at + 2, close, bare[at + 2 : close].rstrip("\\"))
        at = bare.find("[!", end)  # a marker stands at the beginning of its line


class _Reader:
    """Folds the parser's events into an outline."""

    def __init__(self, found: Outline) -> None:
        self._found = found
        self._char = found.offsets.char
        self._is_ascii = found.body.isascii()
        self._heading: tuple[int, int] | None = None
        self._inner = (-1, -1)
        self._rows: list[Bytes] = []
        self._columns = 0
        self._lists: list[
            tuple[bool, int | None]
        ] = []  # numbered? its first number, until an item has it

    def read(self) -> None:
        """Read the whole body."""
        event: Any
        place: Any  # {"start", "end"}: bytes
        html = self._found.html_bytes
        for event, place in pyromark.events_with_range(self._found.body, options=OPTIONS):
            if type(event) is str:
                continue
            if "Text" in event:
                if self._heading is not None:
                    self._inside(place)
            elif "Start" in event:
                value = event["Start"]
                if type(value) is str:
                    self._plain_start(value, place)
                else:
                    self._start(value, place)
            elif "End" in event:
                value = event["End"]
                if value == "Table" or type(value) is dict:
                    self._end(value, place)
            else:
                if self._heading is not None:
                    self._inside(place)
                if "InlineHtml" in event or "Html" in event:
                    html.append((place["start"], place["end"]))
                elif "Code" in event:
                    self._found.code.append(self._piece(place))

    def _place(self, place: dict[str, int]) -> tuple[int, int]:
        base, char = self._found.start, self._char
        if self._is_ascii:
            return base + place["start"], base + place["end"]
        return base + char(place["start"]), base + char(place["end"])

    def _piece(self, place: dict[str, int], what: str = "") -> Piece:
        return Piece(*self._place(place), what)

    def _inside(self, place: dict[str, int]) -> None:
        first, last = self._inner
        self._inner = (
            place["start"] if first < 0 else first,
            max(last, place["end"]),
        )

    def _plain_start(self, value: str, place: dict[str, int]) -> None:
        if value == "Paragraph":
            self._found.paragraph_bytes.append((place["start"], place["end"]))
        elif value == "Item":
            is_numbered, first = self._lists[-1]
            self._lists[-1] = is_numbered, None
            depth = len(self._lists)
            item = Item(place["start"], place["end"], depth, is_numbered, first)
            self._found.items.append(item)
        elif value in ("TableHead", "TableRow"):
            self._rows.append((place["start"], place["end"]))
        elif value in ("Emphasis", "Strong"):
            self._found.emphasis_bytes.append((place["start"], place["end"]))
            if self._heading is not None:
                self._inside(place)

    def _start(self, value: dict[str, Any], place: dict[str, int]) -> None:
        if self._heading is not None:
            self._inside(place)
        for name, what in value.items():
            if name in ("Link", "Image"):
                self._link(place, what, name == "Image")
            elif name == "Heading":
                self._heading = (place["start"], int(what["level"][1]))
                self._inner = (-1, -1)
            elif name == "CodeBlock":
                fenced = isinstance(what, dict)
                piece = self._piece(place, what.get("Fenced", "") if fenced else "")
                self._found.code.append(piece)
                if fenced:
                    self._found.fences.append(piece)
            elif name == "List":
                self._lists.append((what is not None, -1 if what is None else what))
            elif name == "Table":
                self._rows, self._columns = [], len(what)

    def _link(self, place: dict[str, int], what: dict[str, Any], is_image: bool) -> None:
        start, end = self._place(place)
        if _is_embedded(self._found.text, start):
            return
        text = self._found.text[start : min(end, start + _LONGEST)]
        kind = what["link_type"]
        opening = 2 if is_image else 1
        bare = kind in ("Autolink", "Email")
        shown = text[1:-1] if bare else text[opening : _closing(text, opening)]
        link = Link(start, end, what["dest_url"], kind, shown, is_image)
        self._found.links.append(link)

    def _end(self, value: Any, place: dict[str, int]) -> None:
        if value == "Table":
            start, end = self._place(place)
            self._found.tables.append(Table(start, end, self._columns, tuple(self._rows)))
        elif "List" in value:
            self._lists.pop()
        elif "Heading" in value and self._heading is not None:
            first, last = self._inner
            start, end = self._place(place)
            if first < 0:
                text_start, text = end, ""
            else:
                text_start = self._found.start + self._char(first)
                text = self._found.text[text_start : self._found.start + self._char(last)]
            self._found.headings.append(Heading(start, end, self._heading[1], text, text_start))
            self._heading = None


_EMBEDDING = re.compile(r"\[![A-Za-z][A-Za-z0-9-]{0,40}[ \t]{0,8}\Z")


def _is_embedded(text: str, start: int) -> bool:
    """Is what looks like a link at `start` the inside of an extension, `[!code-bash[](run.sh)]`?"""
    return _EMBEDDING.search(text, max(0, start - 52), start) is not None


_LONGEST = 2_000  # characters of a link's text; what is nested deeper is nobody's


_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)


def _closing(text: str, start: int) -> int:
    """Where the bracket that opens before `start` closes."""
    depth, size = 1, min(len(text), _LONGEST)
    for bracket in _BRACKET.finditer(text, start, size):
        if bracket[0] == "[":
            depth += 1
        elif bracket[0] == "]":
            depth -= 1
            if not depth:
                return bracket.start()
    return size
