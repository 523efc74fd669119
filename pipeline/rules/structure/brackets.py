"""Brackets without their other half, in headings and beside links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.families.family import DOCFX
from pipeline.markdown.outline import Link, Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own

_PAIRS = {")": "(", "]": "["}
_STRAY = re.compile(r"(?<!\S)\\_(?!\S)")
_NUMBER = re.compile(r"(?m)(?:^|[ \t(])(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)")
_MASKED = re.compile(r"`[^`\n]*`|\[[^\[\]\n]*\]\([^()\s]*\)|\\.|[:;]-?\)")


@rule("bracket-unpaired", "article")
def bracket_unpaired(page: PageContext) -> Iterator[Hit]:
    r"""A bracket in a heading or beside a link that is never opened or closed, or a stray `\_`.

    Bad:

        # Pay your bill)

        See [[the list](list.md).

    Good:

        # Pay your bill

        See [the list](list.md).
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for heading in outline.headings:
            at = _unpaired(heading.text)
            if at is None and (stray := _STRAY.search(heading.text)):
                start = heading.text_start + stray.start()
                yield Seen(start, start + 2, "`\\_` is shown as `_` in this heading", heading.text)
            elif at is not None:
                start = heading.text_start + at
                yield Seen(
                    start,
                    start + 1,
                    f"`{heading.text[at]}` has no other half in this heading",
                    heading.text,
                )
        if page.family.renderer == DOCFX:
            yield from _beside_links(outline)

    yield from own(page, find)


def _unpaired(text: str) -> int | None:
    """Where the first bracket of a heading stands that has no other half; None where all have."""
    if not any(char in text for char in "()[]"):
        return None
    opened: list[tuple[str, int]] = []
    in_code = False
    for at, char in enumerate(text):
        if char == "`":
            in_code = not in_code
        elif in_code or text[at - 1 : at] == "\\":
            continue
        elif char in "([":
            opened.append((char, at))
        elif char in _PAIRS:
            if not opened or opened[-1][0] != _PAIRS[char]:
                is_number = char == ")" and at < 4
                return None if is_number else at
            opened.pop()
    return opened[0][1] if opened else None


def _beside_links(outline: Outline) -> Iterator[Seen]:
    """Brackets that touch a link and that nothing else in its paragraph opens or closes."""
    links = [link for link in outline.links if link.kind == "Inline" and not link.is_image]
    text = outline.bare
    near = [
        link
        for link in links
        if text[link.end : link.end + 1] == ")" or text[link.start - 1 : link.start] == "["
    ]
    if not near:
        return
    paragraphs = outline.paragraphs
    starts = [first for first, _ in paragraphs]
    for link in near:
        index = bisect_right(starts, link.start) - 1
        if index < 0 or paragraphs[index][1] < link.end:
            continue
        yield from _around(text, link, *paragraphs[index])


def _around(text: str, link: Link, first: int, last: int) -> Iterator[Seen]:
    before = _without_code(text[first : link.start] + link.text)
    behind = _without_code(text[link.end : last])
    key = text[link.start : link.end]
    if behind.startswith(")") and before.count("(") <= _NUMBER.sub("", before).count(")"):
        yield Seen(link.end, link.end + 1, "`)` behind the link closes nothing", f"){key}")
    start = link.start - 1
    if (
        text[start - 1 : link.start].endswith("[")
        and "]" not in behind
        and text[start - 1] not in "![\\"
    ):
        yield Seen(start, link.start, "`[` before the link is never closed", f"[{key}")


def _without_code(text: str) -> str:
    return _MASKED.sub(lambda match: " " * len(match[0]), text)
