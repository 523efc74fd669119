"""What is written for the site and not for the reader: `:::` directives, `[!INCLUDE …]`, `[!div …]`, `[!VIDEO …]`.

Markdown knows none of them. Blanked out before the parser sees the page (character for character, so that every
offset stays), they no longer glue paragraphs together. Alerts such as `[!NOTE]` stay: the parser knows those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKETS = (
    r"\[!(?!(?:note|tip|important|caution|warning)\])[a-z][\w-]*+"
    r"(?:[^\[\]\r\n]|\[[^\[\]\r\n]*+\])*+\](?:\([^()\r\n]*+\))?"
)
_ALONE = re.compile(
    rf"""^(?:[ \t>]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+)?)
    (?P<directive>
      :::(?:[ \t]*(?P<colons>[a-z][\w-]*+)(?:(?!:::)[^\r\n`])*+(?::::)?)?
      | {_BRACKETS}(?:[ \t]*+{_BRACKETS})*+
    )[ \t]*+(?=\r?\n|\r?\Z)""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z][\w-]*")
_ATTRIBUTE = re.compile(
    r"""(?<![A-Za-z-])([A-Za-z-]++)\s*+=\s*+("(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+')"""
)
_NO_LOC = re.compile(r':::no-loc\s+text\s*=\s*"((?:[^"\\\r\n]|\\.)*)"\s*:::', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive that stands alone on its line. `name` is lower case: `image`, `row`, `column-end`, `include`."""

    name: str
    start: int
    end: int


def directives(text: str, start: int = 0) -> Iterator[Directive]:
    """The directives of a page from offset `start` on; what looks like one inside a code block comes too."""
    if ":::" not in text and "[!" not in text:
        return
    for match in _ALONE.finditer(text, start):
        name = _NAME.search(match["directive"])
        yield Directive(name[0].lower() if name else "", *match.span("directive"))


def masked(text: str) -> str:
    """`text` with as many blanks where directives stand alone on their lines."""
    parts: list[str] = []
    done = 0
    for directive in directives(text):
        parts += (text[done : directive.start], " " * (directive.end - directive.start))
        done = directive.end
    return "".join((*parts, text[done:])) if parts else text


def attributes(text: str, directive: Directive) -> dict[str, tuple[int, int]]:
    """The attributes of a `:::` directive: where the value of each stands, without its quotes."""
    return {
        match[1].lower(): (match.start(2) + 1, match.end(2) - 1)
        for match in _ATTRIBUTE.finditer(text, directive.start, directive.end)
    }


def no_loc_words(text: str) -> tuple[str, ...]:
    """The words that `:::no-loc text="…":::` in a page declares as not to be translated."""
    if ":::no-loc" not in text:
        return ()
    return tuple(dict.fromkeys(match[1].replace('\\"', '"') for match in _NO_LOC.finditer(text)))
