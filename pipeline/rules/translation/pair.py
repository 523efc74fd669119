"""One reading of a unit that all translation rules share: source and target, each parsed once.

A rule gets a `Pair` and yields hits whose offsets count in the target's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pipeline.lazy import lazy
from pipeline.markdown.article import Article
from pipeline.markdown.references import definitions, label_key
from pipeline.markdown.syntax import Syntax
from pipeline.results.place import Place
from pipeline.rules.context import PageContext
from pipeline.rules.place import place_of
from pipeline.rules.translation.language import Language, language_of
from pipeline.rules.translation.reading import Reading
from pipeline.rules.translation.repetitions import seen
from pipeline.units.unit import Unit

_NO_LOC = re.compile(r":::no-loc\s+text=\"([^\"\r\n]+)\"")

_WORD = re.compile(r"[^\W\d_]+")

Made = TypeVar("Made")


@dataclass(frozen=True)
class Around:
    """What the units of one page have in common."""

    page: PageContext
    language: Language
    english: Language
    labels: Mapping[str, str]
    source_labels: Mapping[str, str]
    no_loc: tuple[str, ...] = ()

    @classmethod
    def of(cls, page: PageContext) -> Around:
        """The surroundings of the units of `page`."""
        labels = _labels(page.article)
        return cls(
            page,
            language_of(page.locale),
            language_of(page.settings.source_locale),
            labels,
            labels | _source_labels(page),
            _no_loc(page),
        )

    @property
    def syntax(self) -> Syntax:
        """How the page is written."""
        return self.page.article.syntax

    @lazy
    def names_of_languages(self) -> frozenset[str]:
        """What names the languages of source and target in a path, in lower case."""
        source, target = self.page.settings.source_locale.lower(), self.page.locale.lower()
        return frozenset((source, source.partition("-")[0], target, target.partition("-")[0]))

    @lazy
    def alike(self) -> Hashable:
        """What a look at one unit depends on beside it: locale, translation type, family, the page's link labels."""
        labels = tuple(self.labels.items()), tuple(self.source_labels.items())
        return self.page.locale, self.page.translation_type, self.syntax, labels

    @lazy
    def is_formal(self) -> bool:
        """Does the page address its reader formally nearly everywhere?"""
        formal = informal = 0
        for unit in self.page.units:
            words = {word.lower() for word in _WORD.findall(unit.target)}
            formal += bool(words & self.language.formal)
            informal += bool(words & self.language.informal)
        return formal >= 3 and formal >= 4 * informal


def _labels(article: Article) -> dict[str, str]:
    """The addresses that a page defines, by label as Markdown compares it."""
    found = definitions(article.text)
    return {label_key(one.label): one.address.strip("<>") for one in found}


def _source_labels(page: PageContext) -> dict[str, str]:
    """The addresses that the source defines, and those of the version that the page was made from, which win."""
    found = {} if page.source is None else _labels(page.source)
    if page.made_from is not None and any("][" in unit.source for unit in page.units):
        former = page.made_from()
        if former is not None and former is not page.source:
            found |= _labels(former)
    return found


def _no_loc(page: PageContext) -> tuple[str, ...]:
    """The words that the page, or its source, declares as not to be translated."""
    words: dict[str, None] = {}
    for article in (page.article, page.source):
        if article is None or "no-loc" not in article.text:
            continue
        said = article.readable_metadata.get("no-loc")
        for word in said if isinstance(said, list) else [said] if said else []:
            words[str(word)] = None
        words.update((match[1], None) for match in _NO_LOC.finditer(article.text))
    return tuple(words)


class Pair:
    """A unit as rules see it. `language` is the target's."""

    def __init__(self, unit: Unit, around: Around) -> None:
        self.unit = unit
        self.around = around
        self.page = around.page
        self.language = around.language
        self.english = around.english

    @lazy
    def _seen(self) -> dict[Any, Any]:
        unit = self.unit
        return seen(self.around.alike, unit.source, unit.target, unit.kind)

    def once(self, look: Callable[[Pair], Made]) -> Made:
        """What `look` sees in this unit, or saw in a repetition of it on another page.

        It may look at the unit's texts and kind, its locale and the labels of links, at nothing else of the page, and
        its answer must not be changed: places count in the target.
        """
        kept = self._seen
        if look not in kept:
            kept[look] = look(self)
        made: Made = kept[look]
        return made

    @lazy
    def source(self) -> Reading:
        """The source, read."""
        return Reading(self.unit.source, self.around.source_labels, self.around.syntax)

    @lazy
    def target(self) -> Reading:
        """The target, read."""
        return Reading(self.unit.target, self.around.labels, self.around.syntax)

    @property
    def names_of_languages(self) -> frozenset[str]:
        """What names the languages of source and target in a path, in lower case: `en`, `en-us`, `nl`, `nl-nl`."""
        return self.around.names_of_languages

    @lazy
    def place(self) -> Place:
        """Where the target stands in the page."""
        start, end = self.unit.target_range or (-1, -1)
        return place_of(self.page, start, end, self.unit.id)

    @lazy
    def has_source(self) -> bool:
        """Is its source at hand?"""
        return bool(self.unit.source.strip())

    @lazy
    def is_copy(self) -> bool:
        """Is the target the source, letter for letter?"""
        return self.unit.source.strip() == self.unit.target.strip()


def read_pairs(page: PageContext) -> tuple[Pair, ...]:
    """The page's units as pairs, read once for all who ask; units without a target too."""
    return page.once(_pairs)


def _pairs(page: PageContext) -> tuple[Pair, ...]:
    around = Around.of(page)
    return tuple(Pair(unit, around) for unit in page.units)
