"""A version of a page as freshness sees it: its sentences, and the lines that hold everything else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lazy import lazy
from pipeline.markdown.article import Article
from pipeline.markdown.syntax import DEFAULT, Syntax
from pipeline.units.align.page import align
from pipeline.units.folding import folded
from pipeline.units.metadata import METADATA_KEYS
from pipeline.units.passages import passages
from pipeline.units.segments import Segment, segments_of

_MARK = "\ufdd0"  # stands where a sentence was; no text holds it
_COMMENT = re.compile(r"<!--[\s\S]*?(?:-->|\Z)")
_RUN = re.compile(rf"{_MARK}[ \t]*(?:\n[ \t>]*)?(?={_MARK})")
_BULLET = re.compile(r"^([ \t>]*)[*+-](?=[ \t])", re.MULTILINE)
_NUMBER = re.compile(r"^([ \t>]*)\d{1,9}[.)](?=[ \t])", re.MULTILINE)
_RULE = re.compile(r"-{2,}|={2,}")
_EMPHASIS = re.compile(r"(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Reading:
    """One version of a page. `locale` is the page's (BCP 47), `keys` the metadata that is translated.

    `syntax` is how its family writes pages.
    """

    text: str
    locale: str = "en"
    keys: tuple[str, ...] = METADATA_KEYS
    syntax: Syntax = DEFAULT

    @lazy
    def article(self) -> Article:
        """The page, parsed."""
        return Article(self.text, self.syntax)

    @lazy
    def segments(self) -> tuple[Segment, ...]:
        """Its sentences and translated metadata values, with their ranges (0-based characters), in order."""
        return tuple(
            segment
            for passage in passages(self.article, self.keys)
            for segment in segments_of(self.article, passage, self.locale)
        )

    @lazy
    def sentences(self) -> tuple[str, ...]:
        """The sentences without what only formats them otherwise: line ends, escapes, `_` for `*`."""
        return tuple(plain(segment.text) for segment in self.segments)

    @lazy
    def lines(self) -> Counter[str]:
        """What stands around the sentences, by line: markers, code, images, directives; without comments."""
        return Counter(self.skeleton)

    @lazy
    def skeleton(self) -> tuple[str, ...]:
        """These lines in their order."""
        text, done, parts = self.article.text, self.article.body_start, []
        for segment in sorted(self.segments, key=lambda one: one.start):
            if segment.start >= done:
                parts += [text[done : segment.start], _MARK]
                done = segment.end
        body = _COMMENT.sub("", "".join([*parts, text[done:]]).replace("\r\n", "\n"))
        body = _RUN.sub("", body)
        body = _NUMBER.sub(r"\g<1>1.", _BULLET.sub(r"\1-", body))
        return tuple(line for raw in body.split("\n") if (line := folded(_RULE.sub("-", raw))))


@lru_cache(maxsize=256)
def read(
    text: str,
    locale: str = "en",
    keys: tuple[str, ...] = METADATA_KEYS,
    syntax: Syntax = DEFAULT,
) -> Reading:
    """The reading of a version, remembered: versions come back, in merges and on the way from page to page.

    Its line ends are line feeds: a working tree may have others than its repository.
    """
    return Reading(text.replace("\r\n", "\n"), locale, keys, syntax)


def same_work(one: Reading, two: Reading) -> bool:
    """Have two versions of a source the same sentences, translated metadata and structure?

    Then a translation of one is one of the other: what differs is cosmetic.
    """
    if one.text == two.text:
        return True
    return one.sentences == two.sentences and one.skeleton == two.skeleton


def plain(text: str) -> str:
    """A sentence without what only formats it otherwise."""
    return folded(_EMPHASIS.sub(_stars, _ESCAPE.sub(r"\1", text) if "\\" in text else text))


def is_marker(line: str) -> bool:
    """Does a line hold no more than markers around sentences?"""
    return not any(character.isalnum() for character in line)


def shown(line: str) -> str:
    """A line in words: `…` where sentences stand."""
    return line.replace(_MARK, "…")


def links(source: Reading, target: Reading) -> tuple[tuple[int, ...], ...]:
    """For each sentence of `target` the indexes of the sentences of `source` that it translates."""
    found: list[set[int]] = [set() for _ in target.segments]
    if source.segments and target.segments:
        for pair in align(
            source.article, target.article, target.locale, source.keys, source.locale
        ).pairs:
            if pair.source is None or pair.target is None:
                continue
            left = _within(source.segments, pair.source.start, pair.source.end)
            for index in _within(target.segments, *pair.target):
                found[index].update(left)
    return tuple(tuple(sorted(one)) for one in found)


def _within(segments: tuple[Segment, ...], start: int, end: int) -> list[int]:
    return [
        index
        for index, segment in enumerate(segments)
        if segment.start < end and segment.end > start
    ]


def _stars(match: re.Match[str]) -> str:
    return "*" * len(match[0])
