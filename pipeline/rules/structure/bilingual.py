"""Bilingual spans that cannot be read as units."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule


@rule("unit-malformed", "article")
def unit_malformed(page: PageContext) -> Iterator[Hit]:
    """A bilingual span is not written as the hand-back writes one, so its sentence is no unit.

    Reported under the name of what is wrong: `unit-unclosed`, `unit-without-source`, `unit-without-target`,
    `unit-two-sources`, `unit-two-targets`, `unit-id-mismatch`, `unit-id-repeated`, `unit-id-order`,
    `unit-in-front-matter` or `unit-malformed`. The text stays as it is; `extract` leaves it out and a published
    page is not built from it.

    Bad:

        <span data-ttu-id="1a2b3-101">Doel</span>

    Good:

        <span data-ttu-id="1a2b3-101">Doel</span><span class="sxs-lookup">…Source</span></span>
    """
    article = page.article
    for problem in article.spans.problems:
        yield Hit(problem.offset, problem.offset, problem.message, rule=problem.rule)
    for unit in article.spans.units:
        if unit.start >= article.body_start:
            break
        message = f"unit {unit.id} stands in the front matter, which cannot hold spans"
        yield Hit(unit.start, unit.end, message, rule="unit-in-front-matter")
