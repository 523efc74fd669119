"""One reading of a unit that all translation rules share: source and target, each parsed once.

A rule gets a `Pair` and yields hits whose offsets count in the target's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.rules.context import PageContext
from pipeline.rules.translation.reading import Reading
from pipeline.units.unit import Unit


@dataclass(frozen=True)
class Pair:
    """A unit as rules see it."""

    unit: Unit
    page: PageContext

    @cached_property
    def source(self) -> Reading:
        """The source, read."""
        return Reading(self.unit.source)

    @cached_property
    def target(self) -> Reading:
        """The target, read."""
        return Reading(self.unit.target)


def pairs(page: PageContext) -> Iterator[Pair]:
    """The page's units as pairs; units without a target are left to the rules that ask for one."""
    for unit in page.units:
        yield Pair(unit, page)
