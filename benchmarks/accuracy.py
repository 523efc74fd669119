"""How much do the translation rules find, and how often do they cry wolf?

    python benchmarks/accuracy.py DIR [DIR …] [--locale nl-NL] [--postedits FILE] [--write benchmarks/ACCURACY.md]

DIR are folders of bilingual pages of one locale. Defects of many kinds are put into units of human translation, one
a unit; a defect counts as found where the unit has a finding, warning or above, that it had not before. Every random
choice is seeded, so a second run says the same. `--postedits` scores the rules on sentences of machine translation
that a person kept or changed (JSON lines with `source`, `mt`, `ht`).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.defects import DEFECTS, HARD
from pipeline.article.article import Article
from pipeline.rules.context import PageContext
from pipeline.rules.docset.facts import Fact, page_facts
from pipeline.rules.docset.judge import judge
from pipeline.rules.finding import Finding, Severity
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.settings import Settings
from pipeline.units.bilingual import bilingual_units
from pipeline.units.unit import Unit

POLICY = Policy({})


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of human translation and the page that it stands on."""

    page: PageContext
    unit: Unit


def pages(root: Path, locale: str) -> Iterator[PageContext]:
    """The bilingual pages below `root`."""
    for file in sorted(root.rglob("*.md")):
        article = Article.parse(file.read_bytes())
        units = bilingual_units(article)
        if units:
            name = file.relative_to(root).as_posix()
            yield PageContext(name, locale, root, article, Settings(), units=units)


def findings_of(page: PageContext, unit: Unit) -> list[Finding]:
    """What the rules say of one unit on its page, warnings and above and suggestions."""
    return unit_findings(replace(page, units=(unit,)), POLICY)


def signature(findings: Iterable[Finding], least: Severity) -> Counter[str]:
    """The rules that fired, how often."""
    return Counter(finding.rule for finding in findings if finding.severity >= least)


def damage(place: Place, text: str) -> PageContext:
    """The unit's page with another target in the unit."""
    start, end = place.unit.target_range or (0, 0)
    whole = place.page.article.text
    article = Article(whole[:start] + text + whole[end:])
    unit = replace(place.unit, target=text, target_range=(start, start + len(text)))
    return replace(place.page, article=article, units=(unit,))


@dataclass
class Score:
    """Of one kind of defect: injected, found with a warning or above, found at all, and by which rules."""

    injected: int = 0
    found: int = 0
    hinted: int = 0
    rules: Counter[str] | None = None


def recall(places: list[Place], seed: int, most: int, show: int) -> dict[str, Score]:
    """Inject each kind of defect into up to `most` units, and see what is found."""
    texts = [(place.unit.source, place.unit.target) for place in places]
    facts: list[Fact] = []
    for page in {id(place.page): place.page for place in places}.values():
        facts += page_facts(page)
    by_target = {fact.target for fact in facts}
    scores = {}
    for name, defect in (DEFECTS | HARD).items():
        rng = random.Random(f"{seed} {name}")
        order = list(places)
        rng.shuffle(order)
        score = scores[name] = Score(rules=Counter())
        shown = 0
        for place in order:
            if score.injected >= most:
                break
            text = defect(place.unit.source, place.unit.target, rng, texts)
            if text is None or text == place.unit.target:
                continue
            score.injected += 1
            before = findings_of(place.page, place.unit)
            after = unit_findings(damage(place, text), POLICY)
            if " ".join(text.split()) in by_target:
                after += _twins(place, text, facts)
            new = signature(after, Severity.WARNING) - signature(before, Severity.WARNING)
            hints = signature(after, Severity.SUGGESTION) - signature(before, Severity.SUGGESTION)
            score.found += bool(new)
            score.hinted += bool(hints)
            score.rules.update(list(new)[:1])
            if show and not new and shown < show:
                shown += 1
                print(f"{name}{' (hinted)' if hints else ''}\n  S: {place.unit.source}\n  T: {text}")
    return scores


def _twins(place: Place, text: str, facts: list[Fact]) -> list[Finding]:
    """What the docset's rules say of the damaged unit."""
    clean = " ".join(text.split())
    own = [fact for fact in page_facts(damage(place, text))]
    near = [fact for fact in facts if fact.target == clean]
    found = judge([*near, *own], POLICY)
    return [finding for finding in found if finding.path == place.page.path and finding.unit == place.unit.id]


def wolf(all_pages: list[PageContext]) -> tuple[int, int, Counter[str]]:
    """Units of human translation, how many have a finding of warning or above, and by which rules."""
    units = flagged = 0
    rules: Counter[str] = Counter()
    for page in all_pages:
        if page.translation_type != "HT":
            continue
        units += len(page.units)
        found = [one for one in unit_findings(page, POLICY) if one.severity >= Severity.WARNING]
        facts = page_facts(page)
        found += [one for one in judge(facts, POLICY) if one.severity >= Severity.WARNING]
        flagged += len({finding.unit for finding in found})
        rules.update(finding.rule for finding in found)
    return units, flagged, rules


def postedits(file: Path, locale: str) -> tuple[Counter[str], Counter[str]]:
    """Sentences of machine translation that were changed and kept, and how many of each have a finding."""
    totals: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    article = Article("---\nms.translationtype: MT\n---\n")
    page = PageContext(file.name, locale, file.parent, article, Settings())
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        for name, text, kind in (
            ("mt", row["mt"], "kept" if row["mt"] == row["ht"] else "changed"),
            ("ht", row["ht"], "by the person" if row["mt"] != row["ht"] else ""),
        ):
            if not kind:
                continue
            unit = Unit(row["source"], text, "paragraph")
            found = findings_of(page, unit)
            totals[kind] += 1
            flagged[kind] += any(one.severity >= Severity.WARNING for one in found)
            del name
    return totals, flagged


def peers(places: list[Place]) -> list[tuple[str, int, float]]:
    """The share of the same untouched units that other tools flag, where they are installed."""
    from benchmarks.peers import PEERS

    rows = []
    units = [(place.unit.source, place.unit.target) for place in places]
    for name, run in PEERS.items():
        start = time.perf_counter()
        flagged = run(units)
        if flagged is not None:
            rows.append((name, flagged, time.perf_counter() - start))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--locale", default="nl-NL")
    parser.add_argument("--postedits", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=120, help="defects of each kind")
    parser.add_argument("--show", type=int, default=0, help="show so many missed defects of each kind")
    parser.add_argument("--write", type=Path, help="write the tables to this file")
    options = parser.parse_args()

    start = time.perf_counter()
    all_pages = [page for folder in options.folders for page in pages(folder, options.locale)]
    read = time.perf_counter()
    for page in all_pages:
        unit_findings(page, POLICY)
    checked = time.perf_counter()
    units = sum(len(page.units) for page in all_pages)

    places = [
        Place(page, unit)
        for page in all_pages
        if page.translation_type == "HT"
        for unit in page.units
        if unit.target.strip() and unit.source.strip()
    ]
    lines = [f"{units} units read in {read - start:.2f} s and checked in {checked - read:.2f} s.", ""]
    lines += recall_table(recall(places, options.seed, options.most, options.show))
    total, flagged, rules = wolf(all_pages)
    lines += ["", f"Untouched units of human translation: {total}, with a finding of warning or above: "]
    lines[-1] += f"{flagged} ({flagged / max(total, 1):.1%})."
    lines += [", ".join(f"{rule} {count}" for rule, count in rules.most_common()), ""]
    if options.postedits:
        totals, hits = postedits(options.postedits, options.locale)
        lines += ["| sentences of machine translation | count | with a finding |", "| --- | --- | --- |"]
        lines += [f"| {kind} | {totals[kind]} | {hits[kind] / totals[kind]:.1%} |" for kind in totals]
        lines.append("")
    rows = peers(places)
    if rows:
        lines += ["| on the same untouched units | flagged | seconds |", "| --- | --- | --- |"]
        lines.append(f"| locpipe, warning and above | {flagged / max(total, 1):.1%} | – |")
        lines += [f"| {name} | {count / len(places):.1%} | {took:.1f} |" for name, count, took in rows]
    print("\n".join(lines))
    if options.write:
        text = "# Accuracy of the translation rules\n\n" + "\n".join(lines).rstrip() + "\n"
        options.write.write_text(text, "utf-8")


def recall_table(scores: dict[str, Score]) -> list[str]:
    """The recall of each kind as a Markdown table, and over all."""
    lines = ["| defect | injected | found | with suggestions | mostly by |", "| --- | --- | --- | --- | --- |"]
    for name, score in scores.items():
        if not score.injected:
            continue
        rules = ", ".join(rule for rule, _ in (score.rules or Counter()).most_common(2))
        share, hints = score.found / score.injected, score.hinted / score.injected
        mark = " (hard)" if name in HARD else ""
        lines.append(f"| {name}{mark} | {score.injected} | {share:.2f} | {hints:.2f} | {rules} |")
    seen = [score for name, score in scores.items() if name in DEFECTS]
    over_all = sum(score.found for score in seen) / max(sum(score.injected for score in seen), 1)
    return [*lines, "", f"Over all that can be seen without understanding: {over_all:.3f}."]


if __name__ == "__main__":
    main()
