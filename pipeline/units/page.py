"""The units of any page: bilingual, published beside its source, or a source page alone."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.markdown.article import Article
from pipeline.units.align.likeness import is_another_article
from pipeline.units.align.page import Alignment, Pair, align, metadata_pairs, target_text
from pipeline.units.align.texts import alt_text_pairs
from pipeline.units.bilingual import bilingual_units
from pipeline.units.metadata import METADATA_KEYS
from pipeline.units.passages import spanless_passages
from pipeline.units.unit import Range, Unit


@dataclass(frozen=True, slots=True)
class PageUnits:
    """The units of a page in the order of its source. `reason` says why there are none, where there should be some.

    `added` are stretches of the localized page that translate nothing in the source.
    """

    units: tuple[Unit, ...]
    reason: str = ""
    added: tuple[Range, ...] = ()


def units_of(
    article: Article,
    source: Article | None = None,
    locale: str = "",
    keys: tuple[str, ...] = METADATA_KEYS,
) -> tuple[Unit, ...]:
    """The units of a localized page; see `read_units`, which also says why there are none."""
    return read_units(article, source, locale, keys).units


def read_units(
    article: Article,
    source: Article | None = None,
    locale: str = "",
    keys: tuple[str, ...] = METADATA_KEYS,
) -> PageUnits:
    """The units of a localized page and what is to say about them.

    A bilingual page says itself what belongs together; `source`, the page it was translated from, adds titles,
    descriptions and alt texts. A published page is aligned with its source; without one it has no units, for
    nothing is invented. `keys` names the metadata that is translated, `locale` (BCP 47) is the page's.
    """
    if article.is_bilingual:
        units = bilingual_units(article)
        if source is None:
            return PageUnits(units)
        return PageUnits(tuple(_in_page_order(units, _outside_spans(article, source, keys))))
    if source is None:
        return PageUnits((), "the page has no bilingual spans and its source is not at hand")
    if _is_empty(article) and not _is_empty(source):
        return PageUnits((), "the page is empty")
    if is_another_article(article, source):
        return PageUnits((), "the source page is another article")
    alignment = align(source, article, locale, keys)
    return PageUnits(aligned_units(article, alignment), added=_added(alignment))


def _is_empty(article: Article) -> bool:
    return not article.text[article.body_start :].strip()


def aligned_units(article: Article, alignment: Alignment) -> tuple[Unit, ...]:
    """The units of an aligned page; what has no translation has an empty target."""
    return tuple(_unit(article, pair) for pair in alignment.pairs if pair.source is not None)


def _unit(article: Article, pair: Pair) -> Unit:
    return Unit(
        source=pair.source.text if pair.source else "",
        target=target_text(article, pair),
        kind=pair.kind,
        anchor=pair.anchor,
        target_range=pair.target,
        source_range=(pair.source.start, pair.source.end) if pair.source else None,
        certainty=pair.certainty,
    )


def _outside_spans(article: Article, source: Article, keys: tuple[str, ...]) -> list[Unit]:
    """What is translated in a bilingual page without a span. Its source does not stand in the page."""
    left, right = spanless_passages(source, keys), spanless_passages(article, keys)
    pairs = [
        *metadata_pairs(source, left, article, right),
        *alt_text_pairs(source, left, article, right),
    ]
    return [_unit(article, pair)._replace(source_range=None) for pair in pairs if pair.target]


def _in_page_order(units: tuple[Unit, ...], others: list[Unit]) -> list[Unit]:
    return sorted((*units, *others), key=lambda unit: unit.target_range or (0, 0))


def _added(alignment: Alignment) -> tuple[Range, ...]:
    return tuple(pair.target for pair in alignment.pairs if pair.source is None and pair.target)
