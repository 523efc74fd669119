"""The team's own rules on translations."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.custom import CustomRule
from pipeline.rules.custom_reader import custom_rules
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair


@rule("custom", "unit", of_page=True, needs_source=False)
def custom(pair: Pair) -> Iterator[Hit]:
    """A rule of the team's own, which stands as `[[custom]]` in the settings, has found something.

    The finding is called `custom-` and the rule's name. What it looks for, and how bad that is, the settings say.

    Bad:

        source: Simply pay your bill.    (custom: pattern = '(?i)simpelweg')
        target: Betaal simpelweg uw rekening.

    Good:

        source: Simply pay your bill.    (custom: pattern = '(?i)simpelweg')
        target: Betaal uw rekening.
    """
    if not pair.page.settings.custom:
        return
    for one in pair.page.once(_for_page):
        if one.kind != "must-stay-equal":
            yield from one.hits(pair.target.plain)
        elif pair.unit.source:
            yield from one.unequal(pair.unit.source, pair.unit.target)


def _for_page(page: PageContext) -> tuple[CustomRule, ...]:
    return tuple(one for one in custom_rules(page.settings) if one.is_for(page))
