"""What a page contributes to the rules that look at the whole docset: small values that can be sent and merged.

Each page yields its facts in the process that reads it; the facts of all pages, in whatever order and groups they
come, are sorted and judged in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.rules.context import PageContext
from pipeline.rules.policy import ignored_in
from pipeline.rules.translation.pair import Pair, pairs

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Label:
    """Words in bold that name a part of a user interface: source, target, and where the target stands in the unit."""

    source: str
    target: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One unit, as the docset's rules need it; places as findings give them."""

    path: str
    locale: str
    translation_type: str
    unit: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    kind: str
    source: str
    target: str
    labels: tuple[Label, ...] = ()
    silenced: frozenset[str] = frozenset()

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Facts are judged in this order, wherever they were found."""
        return self.locale, self.path, self.line, self.column


def page_facts(page: PageContext) -> tuple[Fact, ...]:
    """The facts of a page's units that have source and target."""
    return tuple(_facts(page))


def _facts(page: PageContext) -> Iterator[Fact]:
    silenced = ignored_in(page.article.text)
    lines = page.article.lines
    for pair in pairs(page):
        unit = pair.unit
        if not unit.source.strip() or not unit.target.strip() or pair.is_copy:
            continue
        place = (0, 0, 0, 0)
        start, end = unit.target_range or (-1, -1)
        if unit.target_range is not None:
            place = (*lines.place(start), *lines.place(end))
        yield Fact(
            page.path,
            page.locale,
            page.translation_type,
            unit.id,
            *place,
            start,
            end,
            unit.kind,
            _SPACES.sub(" ", unit.source.strip()),
            _SPACES.sub(" ", unit.target.strip()),
            tuple(_labels(pair)) if "**" in unit.source else (),
            silenced,
        )


def _labels(pair: Pair) -> Iterator[Label]:
    """The bold words of a unit, where it is sure which belongs to which: as many on both sides, none of them moved."""
    source, target = pair.source, pair.target
    if not source.strongs or len(source.strongs) != len(target.strongs) or len(source.strongs) > 1:
        return
    for one, two in zip(source.strongs, target.strongs, strict=True):
        words = source.text[one.inner_start : one.inner_end].strip(" :.")
        said = target.text[two.inner_start : two.inner_end].strip(" :.")
        if words and said:
            yield Label(words, said, two.start, two.end)
