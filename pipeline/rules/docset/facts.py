"""What a page contributes to the rules that look at the whole docset: small values that can be sent and merged.

Each page yields its facts in the process that reads it; the facts of all pages, in whatever order and groups they
come, are sorted and judged in one place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.rules.context import PageContext
from pipeline.rules.docset.words import Oddity, PageWords, words_of_page
from pipeline.rules.policy import ignored_in
from pipeline.rules.translation.pair import Pair, pairs

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Label:
    """Words in bold that name a part of a user interface, in source and target."""

    source: str
    target: str


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
    source: str
    target: str
    labels: tuple[Label, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    silenced: frozenset[str] = frozenset()

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Facts are judged in this order, wherever they were found."""
        return self.locale, self.path, self.line, self.column


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything that one page contributes."""

    path: str
    locale: str
    units: tuple[Fact, ...]
    words: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class DocsetFacts:
    """The pages of one locale together: their units in order, and how often each word and each pair of words occurs."""

    locale: str
    units: tuple[Fact, ...]
    words: Counter[str]
    pairs: Counter[tuple[str, str]]

    @classmethod
    def of(cls, locale: str, pages: Iterable[PageFacts]) -> DocsetFacts:
        """The pages' facts, added up."""
        units: list[Fact] = []
        words: Counter[str] = Counter()
        couples: Counter[tuple[str, str]] = Counter()
        for page in pages:
            units += page.units
            words.update(page.words)
            couples.update(page.pairs)
        return cls(locale, tuple(sorted(units, key=lambda fact: fact.order)), words, couples)


def page_facts(page: PageContext) -> PageFacts:
    """The facts of a page's units that have source and target."""
    words = words_of_page(page)
    return PageFacts(
        page.path, page.locale, tuple(_facts(page, words)), words.words, words.pairs
    )


def _facts(page: PageContext, words: PageWords) -> Iterator[Fact]:
    silenced = ignored_in(page.article.text)
    lines = page.article.lines
    for index, pair in enumerate(pairs(page)):
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
            _SPACES.sub(" ", unit.source.strip()),
            unit.target,
            tuple(_labels(pair)) if "**" in unit.source else (),
            words.oddities.get(index, ()),
            silenced,
        )


def _labels(pair: Pair) -> Iterator[Label]:
    """The bold words of a unit, where it is sure which belongs to which: one on each side."""
    source, target = pair.source, pair.target
    if len(source.strongs) != 1 or len(target.strongs) != 1:
        return
    one, two = source.strongs[0], target.strongs[0]
    words = source.text[one.inner_start : one.inner_end].strip(" :.")
    said = target.text[two.inner_start : two.inner_end].strip(" :.")
    if words and said:
        yield Label(words, said)
