"""The blocks of a page's body: markup of the site blanked out first, and indented text read as what it is there.

Offsets are 0-based characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.markdown.blocks import Block, parsed
from pipeline.markdown.columns import Unindented, columns
from pipeline.markdown.directives import masked
from pipeline.markdown.fences import blanked

Range = tuple[int, int]

_INDENT = re.compile(r"[ \t]*")
_DEEPEST = 8  # levels of indented content in each other


def read_blocks(
    text: str, start: int = 0, kept: Sequence[Range] = (), indented: str = "code"
) -> tuple[Block, ...]:
    """The leaf blocks of the Markdown in `text` from offset `start` (a line start) on, in reading order.

    `kept` is where markup of the site stands alone on its lines; `indented` says what lines behind four blanks are
    (`Syntax.indented`).
    """
    body = masked(text[start:])
    if kept:
        body = without(body, ((first - start, last - start) for first, last in kept))
    found = parsed(body, start)
    for first, last in tuple(_indented_columns(found, text, body, start)):
        found = _with_column(found, body, start, first, last)
    if indented == "content":
        for first, last in _contents(text[start:], [last - start for _, last in kept]):
            if _code_in(found, first, last, body, start):
                found = _with_column(found, body, start, first, last)
    elif indented == "never":
        for _ in range(_DEEPEST):
            code = _indented_code(found, body, start)
            for first, last in code:
                found = _with_column(found, body, start, first, last)
            if not code:
                break
    return tuple(found)


def without(text: str, places: Iterable[Range]) -> str:
    """`text` with blanks in some places (in order), line ends left as they are."""
    parts: list[str] = []
    done = 0
    for first, last in places:
        parts += (text[done:first], blanked(text[first:last]))
        done = last
    return "".join((*parts, text[done:]))


def _contents(text: str, ends: Sequence[int]) -> Iterator[Range]:
    """What is indented by four blanks or more below markup that ends at one of `ends` (Python-Markdown's content)."""
    for end in ends:
        line = text.rfind("\n", 0, end) + 1
        width = len(_INDENT.match(text, line)[0].expandtabs(4)) + 4  # type: ignore[index]
        first = at = text.find("\n", end) + 1
        last = first
        while 0 < at < len(text):
            close = text.find("\n", at) + 1 or len(text)
            if text[at:close].strip():
                if len(_INDENT.match(text, at)[0].expandtabs(4)) < width:  # type: ignore[index]
                    break
                last = close
            at = close
        if last > first:
            yield first, last


def _indented_code(blocks: list[Block], body: str, start: int) -> list[Range]:
    """Where blocks stand that were taken for code because of their indent, from line start to line end."""
    return [
        (body.rfind("\n", 0, block.start - start) + 1, block.end - start)
        for block in blocks
        if block.kind == "code" and not _is_fenced(body, block.start - start)
    ]


def _indented_columns(
    blocks: list[Block], text: str, body: str, start: int
) -> Iterator[tuple[int, int]]:
    """The columns (offsets in the body) whose content was taken for code, those of examples left out."""
    for first, last in columns(text[start:]):
        if _code_in(blocks, first, last, body, start):
            yield first, last


def _code_in(blocks: list[Block], first: int, last: int, body: str, start: int) -> bool:
    """Is there code between two offsets of the body, and none of it fenced?"""
    touching = [
        block
        for block in blocks
        if block.kind == "code" and block.start < start + last and block.end > start + first
    ]
    return bool(touching) and not any(_is_fenced(body, one.start - start) for one in touching)


def _with_column(blocks: list[Block], body: str, start: int, first: int, last: int) -> list[Block]:
    """`blocks` with those of the column between `first` and `last` read without the column's indent."""
    column = Unindented(body, first, last)
    read = [
        replace(
            block,
            start=start + column.offset(block.start),
            end=start + column.offset(max(block.end - 1, block.start)) + (block.end > block.start),
        )
        for block in parsed(column.text)
    ]
    before = [block for block in blocks if block.start < start + first]
    after = [block for block in blocks if block.start >= start + last]
    for block in blocks:  # what was taken for code may go on behind the column
        rest = body[last : block.end - start]
        if block.start < start + last and rest.strip():
            blank = len(rest) - len(rest.lstrip())
            after.insert(0, replace(block, start=start + last + blank))
    return [*before, *read, *after]


def _is_fenced(body: str, at: int) -> bool:
    """Does the code block whose content begins at `at` stand between fences?"""
    before = body[: max(body.rfind("\n", 0, at), body.rfind("\r", 0, at)) + 1]
    before = before.removesuffix("\n").removesuffix("\r")
    return (
        before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
        .lstrip(" \t>-*+.0123456789)")
        .startswith(("```", "~~~"))
    )
