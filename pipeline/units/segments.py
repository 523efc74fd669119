"""The units of a page that stands alone: its passages cut into sentences."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.markdown.article import Article
from pipeline.markdown.directives import no_loc_words
from pipeline.units.folding import unwrapped
from pipeline.units.metadata import METADATA_KEYS
from pipeline.units.passage import Passage
from pipeline.units.passages import passages
from pipeline.units.sentences import sentences
from pipeline.units.trimming import has_words, is_text
from pipeline.units.unit import Range, Unit

WHOLE = frozenset({"metadata", "image", "kept"})
"""Blocks whose passage is one unit, however many sentences it has."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of a passage. `start` and `end` are 0-based characters in the page; `text` is on one line."""

    start: int
    end: int
    text: str


def segments_of(article: Article, passage: Passage, locale: str = "en") -> list[Segment]:
    """The sentences of one passage of a page."""
    text, verbatim = article.text, article.opaque
    if passage.block == "metadata":
        return [Segment(passage.start, passage.end, article.value_text(passage.start, passage.end))]
    if passage.block in WHOLE or passage.kind == "alt text":
        return [Segment(passage.start, passage.end, text[passage.start : passage.end])]
    found = sentences(text, passage.start, passage.end, locale, verbatim)
    if article.syntax.marks_are_text:
        found = [place for place in found if is_text(text, *place, verbatim)]
    else:
        found = _with_words(article, found)
    quoted = passage.is_quoted
    return [Segment(start, end, unwrapped(text[start:end], quoted=quoted)) for start, end in found]


def _with_words(article: Article, found: list[Range]) -> list[Range]:
    """The sentences, those without words (an emoji, a macro) taken together with the one before, or the next one."""
    joined: list[Range] = []
    waiting = -1
    for start, end in found:
        if not has_words(article.text, start, end, article.opaque):
            if joined:
                joined[-1] = joined[-1][0], end
            elif waiting < 0:
                waiting = start
            continue
        joined.append((waiting if waiting >= 0 else start, end))
        waiting = -1
    return joined


def source_units(
    article: Article, keys: tuple[str, ...] = METADATA_KEYS, locale: str = "en"
) -> tuple[Unit, ...]:
    """The units of a source page, untranslated: what a translator gets for a new page.

    Texts that are no more than a word that the page declares as not to be translated (`no-loc`) are left out.
    """
    if article.syntax.is_data:
        from pipeline.units.strings import strings  # few docsets have data files

        return strings(article, None, keys).units
    kept = no_loc(article)
    return tuple(
        Unit(
            source=segment.text,
            target="",
            kind=passage.kind,
            anchor=passage.anchor,
            source_range=(segment.start, segment.end),
        )
        for passage in passages(article, keys)
        for segment in segments_of(article, passage, locale)
        if segment.text not in kept
    )


def no_loc(article: Article) -> frozenset[str]:
    """The words that a page declares as not to be translated, in its metadata or its text."""
    declared = article.readable_metadata.get("no-loc")
    words = [str(word) for word in declared] if isinstance(declared, list) else []
    if isinstance(declared, str):
        words = [declared]
    return frozenset((*words, *no_loc_words(article.text)))
