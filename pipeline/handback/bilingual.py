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

    The new page is read again: it must give the same units with the texts that were put in. A text that would
    break its own unit or another (`</span>`, a blank line, a heading that becomes a list) is left out.
    """
    if not texts:
        return Rebuilt(article)
    built = _put(article, units, texts)
    wrong = _differences(units, texts, bilingual_units(built))
    if not wrong:
        return Rebuilt(built)
    sound = {
        index: text
        for index, text in texts.items()
        if not _differences(
            units, {index: text}, bilingual_units(_put(article, units, {index: text}))
        )
    }
    built = _put(article, units, sound)
    if _differences(
        units, sound, bilingual_units(built)
    ):  # texts that break the page only together
        built, sound = article, {}
    refused = tuple(
        Refused(units[index], text, _why(text))
        for index, text in sorted(texts.items())
        if index not in sound
    )
    return Rebuilt(built, refused)


def _put(article: Article, units: tuple[Unit, ...], texts: Mapping[int, str]) -> Article:
    edits = []
    for index, text in texts.items():
        place = units[index].target_range
        if place is not None:
            edits.append(Splice(*place, text))
    return Article(splice(article.text, edits))


def _differences(
    old: tuple[Unit, ...], texts: Mapping[int, str], new: tuple[Unit, ...]
) -> list[int]:
    """The indexes of units that do not read as they should; all of them where their number changed."""
    if len(old) != len(new):
        return list(range(len(old)))
    return [
        index
        for index, (before, after) in enumerate(zip(old, new, strict=True))
        if (before.id, before.source, before.kind, texts.get(index, before.target))
        != (after.id, after.source, after.kind, after.target)
    ]


def _why(text: str) -> str:
    if "span" in text and "<" in text:
        return "it holds `<span>` or `</span>` that would be read as the end of its unit"
    if "\n" in text or "\r" in text:
        return "its line breaks would end the block that it stands in"
    return "it would turn its block into another kind (a list, a heading, code, a table cell)"
