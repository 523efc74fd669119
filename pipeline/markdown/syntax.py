"""What is written for a site's program and not for its readers, and how headings are named: it differs by site.

A docs family fills a `Syntax` in; `Syntax()` is what docs.microsoft.com's pages need.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.markdown.blocks import anchor_of
from pipeline.markdown.slug import slug

Range = tuple[int, int]
Place = tuple[str | int, ...]
"""Where a value stands in nested metadata: keys and indexes of items."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Markup of the site: from where to where it stands, and the parts that are translated (0-based characters).

    `addresses` are parts that are compared as addresses. `free` are all parts that may differ in a translation: texts
    with what may be left out or added around them, and addresses.
    """

    start: int
    end: int
    texts: tuple[Range, ...] = ()
    addresses: tuple[Range, ...] = ()
    free: tuple[Range, ...] = ()

    def letters(self, text: str) -> str:
        """What must be the same in the translation: all but the parts that may differ, blank space as one blank."""
        parts, at = [], self.start
        for start, end in self.free:
            parts.append(text[at:start])
            at = end
        return " ".join("".join((*parts, text[at : self.end])).split())


class Written(NamedTuple):
    """A name that is written in a heading, and from where to where its markup stands (0-based characters)."""

    id: str
    start: int
    end: int


class Head(NamedTuple):
    """A metadata block that is no YAML: its form, where it stands, where the page's body begins, and its values."""

    form: str
    start: int
    end: int
    body: int
    values: Mapping[str, Any]


def no_markup(text: str) -> tuple[Markup, ...]:
    """What is found in pages of a site that has no such markup."""
    return ()


def _no_head(text: str) -> Head | None:
    return None


def _no_name(heading: str) -> Written | None:
    return None


@dataclass(frozen=True, eq=False, slots=True)
class Syntax:
    """How one family's pages are written. Two are the same only where they are one object.

    `kept` finds markup that stands alone on its lines, `verbatims` what stays to the letter inside sentences, and
    `expands` what a translation may write out; all of them see what stands in code, too. `written` is the name in
    braces behind a heading's text, `anchor` the name of a heading as links know it, `names` those of all of a page's
    headings (None: as the hand-back gives them). `address` takes out of an address what differs by locale. `head` reads
    metadata in other forms than YAML (PageError where it cannot), `head_end` says where the body begins behind it (-1:
    there is none), `head_places` where its values stand. `indented` says what four blanks before a line mean: `code`;
    `content` behind kept markup, as Python-Markdown has it; or `never` code, as in MDX. `marks_are_text`: a text
    without letters and digits (`…`, an emoji) is translated. `is_data`: the file is no page but its metadata alone.
    """

    kept: Callable[[str], tuple[Markup, ...]] = no_markup
    verbatims: Callable[[str], tuple[Markup, ...]] = no_markup
    expands: Callable[[str], tuple[Range, ...]] = lambda text: ()
    written: Callable[[str], Written | None] = _no_name
    anchor: Callable[[str], str] = lambda heading: anchor_of(heading) or slug(heading)
    names: Callable[[list[str]], list[str]] | None = None
    address: Callable[[str], str] = lambda address: address
    head: Callable[[str], Head | None] = _no_head
    head_end: Callable[[str], int] = lambda text: -1
    head_places: Callable[[str, Head], Mapping[Place, Range]] = lambda text, head: {}
    indented: str = "code"
    marks_are_text: bool = True
    is_data: bool = False


DEFAULT = Syntax()
