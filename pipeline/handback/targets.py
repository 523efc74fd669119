"""The page again, with the translators' texts in it: bilingual or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.article.article import Article
from pipeline.article.frontmatter import scalar
from pipeline.errors import PageError
from pipeline.handback.halving import sound
from pipeline.text.splice import Splice, splice
from pipeline.units.bilingual import bilingual_units
from pipeline.units.shift import shifted
from pipeline.units.unit import Unit

METADATA = "metadata: "
"""How the kind of a unit begins whose text is a metadata value."""


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
    line that begins a list) is left out, and so is one that has no place in the page.
    """
    candidates = {
        index: text
        for index, text in texts.items()
        if units[index].target_range is not None
        and not _has_new_blank_line(text, units[index].target)
    }
    good = sound(
        candidates, lambda some: _reads_back(article, _put(article, units, some), units, some)
    )
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
    return Article(splice(article.text, _edits(article, units, texts)))


def _edits(article: Article, units: tuple[Unit, ...], texts: Mapping[int, str]) -> list[Splice]:
    edits = []
    for index, text in texts.items():
        unit = units[index]
        if unit.target_range is None:
            continue
        if unit.kind.startswith(METADATA):
            written = article.text[slice(*unit.target_range)]
            text = scalar(text, quote=written[:1] if written[:1] in "\"'" else "")
        edits.append(Splice(*unit.target_range, text))
    return edits


def _reads_back(
    article: Article, built: Article, units: tuple[Unit, ...], texts: Mapping[int, str]
) -> bool:
    """Does the built page give the same blocks, bilingual units and metadata, with the texts that were put in?"""
    spans = [(index, unit) for index, unit in enumerate(units) if unit.id]
    new = bilingual_units(built)
    return (
        len(new) == len(spans)
        and [(each.kind, each.level, each.containers) for each in built.blocks]
        == [(each.kind, each.level, each.containers) for each in article.blocks]
        and all(
            (before.id, before.source, before.kind, texts.get(index, before.target))
            == (after.id, after.source, after.kind, after.target)
            for (index, before), after in zip(spans, new, strict=True)
        )
        and _metadata_as_meant(article, built, units, texts)
    )


def _metadata_as_meant(
    article: Article, built: Article, units: tuple[Unit, ...], texts: Mapping[int, str]
) -> bool:
    """Is all metadata as it was, but for the values that were put in?"""
    meant = {
        units[index].kind.removeprefix(METADATA): text
        for index, text in texts.items()
        if units[index].kind.startswith(METADATA)
    }
    if not meant:
        return True
    try:
        old, new = article.metadata, built.metadata
    except PageError:
        return False
    return list(old) == list(new) and all(
        (text in new[key] if isinstance(new[key], list) else new[key] == text)
        if (text := meant.get(key)) is not None
        else new[key] == value
        for key, value in old.items()
    )


_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n|\r[ \t]*\r")


def _has_new_blank_line(text: str, old: str) -> bool:
    """Would a text end the block that it stands in? That is plain without reading the page again."""
    return bool(_BLANK_LINE.search(text)) and not _BLANK_LINE.search(old)


def _why(unit: Unit, text: str) -> str:
    if unit.target_range is None:
        return (
            "the page has no sentence for this source; add it in the page, or build from the source"
        )
    if "span" in text and "<" in text:
        return "it holds a `<span>` that would be read as part of another unit"
    if "\n" in text or "\r" in text:
        return "its line breaks would end the block that it stands in"
    return "it would turn its block into another kind (a list, a heading, code, a table cell)"
