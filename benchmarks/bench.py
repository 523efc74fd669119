"""A bench for translation rules: good pages, defects put into them, and what is found of these."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.defects import DEFECTS, Defect
from pipeline.markdown.article import Article
from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.docset import collect_facts, judge_facts
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.settings import Settings
from pipeline.severity import Severity
from pipeline.units.bilingual import bilingual_units
from pipeline.units.unit import Unit

POLICY = Policy({})


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of human translation: its page's place in the list of pages, and its own on the page."""

    page: int
    index: int
    unit: Unit


def pages(root: Path, locale: str) -> Iterator[PageContext]:
    """The bilingual pages below `root`."""
    for file in sorted(root.rglob("*.md")):
        article = Article.parse(file.read_bytes())
        units = bilingual_units(article)
        if units:
            name = file.relative_to(root).as_posix()
            yield PageContext(name, locale, root, article, Settings(), units=units)


def damaged(page: PageContext, texts: dict[int, str]) -> PageContext:
    """The page with other targets in some of its units."""
    whole, parts, done, shift, units = page.article.text, [], 0, 0, []
    for index, unit in enumerate(page.units):
        start, end = unit.target_range or (0, 0)
        text = texts.get(index, unit.target)
        units.append(
            unit._replace(target=text, target_range=(start + shift, start + shift + len(text)))
        )
        parts += [whole[done:start], text]
        done = end
        shift += len(text) - (end - start)
    article = Article("".join(parts) + whole[done:])
    return replace(page, article=article, units=tuple(units))


@dataclass
class Score:
    """Of one kind of defect: injected, found with a warning or above, found at all, and by which rules."""

    injected: int = 0
    found: int = 0
    hinted: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    samples: list[tuple[int, str, str]] = field(default_factory=list)
    """The damaged units: which of the good ones, its source, the damaged target."""


Fired = dict[tuple[str, str], Counter[str]]
"""Rules that fired, by path and unit."""


def fired(findings: Iterable[Finding], least: Severity) -> Fired:
    """The findings at or above a severity, by unit."""
    by_unit: Fired = {}
    for finding in findings:
        if finding.severity >= least:
            by_unit.setdefault((finding.path, finding.unit), Counter())[finding.rule] += 1
    return by_unit


class Bench:
    """All pages, checked once as they are and once for each kind of defect."""

    def __init__(self, all_pages: list[PageContext]) -> None:
        self.pages = all_pages
        self.facts = [collect_facts(page, "docset-unit") for page in all_pages]
        self.clean = self.check({})
        self.places = [
            Place(number, index, unit)
            for number, page in enumerate(all_pages)
            if page.translation_type == "HT"
            for index, unit in enumerate(page.units)
            if unit.target.strip() and unit.source.strip()
        ]

    def check(self, changed: dict[int, PageContext]) -> list[Finding]:
        """The findings of the docset, with some pages changed; unchanged pages only by the docset's rules."""
        numbers = changed or range(len(self.pages))
        found = [
            one
            for number in numbers
            for one in unit_findings(changed.get(number, self.pages[number]), POLICY)
        ]
        facts = list(self.facts)
        for number, page in changed.items():
            facts[number] = collect_facts(page, "docset-unit")
        return found + judge_facts((one for page in facts for one in page), "docset-unit", POLICY)

    def recall(self, name: str, defect: Defect, seed: int, most: int, show: int) -> Score:
        """Put one kind of defect into up to `most` units at once, and see which are found."""
        rng = random.Random(f"{seed} {name}")
        texts = tuple((place.unit.source, place.unit.target) for place in self.places)
        order = list(self.places)
        rng.shuffle(order)
        hit: dict[int, dict[int, str]] = {}
        chosen = []
        for place in order:
            if len(chosen) >= most:
                break
            text = defect(place.unit.source, place.unit.target, rng, texts)
            if text is not None and text != place.unit.target:
                hit.setdefault(place.page, {})[place.index] = text
                chosen.append((place, text))
        found = self.check(
            {number: damaged(self.pages[number], new) for number, new in hit.items()}
        )
        before, after = fired(self.clean, Severity.WARNING), fired(found, Severity.WARNING)
        hints_before, hints = (
            fired(self.clean, Severity.SUGGESTION),
            fired(found, Severity.SUGGESTION),
        )
        score = Score(len(chosen))
        numbers = {id(place): number for number, place in enumerate(self.places)}
        score.samples = [(numbers[id(place)], place.unit.source, text) for place, text in chosen]
        for place, text in chosen:
            key = self.pages[place.page].path, place.unit.id
            new = after.get(key, Counter()) - before.get(key, Counter())
            hinted = hints.get(key, Counter()) - hints_before.get(key, Counter())
            score.found += bool(new)
            score.hinted += bool(hinted)
            score.rules.update(list(new)[:1])
            if not new and show:
                show -= 1
                print(
                    f"{name}{' (hinted)' if hinted else ''}\n  S: {place.unit.source}\n  T: {text}"
                )
        return score

    def untouched(self) -> tuple[int, int, Counter[str]]:
        """Units of human translation, how many have a finding of warning or above, and by which rules."""
        mine = {(self.pages[place.page].path, place.unit.id) for place in self.places}
        flagged = {
            key: rules for key, rules in fired(self.clean, Severity.WARNING).items() if key in mine
        }
        return len(mine), len(flagged), sum(flagged.values(), Counter())


def over_all(scores: dict[str, Score]) -> float:
    """The share that is found of the defects that can be seen without understanding."""
    seen = [score for name, score in scores.items() if name in DEFECTS]
    return sum(score.found for score in seen) / max(sum(score.injected for score in seen), 1)
