"""The stretches of a page that are translated, each with its exact range.

What stands in the page but is no text for a reader (code, addresses, directives, paths of includes, comments) is
in none of them. A passage is a whole paragraph, heading, cell …; `pipeline.units.sentences` cuts it into units.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from pipeline.article.article import Article
from pipeline.article.blocks import Block, anchor_of
from pipeline.article.directives import attributes, directives
from pipeline.article.slug import slug
from pipeline.units.metadata import METADATA_KEYS, metadata_passages
from pipeline.units.passage import Passage
from pipeline.units.trimming import is_text, pieces

_HTML_RUN = re.compile(
    r"<!--[\s\S]*?(?:-->|\Z)|<(?P<raw>script|style|pre|code|svg|iframe)\b[\s\S]*?(?:</(?P=raw)\s*>|\Z)"
    r"|</?(?!(?:a|abbr|b|br|cite|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|var)\b)[A-Za-z][^<>]*>",
    re.IGNORECASE,
)

_SELECTOR = re.compile(
    r"""^[ \t]*>[ \t]*\[!div\ +class="?op_(?:single|multi)_selector[^\n]*\n(?:[ \t]*>[^\n]*(?:\n|\Z))*""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
"""The links from which a reader picks a platform: the site shows their texts as they are."""


def passages(article: Article, keys: tuple[str, ...] = METADATA_KEYS) -> tuple[Passage, ...]:
    """The passages of a page in reading order; `keys` names the metadata that is translated."""
    found = [*metadata_passages(article, keys)]
    body = [*_image_texts(article)]
    selectors = [match.span() for match in _SELECTOR.finditer(article.text, article.body_start)]
    for block in article.blocks:
        if not any(start <= block.start < end for start, end in selectors):
            body += _block_passages(article.text, block)
    body.sort(key=lambda passage: passage.start)
    return (*found, *_anchored(article, body))


def _block_passages(text: str, block: Block) -> Iterator[Passage]:
    if block.kind == "code":
        return
    kind = block.described
    if block.kind == "html":
        for start, end in _html_runs(text, block.start, block.end):
            for piece in pieces(text, start, end):
                yield replace(piece, kind=piece.kind or "HTML text", block="html")
        return
    for piece in pieces(text, block.start, block.end):
        yield replace(
            piece,
            kind=piece.kind or kind,
            block=block.kind,
            level=block.level,
            containers=block.containers,
        )


def _html_runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The text between the block tags of an HTML block."""
    done = start
    for match in _HTML_RUN.finditer(text, start, end):
        if match.start() > done:
            yield done, match.start()
        done = match.end()
    if done < end:
        yield done, end


def _image_texts(article: Article) -> Iterator[Passage]:
    """The `alt-text` of `:::image` directives outside code."""
    text = article.text
    if ":::image" not in text:
        return
    code = [block for block in article.blocks if block.kind == "code"]
    for directive in directives(text, article.body_start):
        if directive.name != "image":
            continue
        index = bisect_right(code, directive.start, key=lambda block: block.start) - 1
        if index >= 0 and directive.start < code[index].end:
            continue
        start, end = attributes(text, directive).get("alt-text", (0, 0))
        if is_text(text, start, end):
            yield Passage(start, end, "alt text", block="image")


def _anchored(article: Article, found: list[Passage]) -> Iterator[Passage]:
    """Each passage with the anchor of the nearest heading at or above it."""
    headings = [block for block in article.blocks if block.kind == "heading"]
    index, anchor = 0, ""
    for passage in found:
        while index < len(headings) and headings[index].start <= passage.start:
            heading = article.text[headings[index].start : headings[index].end]
            anchor = anchor_of(heading) or slug(heading)
            index += 1
        yield replace(passage, anchor=anchor)
