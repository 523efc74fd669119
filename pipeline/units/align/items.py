"""A page as the sequence that alignment works on: its passages, and its code blocks as landmarks."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipeline.markdown.article import Article
from pipeline.markdown.blocks import anchor_of
from pipeline.units.align.features import Features, address_key, features
from pipeline.units.passage import Passage

_AFTER_ALT = re.compile(r"\]\(([^()\s]*)")
_SOURCE = re.compile(r'source\s*=\s*"([^"\r\n]*)"')
_FOLD = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """A passage or (`passage` is None) a code block. `key`, where not empty, is the same on both sides."""

    passage: Passage | None
    key: str
    features: Features

    @property
    def shape(self) -> tuple[object, ...]:
        """What sort of block it is."""
        passage = self.passage
        if passage is None:
            return ()
        return passage.block, passage.level, passage.containers, passage.kind == "alt text"


def items_of(article: Article, found: tuple[Passage, ...], *, code: bool = True) -> list[Item]:
    """The items of a page's body in reading order; `found` are its passages, `code`: code blocks too."""
    text = article.text
    placed: list[tuple[int, Item]] = []
    for passage in found:
        if passage.block != "metadata":
            kept = features(text, *(passage.whole or (passage.start, passage.end)))
            made = Item(passage, _key(article, passage), kept)
            placed.append((passage.start, made))
    for block in article.blocks if code else ():
        if block.kind == "code" and block.end > block.start:
            content = _FOLD.sub(" ", text[block.start : block.end]).strip()
            placed.append((block.start, Item(None, f"code {content}", _NOTHING)))
    placed.sort(key=lambda entry: entry[0])
    return [item for _, item in placed]


_NOTHING = Features(1, frozenset(), frozenset())


def places_of_keys(items: list[Item], stretch: tuple[int, int], most: int) -> dict[str, list[int]]:
    """Where each key stands in a stretch of items, if it stands there no more than `most` times."""
    places: dict[str, list[int]] = {}
    for index in range(*stretch):
        if items[index].key:
            places.setdefault(items[index].key, []).append(index)
    return {key: found for key, found in places.items() if len(found) <= most}


def _key(article: Article, passage: Passage) -> str:
    text = article.text
    if passage.block == "heading" and not passage.break_before:
        line = text[text.rfind("\n", 0, passage.start) + 1 : passage.end]
        end = text.find("\n", passage.end)
        written = article.syntax.written(
            text[passage.start : end if end >= 0 else len(text)].rstrip()
        )
        name = written.id if written else anchor_of(line)
        return f"heading {name or article.syntax.anchor(text[passage.start : passage.end])}"
    if passage.block == "kept":
        index = bisect_right(article.kept, passage.start, key=lambda one: one.start) - 1
        return (
            f"kept {article.kept[index].letters(text)} {passage.start - article.kept[index].start}"
        )
    if passage.block == "image":
        line = text[text.rfind("\n", 0, passage.start) + 1 : text.find("\n", passage.end)]
        source = _SOURCE.search(line)
        return f"image {address_key(source[1])}" if source else ""
    if passage.kind == "alt text":
        address = _AFTER_ALT.match(text, passage.end)
        return f"image {address_key(address[1])}" if address else ""
    return ""
