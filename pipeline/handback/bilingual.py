"""The bilingual page again, with the translators' texts in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.article.article import Article
from pipeline.text.splice import Splice, splice
from pipeline.units.bilingual import bilingual_units
from pipeline.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that cannot stand in the page: reading the page again would not give it back."""

    unit: Unit
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A page with new targets in it, read again and found sound; `refused` are the texts left out."""

    article: Article
    refused: tuple[Refused, ...] = ()


def with_targets(article: Article, units: tuple[Unit, ...], texts: Mapping[int, str]) -> Rebuilt:
    """`article` with the targets of its bilingual `units` replaced by `texts` (by index); nothing else changes.

    The new page is read again: it must give the same blocks, and the same units with the texts that were put in. A
    text that would break its own unit or another (a span, a blank line, a line that begins a list) is left out.
    """
    if not texts:
        return Rebuilt(article)
    sound = _sound(article, units, texts)
    built = _put(article, units, sound)
    if len(sound) < len(texts) and not _reads_back(article, built, units, sound):
        built, sound = article, {}  # texts that break the page only together
    refused = tuple(
        Refused(units[index], text, _why(text))
        for index, text in sorted(texts.items())
        if index not in sound
    )
    return Rebuilt(built, refused)


def _sound(
    article: Article, units: tuple[Unit, ...], texts: Mapping[int, str]
) -> Mapping[int, str]:
    """The texts that can stand in the page, found by halving, so that one bad text among many costs little."""
    if _reads_back(article, _put(article, units, texts), units, texts):
        return texts
    if len(texts) == 1:
        return {}
    indexes = sorted(texts)
    half = len(indexes) // 2
    return {
        index: text
        for part in (indexes[:half], indexes[half:])
        for index, text in _sound(article, units, {index: texts[index] for index in part}).items()
    }


def _put(article: Article, units: tuple[Unit, ...], texts: Mapping[int, str]) -> Article:
    edits = []
    for index, text in texts.items():
        place = units[index].target_range
        if place is not None:
            edits.append(Splice(*place, text))
    return Article(splice(article.text, edits))


def _reads_back(
    article: Article, built: Article, units: tuple[Unit, ...], texts: Mapping[int, str]
) -> bool:
    """Does the built page give the same blocks and units, with the texts that were put in?"""
    new = bilingual_units(built)
    return (
        len(new) == len(units)
        and [(each.kind, each.level, each.containers) for each in built.blocks]
        == [(each.kind, each.level, each.containers) for each in article.blocks]
        and all(
            (before.id, before.source, before.kind, texts.get(index, before.target))
            == (after.id, after.source, after.kind, after.target)
            for index, (before, after) in enumerate(zip(units, new, strict=True))
        )
    )


def _why(text: str) -> str:
    if "span" in text and "<" in text:
        return "it holds a `<span>` that would be read as part of another unit"
    if "\n" in text or "\r" in text:
        return "its line breaks would end the block that it stands in"
    return "it would turn its block into another kind (a list, a heading, code, a table cell)"
