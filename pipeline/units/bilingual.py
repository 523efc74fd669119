"""The units of a bilingual page: the page itself says what belongs together."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.markdown.article import Article
from pipeline.markdown.blocks import Block, anchor_of
from pipeline.markdown.slug import slug
from pipeline.units.unit import Unit


def bilingual_units(article: Article) -> tuple[Unit, ...]:
    """A unit for every sound span of the page, in reading order."""
    spans = article.spans.units
    if not spans:
        return ()
    text, blocks = article.text, article.blocks
    starts = [block.start for block in blocks]
    anchors = _Anchors(text, blocks)
    units = []
    for span in spans:
        index = bisect_right(starts, span.start) - 1
        units.append(
            Unit(
                source=text[span.source_start : span.source_end],
                target=text[span.target_start : span.target_end],
                kind=_kind(text, blocks[index] if index >= 0 else None, span.start),
                id=span.id,
                anchor=anchors.at(span.start, text[span.source_start : span.source_end]),
                target_range=(span.target_start, span.target_end),
                source_range=(span.source_start, span.source_end),
            )
        )
    return tuple(units)


def _kind(text: str, block: Block | None, at: int) -> str:
    if block is None:
        return "paragraph"
    if text.startswith("![", at - 2) or text.rfind("![", block.start, at) > text.rfind(
        "]", block.start, at
    ):
        return "alt text"
    return block.described


class _Anchors:
    """The headings of a page, to ask which one is nearest above a place."""

    def __init__(self, text: str, blocks: tuple[Block, ...]) -> None:
        self._headings = [block for block in blocks if block.kind == "heading"]
        self._starts = [heading.start for heading in self._headings]
        self._names = [anchor_of(text[heading.start : heading.end]) for heading in self._headings]

    def at(self, offset: int, source: str) -> str:
        """The anchor of the heading that `offset` stands in or under; `source` is the unit's source text."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return ""
        if not self._names[index] and offset < self._headings[index].end:
            self._names[index] = slug(source)  # headings from level 3 down carry no anchor
        return self._names[index]
