"""The stretches of a page that are translated, each with its exact range.

What stands in the page but is no text for a reader (code, addresses, directives, paths of includes, comments) is
in none of them. A passage is a whole paragraph, heading, cell …; `pipeline.units.sentences` cuts it into units.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.markdown.article import Article
from pipeline.markdown.blocks import Block
from pipeline.markdown.directives import attributes, directives
from pipeline.units.metadata import METADATA_KEYS, metadata_passages
from pipeline.units.passage import Passage
from pipeline.units.trimming import has_words, is_text, pieces

_HTML_RUN = re.compile(
    r"<!--[\s\S]*?(?:-->|\Z)|<(?P<raw>script|style|pre|code|svg|iframe)\b[\s\S]*?(?:</(?P=raw)\s*>|\Z)"
    r"|</?(?!(?:a|abbr|b|br|cite|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|var)\b)[A-Za-z][^<>]*>",
    re.IGNORECASE,
)

_COMPONENT = re.compile(r"</?[A-Z]")
_SELECTOR = re.compile(
    r"""^[ \t]*>[ \t]*\[!div\ +class="?op_(?:single|multi)_selector[^\n]*\n(?:[ \t]*>[^\n]*(?:\n|\Z))*""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
"""The links from which a reader picks a platform: the site shows their texts as they are."""


def passages(article: Article, keys: tuple[str, ...] = METADATA_KEYS) -> tuple[Passage, ...]:
    """The passages of a page in reading order; `keys` names the metadata that is translated."""
    text = article.text
    found = [*metadata_passages(article, keys)]
    in_metadata = len(found)
    selectors = [match.span() for match in _SELECTOR.finditer(text, article.body_start)]
    anchor = ""
    for block in article.blocks:
        if block.kind == "heading":
            anchor = article.syntax.anchor(text[block.start : block.end])
        if not any(start <= block.start < end for start, end in selectors):
            found += _block_passages(article, block, anchor)
    if others := [*_image_texts(article), *_kept_texts(article)]:
        body = sorted((*found[in_metadata:], *others), key=lambda passage: passage.start)
        found[in_metadata:] = _with_anchors(body)
    return tuple(found)


def spanless_passages(
    article: Article, keys: tuple[str, ...] = METADATA_KEYS
) -> tuple[Passage, ...]:
    """Those of a page's passages that a bilingual page has no spans for: metadata and alternative texts.

    Quicker than `passages`: a page without images is not parsed.
    """
    found = [*metadata_passages(article, keys)]
    if "![" not in article.text and ":::image" not in article.text:
        return tuple(found)
    images = [*_image_texts(article)]
    anchor = ""
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if block.kind == "heading":
            anchor = article.syntax.anchor(text)
        if "![" in text:
            images += (
                passage
                for passage in _block_passages(article, block, anchor)
                if passage.kind == "alt text"
            )
    return (*found, *sorted(images, key=lambda passage: passage.start))


def _block_passages(article: Article, block: Block, anchor: str) -> Iterator[Passage]:
    if block.kind == "code":
        return
    text = article.text
    kind = "HTML text" if block.kind == "html" else block.described
    runs: Iterable[tuple[int, int]] = ((block.start, block.end),)
    if block.kind == "html":
        runs = _html_runs(text, block.start, block.end)
    elif block.kind == "heading" and text.endswith("}", block.start, block.end):
        written = article.syntax.written(text[block.start : block.end])
        runs = ((block.start, block.start + written.start if written else block.end),)
    for first, last in runs:
        for start, end, is_alt, broken, *whole in pieces(text, first, last, article.opaque):
            if not _is_translated(article, start, end) or _is_broken(article, start):
                continue
            yield Passage(
                start,
                end,
                "alt text" if is_alt else kind,
                block.kind,
                block.level,
                block.containers,
                anchor,
                broken,
                (whole[0], whole[1]),
            )


def _is_broken(article: Article, start: int) -> bool:
    """Does a component of MDX begin there that cannot be read? It is kept as it is; `markup-unclosed` says so."""
    if article.syntax.indented != "never" or not _COMPONENT.match(article.text, start):
        return False
    index = bisect_left(article.opaque, (start, -1))
    return index == len(article.opaque) or article.opaque[index][0] != start


def _is_translated(article: Article, start: int, end: int) -> bool:
    """Is what stands there, which is text, a unit: are there words in it, or does its site translate marks, too?"""
    return article.syntax.marks_are_text or has_words(article.text, start, end, article.opaque)


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


def _kept_texts(article: Article) -> Iterator[Passage]:
    """What is translated of markup that is kept: titles of boxes and tabs, texts in attributes."""
    for markup in article.kept:
        for start, end in markup.texts:
            if has_words(article.text, start, end):
                yield Passage(start, end, "block title", block="kept")


def _with_anchors(found: list[Passage]) -> Iterator[Passage]:
    """The passages with the anchor of the one before them, where they have none."""
    anchor = ""
    for passage in found:
        anchor = passage.anchor or anchor
        yield passage if passage.anchor else replace(passage, anchor=anchor)
