"""The page again, with the translators' texts in it: bilingual or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.po.entries import po_text
from pipeline.rebuild.bisect import sound
from pipeline.rebuild.verify import body_as_meant, breaks_its_lines, metadata_as_meant
from pipeline.units.bilingual import bilingual_units
from pipeline.units.metadata import METADATA
from pipeline.units.shift import shifted
from pipeline.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that cannot stand in the page: reading the page again would not give it back."""

    unit: Unit
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A page with new targets in it, read again and found sound; `refused` are the texts left out.

    `units` are the page's units with their new targets, where they stand now.
    """

    article: Article
    units: tuple[Unit, ...]
    refused: tuple[Refused, ...] = ()


def with_targets(article: Article, units: tuple[Unit, ...], texts: Mapping[int, str]) -> Rebuilt:
    """`article` with the targets of its `units` replaced by `texts` (by index); nothing else changes.

    The new page is read again: it must give the same blocks, the same bilingual units with the texts that were put
    in, and the metadata that was meant. A text that would break its own unit or another (a span, a blank line, a
    line that begins a list) is left out, and so is one that has no place in the page. One that stands in several places
    is left out of all where one of them cannot hold it.
    """

    def same(index: int) -> tuple[str, str]:
        return po_text(units[index].source), po_text(texts[index])

    placed = [index for index in texts if units[index].target_range is not None]
    broken = {same(index) for index in placed if _ends_its_block(units[index], texts[index])}
    candidates = {index: texts[index] for index in placed if same(index) not in broken}
    good: Mapping[int, str] | None = candidates
    if candidates:
        good = sound(
            candidates,
            lambda some: _reads_back(article, _put(article, units, some), units, some),
            lambda index: any(
                breaks_its_lines(article, edit)
                for edit in _edits(article, units, {index: texts[index]})
            ),
            same,
        )
    good = good or {}
    built = _put(article, units, good)
    refused = tuple(
        Refused(units[index], text, _why(units[index], text))
        for index, text in sorted(texts.items())
        if index not in good
    )
    in_page = article.is_bilingual
    return Rebuilt(
        built, shifted(units, _edits(article, units, good), good, sources=in_page), refused
    )


def _put(article: Article, units: tuple[Unit, ...], texts: Mapping[int, str]) -> Article:
    return article.with_text(splice(article.text, _edits(article, units, texts)))


def _edits(article: Article, units: tuple[Unit, ...], texts: Mapping[int, str]) -> list[Splice]:
    edits = []
    for index, text in texts.items():
        unit = units[index]
        if unit.target_range is None:
            continue
        if unit.kind.startswith(METADATA):
            edits.append(article.rewrite_value(*unit.target_range, text))
        else:
            edits.append(Splice(*unit.target_range, text))
    return edits


def _reads_back(
    article: Article, built: Article, units: tuple[Unit, ...], texts: Mapping[int, str]
) -> bool:
    """Does the built page give the same blocks, bilingual units and metadata, with the texts that were put in?"""
    spans = [(index, unit) for index, unit in enumerate(units) if unit.id]
    new = bilingual_units(built)
    values = {
        unit.target_range[0]: text
        for index, text in texts.items()
        if (unit := units[index]).kind.startswith(METADATA) and unit.target_range is not None
    }
    return (
        len(new) == len(spans)
        and all(
            (before.id, before.source, before.kind, texts.get(index, before.target))
            == (after.id, after.source, after.kind, after.target)
            for (index, before), after in zip(spans, new, strict=True)
        )
        and body_as_meant(article, built, _edits(article, units, texts))
        and (not values or metadata_as_meant(article, built, values))
    )


_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n|\r[ \t]*\r")


def _ends_its_block(unit: Unit, text: str) -> bool:
    """Would a text end the block that it stands in? That is plain without reading the page again."""
    if unit.kind.startswith(METADATA):
        return False
    return bool(_BLANK_LINE.search(text)) and not _BLANK_LINE.search(unit.target)


def _why(unit: Unit, text: str) -> str:
    if unit.target_range is None:
        return (
            "the page has no sentence for this source; add it in the page, or build from the source"
        )
    if "span" in text and "<" in text:
        return "it holds a `<span>` that would be read as part of another unit"
    if "\n" in text or "\r" in text:
        return "its line breaks would end the block that it stands in, here or where the same text is a heading or cell"
    if unit.kind == "alt text":
        return "it would end the alternative text that it stands in, or make it something else"
    return (
        "it would not be read as one text where it stands (a block of another kind, another table cell, "
        "the end of a link's text)"
    )
