"""How much do the translation rules find, and how often do they cry wolf?

    python benchmarks/accuracy.py DIR [DIR …] [--locale nl-NL] [--postedits FILE] [--write benchmarks/ACCURACY.md]

DIR are folders of bilingual pages of one locale. Defects of many kinds are put into units of human translation, one
a unit; a defect counts as found where the unit has a finding, warning or above, that it had not before. Every random
choice is seeded, so a second run says the same. The same is done with sentences of our own in several languages
(benchmarks/pairs.py). `--postedits` scores the rules on sentences of machine translation
that a person kept or changed (JSON lines with `source`, `mt`, `ht`). pofilter's share of the untouched units is told
where it is on the PATH, Weblate's with `--weblate PYTHON` (benchmarks/weblate_checks.py says what that needs).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import pairs
from benchmarks.defects import DEFECTS, HARD, Defect
from benchmarks.peers import Said, peers
from pipeline.article.article import Article
from pipeline.rules.context import PageContext
from pipeline.rules.docset import collect_facts, judge_facts
from pipeline.rules.finding import Finding, Severity
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.rules.translation.spelling import speller_of
from pipeline.settings import Settings
from pipeline.units.bilingual import bilingual_units
from pipeline.units.unit import Unit

POLICY = Policy({})

_HEAD = """# Accuracy of the translation rules

Written by `python benchmarks/accuracy.py`, which puts defects into good translations and counts what is found.
[Defects](defects.py) says how each kind is made, [verdicts](data/README.md) which of 300 findings on real pages are
true, read one by one.

How far to trust it:

- The good translations are units of pages that people translated (`ms.translationtype: HT`). The rules were written
  with pages of these docsets at hand: expect a little less of yours.
- A defect that is made by a program is plainer than one that a translator or a machine makes.
- An untouched unit with a finding is not always a false alarm: some have the fault that the finding names.
- The other tools are meant for messages of programs, not for Markdown. pofilter runs with all its checks, Weblate with
  those that it turns on for a Markdown file, without the ones that compare units in its database. It counts a unit
  without a target as untranslated; that is taken for found.
"""


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
            replace(unit, target=text, target_range=(start + shift, start + shift + len(text)))
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


def postedits(file: Path, locale: str) -> tuple[Counter[str], Counter[str]]:
    """Sentences of machine translation that were changed and kept, and how many of each have a finding."""
    totals: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    article = Article("---\nms.translationtype: MT\n---\n")
    page = PageContext(file.name, locale, file.parent, article, Settings())
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        for text, kind in (
            (row["mt"], "kept" if row["mt"] == row["ht"] else "changed"),
            (row["ht"], "by the person" if row["mt"] != row["ht"] else ""),
        ):
            if not kind:
                continue
            unit = Unit(row["source"], text, "paragraph")
            found = unit_findings(replace(page, units=(unit,)), POLICY)
            totals[kind] += 1
            flagged[kind] += any(one.severity >= Severity.WARNING for one in found)
    return totals, flagged


GROUPS = {
    "numbers": ("number changed", "number lost"),
    "links": ("link target changed", "link lost", "link split `] (`", "link emptied"),
    "code, HTML, placeholders": (
        "code changed",
        "code split",
        "code marks lost",
        "HTML tag lost",
        "placeholder leaked",
    ),
    "emphasis": (
        "emphasis lost",
        "emphasis with inner spaces",
        "emphasis escaped",
        "emphasis half open",
    ),
    "spaces": (
        "space lost after link",
        "space lost after bold",
        "space lost after code",
        "space before a mark",
        "double space",
    ),
    "untranslated, empty, said twice": ("untranslated", "empty", "doubled word", "doubled phrase"),
    "end marks, brackets, capitals": (
        "end mark lost",
        "end mark changed",
        "bracket lost",
        "quotation mark lost",
        "capital lowered after a stop",
    ),
    "product names": ("product name split", "product name translated"),
    "broken characters": ("mojibake", "replacement character", "invisible character"),
    "another unit's text, cut off, half English": (
        "target of another unit",
        "cut off half-way",
        "half in English",
    ),
    "misspelled, split compound": ("misspelled", "compound split"),
    "negation dropped": ("negation dropped",),
}
"""The kinds of defects, as a reader thinks of them."""


def group_table(bench: Bench, scores: dict[str, Score], said: list[Said]) -> list[str]:
    """The recall of each group and the share of untouched units flagged, ours and the other tools'."""
    heads = ["", "units", "locpipe", *(one.tool for one in said)]
    lines = [f"| {' | '.join(heads)} |", "| --- | --: | --: |" + " --: |" * len(said)]
    clean = len(bench.places)
    starts, at = {}, clean
    for name, score in scores.items():
        starts[name] = at
        at += len(score.samples)
    for group, names in GROUPS.items():
        injected = sum(scores[name].injected for name in names)
        if not injected:
            continue
        cells = [sum(scores[name].found for name in names) / injected]
        for one in said:
            new = sum(
                bool(one.found[starts[name] + index] - one.found[number])
                for name in names
                for index, (number, _, _) in enumerate(scores[name].samples)
            )
            cells.append(new / injected)
        lines.append(f"| {group} | {injected} | {' | '.join(map(_percent, cells))} |")
    total, flagged, _ = bench.untouched()
    cells = [flagged / max(total, 1), *(one.flagged(clean) for one in said)]
    shown = " | ".join(f"{cell:.1%}" for cell in cells)
    return [*lines, f"| untouched units with a finding | {total} | {shown} |"]


def _percent(share: float) -> str:
    """A share in whole percents; 100 only where nothing is missing."""
    return "100%" if share == 1 else f"{min(round(share * 100), 99)}%"


def heard(bench: Bench, scores: dict[str, Score], locale: str, weblate: Path | None) -> list[Said]:
    """What the other tools say of the good units and, after them, of the damaged ones."""
    units = [(place.unit.source, place.unit.target) for place in bench.places]
    for score in scores.values():
        units += [(source, text) for _, source, text in score.samples]
    return list(peers(units, locale, weblate))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--locale", default="nl-NL")
    parser.add_argument("--postedits", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=120, help="defects of each kind")
    parser.add_argument(
        "--show", type=int, default=0, help="show so many missed defects of each kind"
    )
    parser.add_argument("--weblate", type=Path, help="the Python of an environment with Weblate")
    parser.add_argument("--write", type=Path, help="write the tables to this file")
    options = parser.parse_args()

    start = time.perf_counter()
    all_pages = [page for folder in options.folders for page in pages(folder, options.locale)]
    read = time.perf_counter()
    for page in all_pages:
        unit_findings(page, POLICY)
    checked = time.perf_counter()
    units = sum(len(page.units) for page in all_pages)

    bench = Bench(all_pages)
    scores = {
        name: bench.recall(name, defect, options.seed, options.most, options.show)
        for name, defect in (DEFECTS | HARD).items()
    }
    said = heard(bench, scores, options.locale, options.weblate)
    lines = [
        f"{len(all_pages)} pages with {units} units ({options.locale}): "
        f"read in {read - start:.2f} s and checked in {checked - read:.2f} s.",
        "",
        "A defect is found where its unit has a finding, warning or above (of the other tools: a failing check), that",
        "it had not before.",
        "",
    ]
    lines += group_table(bench, scores, said)
    lines += ["", "Kind by kind:", ""]
    lines += recall_table(scores)
    total, flagged, rules = bench.untouched()
    lines += [
        "",
        f"Untouched units of human translation: {total}, with a finding of warning or above: ",
    ]
    lines[-1] += f"{flagged} ({flagged / max(total, 1):.1%})."
    lines += [", ".join(f"{rule} {count}" for rule, count in rules.most_common()), ""]
    if options.postedits:
        totals, hits = postedits(options.postedits, options.locale)
        lines += [
            "| sentences of machine translation | count | with a finding |",
            "| --- | --- | --- |",
        ]
        lines += [
            f"| {kind} | {totals[kind]} | {hits[kind] / totals[kind]:.1%} |" for kind in totals
        ]
        lines.append("")
    lines += language_section(options.seed, options.most)
    for one in said:
        loudest = one.loudest(len(bench.places))
        lines.append(f"{one.tool}, untouched units flagged by its loudest checks: {loudest}.")
    print("\n".join(lines))
    if options.write:
        text = "\n".join([_HEAD, *lines]).rstrip() + "\n"
        options.write.write_text(text, "utf-8")


def recall_table(scores: dict[str, Score]) -> list[str]:
    """The recall of each kind as a Markdown table, and over all."""
    lines = [
        "| defect | injected | found | with suggestions | mostly by |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, score in scores.items():
        if not score.injected:
            continue
        rules = ", ".join(rule for rule, _ in score.rules.most_common(2))
        share, hints = score.found / score.injected, score.hinted / score.injected
        mark = " (hard)" if name in HARD else ""
        lines.append(f"| {name}{mark} | {score.injected} | {share:.2f} | {hints:.2f} | {rules} |")
    return [*lines, "", f"Over all that can be seen without understanding: {over_all(scores):.3f}."]


def in_languages(seed: int, most: int) -> Iterator[tuple[str, Bench, dict[str, Score]]]:
    """The sentences of our own: each locale, what is found in it untouched, and the defects put into it."""
    for locale in pairs.locales():
        bench = Bench([pairs.page(locale)])
        kinds = DEFECTS | HARD | {"in another language": pairs.in_another_language(locale)}
        if speller_of(locale) is None:
            kinds = {name: kind for name, kind in kinds.items() if name not in NEED_DICTIONARY}
        yield (
            locale,
            bench,
            {name: bench.recall(name, kind, seed, most, 0) for name, kind in kinds.items()},
        )


NEED_DICTIONARY = ("misspelled", "compound split")


def language_section(seed: int, most: int) -> list[str]:
    """Sentences of our own in several languages: the recall of each kind, and what untouched ones are flagged."""
    found = list(in_languages(seed, most))
    lines = [
        "## In other languages",
        "",
        f"The same defects in {len(pairs.sentences())} sentences of our own (data/pairs.txt), of which the rules"
        " have been shown none before",
        "they were written down here, and few since; in brackets, how many there are of a kind. Kinds that need a "
        "dictionary are",
        "left out where there is none.",
        "",
        f"| defect | {' | '.join(locale for locale, _, _ in found)} |",
        "| --- |" + " --: |" * len(found),
    ]
    names = dict.fromkeys(name for _, _, scores in found for name in scores)
    for name in names:
        cells = [_share(scores.get(name)) for _, _, scores in found]
        lines.append(f"| {name}{'' if name in DEFECTS else ' (hard)'} | {' | '.join(cells)} |")
    lines.append(
        f"| over all but the hard ones | {' | '.join(f'{over_all(one):.3f}' for _, _, one in found)} |"
    )
    flagged = [f"{bench.untouched()[1]} of {len(bench.places)}" for _, bench, _ in found]
    return [*lines, f"| untouched sentences with a finding | {' | '.join(flagged)} |", ""]


def _share(score: Score | None) -> str:
    if score is None or not score.injected:
        return "–"
    return f"{score.found / score.injected:.2f} ({score.injected})"


def over_all(scores: dict[str, Score]) -> float:
    """The share that is found of the defects that can be seen without understanding."""
    seen = [score for name, score in scores.items() if name in DEFECTS]
    return sum(score.found for score in seen) / max(sum(score.injected for score in seen), 1)


if __name__ == "__main__":
    main()
