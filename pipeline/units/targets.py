"""The sentences of a localized page whose source is not at hand: targets that stand alone."""

from __future__ import annotations

from pipeline.markdown.article import Article
from pipeline.units.metadata import METADATA, METADATA_KEYS
from pipeline.units.passages import passages
from pipeline.units.segments import segments_of
from pipeline.units.unit import Unit


def target_units(
    article: Article, locale: str, keys: tuple[str, ...] = METADATA_KEYS
) -> tuple[Unit, ...]:
    """The page's sentences as units without a source: what rules judge that need none.

    `locale` (BCP 47) is the page's, `keys` names the metadata that is translated.
    """
    return tuple(
        Unit(
            source="",
            target=article.value_text(segment.start, segment.end)
            if passage.kind.startswith(METADATA)
            else article.text[segment.start : segment.end],
            kind=passage.kind,
            anchor=passage.anchor,
            target_range=(segment.start, segment.end),
        )
        for passage in passages(article, keys)
        for segment in segments_of(article, passage, locale)
    )
