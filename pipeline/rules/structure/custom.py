"""The team's own rules on source pages."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.docset.family import translated_keys
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.custom_reader import custom_rules
from pipeline.rules.registry import rule


@rule("custom", "article")
def custom_in_source(page: PageContext) -> Iterator[Hit]:
    """A rule of the team's own with `in = "source"` has found something in a source page."""
    if not page.settings.custom or not page.is_source:
        return
    rules = [one for one in custom_rules(page.settings) if one.is_for(page)]
    if not rules:
        return
    from pipeline.rules.translation.reading import Reading
    from pipeline.units.segments import source_units

    article = page.article
    for unit in source_units(article, translated_keys(page.settings)):
        if unit.source_range is not None:
            start, end = unit.source_range
            plain = Reading(article.text[start:end], syntax=article.syntax).plain
            for one in rules:
                yield from one.hits(plain, start)
