"""Inline Markdown without a full parse: which stretches of a text are no prose, and where links and images stand.

One pass of one pattern over the text of a block. Offsets are characters in the text given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

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
_TICKS = re.compile(r"`+")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t>]*(?=[\r\n])")


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Stretched = TypeVar("Stretched", bound=_Stretch)


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of inline text that is no plain prose.

    `kind` is `code`, `escape`, `comment`, `autolink`, `tag`, `directive`, `link`, `image`, `url` or `verbatim`.
    `label_start` and `label_end` enclose the text of a link or the alternative text of an image; elsewhere they are 0.
    """

    kind: str
    start: int
    end: int
    label_start: int = 0
    label_end: int = 0


def tokens(
    text: str, start: int, end: int, verbatim: Sequence[tuple[int, int]] = ()
) -> Iterator[Token]:
    """The tokens of `text` between two offsets, in order; what stands inside a link is part of the link.

    `verbatim` are stretches, in order, that stay to the letter; one that begins inside another token is part of that.
    """
    if not verbatim:
        return map(_token, _TOKEN.finditer(text, start, end))
    return _around(text, start, end, verbatim)


def _around(
    text: str, start: int, end: int, verbatim: Sequence[tuple[int, int]]
) -> Iterator[Token]:
    at = start
    found = _TOKEN.search(text, at, end)
    for first, last in verbatim[bisect_left(verbatim, (start, -1)) :]:
        if first >= end:
            break
        while found and found.start() < first:
            yield _token(found)
            at = found.end()
            found = _TOKEN.search(text, at, end)
        if at <= first and last <= end:
            yield Token("verbatim", first, last)
            at = last
            if found and found.start() < at:
                found = _TOKEN.search(text, at, end)
    while found:
        yield _token(found)
        found = _TOKEN.search(text, found.end(), end)


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup or ""
    if kind != "link":
        return Token(kind, match.start(), match.end())
    kind = "image" if match.string[match.start()] == "!" else "link"
    return Token(kind, match.start(), match.end(), *match.span("label"))


def outside_code(text: str, found: Sequence[Stretched]) -> Iterator[Stretched]:
    """Those of `found` (each with `start` and `end`, in order) that do not stand in a code span of `text`."""
    code = list(code_spans(text)) if found and "`" in text else []
    index = 0
    for one in found:
        while index < len(code) and code[index][1] <= one.start:
            index += 1
        if index == len(code) or one.start < code[index][0] or one.end > code[index][1]:
            yield one


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where code spans stand in a text of several paragraphs, in order; none goes over a blank line."""
    ends = [match.start() for match in _BLANK_LINE.finditer(text)]
    runs: list[tuple[int, int, int]] = []  # where backticks stand, and in which paragraph
    for match in _TICKS.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 16) : start]
        start += (len(before) - len(before.rstrip("\\"))) % 2  # an escaped one opens nothing
        if start < end:
            runs.append((start, end, bisect_left(ends, start)))
    alike: dict[tuple[int, int], list[int]] = {}
    for index, (start, end, paragraph) in enumerate(runs):
        alike.setdefault((paragraph, end - start), []).append(index)
    index = 0
    while index < len(runs):
        start, end, paragraph = runs[index]
        same = alike[paragraph, end - start]
        closing = bisect_right(same, index)
        if closing < len(same):
            index = same[closing]
            yield start, runs[index][1]
        index += 1
