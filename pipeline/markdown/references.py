"""Definitions of reference links, `[label]: address`: the one place that says what they look like.

https://spec.commonmark.org/0.31.2/#link-reference-definitions, without those that go over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_DEFINITION = re.compile(
    r"^(?P<lead>[ >]{0,6})\[(?P<label>(?:[^\[\]\\\r\n]|\\.)+)\]:"
    r"(?P<rest>[ \t]*(?P<address>\S+)[^\r\n]*)(?P<eol>\r\n|\n|\r|\Z)",
    re.MULTILINE,
)


class Definition(NamedTuple):
    """A definition's line. Offsets are 0-based characters; `end` is behind the line's end.

    `lead` is what stands before the bracket (blanks, quote marks); `rest` what stands behind the colon.
    """

    start: int
    end: int
    lead: str
    label: str
    address: str
    rest: str
    eol: str

    @property
    def is_quoted(self) -> bool:
        """Does it stand in a block quote?"""
        return ">" in self.lead or len(self.lead) > 3

    @property
    def is_footnote(self) -> bool:
        """Is it a footnote, `[^1]: text`?"""
        return self.label.startswith("^")

    @property
    def line(self) -> str:
        """The line without its end."""
        return f"{self.lead}[{self.label}]:{self.rest}"


def definitions(text: str, start: int = 0) -> Iterator[Definition]:
    """The definitions of a text, from the character `start` on, in order."""
    if "]:" not in text:
        return
    for match in _DEFINITION.finditer(text, start):
        yield Definition(
            match.start(), match.end(), *match.group("lead", "label", "address", "rest", "eol")
        )


def without_definitions(text: str) -> str:
    """The text without its definitions' lines."""
    return _DEFINITION.sub("", text)


def label_key(label: str) -> str:
    """A label as Markdown compares it: letter case and white space do not count."""
    return " ".join(label.split()).casefold()
