"""Inline Markdown without a full parse: which stretches of a text are no prose, and where links and images stand.

One pass of one pattern over the text of a block. Offsets are characters in the text given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Possessive throughout: a text that only looks like a link is given up at once, however it is nested.
_DESTINATION = r"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)"
_LABEL = r"(?:[^\[\]\\`]|\\.|`[^`]*+`|\[(?:[^\[\]\\]|\\.)*+\])*+"
_TOKEN = re.compile(
    rf"""(?P<code>(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`))
    | (?P<escape>\\[!-/:-@\[-`{{-~])
    | (?P<comment><!--(?:(?!<!--)[\s\S])*?-->)
    | (?P<autolink><[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]*>)
    | (?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s+[^<>]*|/)?>)
    | (?P<directive>:::[a-z](?:(?!:::)[^\r\n`])*:::|\[![A-Za-z]{_LABEL}\])
    | (?P<link>!?\[(?P<label>{_LABEL})\]
        (?:{_DESTINATION}|\[[^\[\]]*\]|(?!\()))
    | (?P<url>\bhttps?://[^\s<>\[\]()`"]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of inline text that is no plain prose.

    `kind` is `code`, `escape`, `comment`, `autolink`, `tag`, `directive`, `link`, `image` or `url`. `label_start`
    and `label_end` enclose the text of a link or the alternative text of an image; elsewhere they are 0.
    """

    kind: str
    start: int
    end: int
    label_start: int = 0
    label_end: int = 0


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of `text` between two offsets, in order; what stands inside a link is part of the link."""
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind == "link":
            if text[match.start()] == "!":
                kind = "image"
            yield Token(kind, match.start(), match.end(), *match.span("label"))
        else:
            yield Token(kind, match.start(), match.end())
