"""How much do the translation rules find, and how often do they cry wolf?

    python benchmarks/accuracy.py DIR [DIR …] [--locale nl-NL] [--postedits FILE] [--write benchmarks/ACCURACY.md]

DIR are folders of bilingual pages of one locale. Defects of many kinds are put into units of human translation, one
a unit; a defect counts as found where the unit has a finding, warning or above, that it had not before. Every random
choice is seeded, so a second run says the same. The same is done with sentences of our own in several languages
(benchmarks/languages.py). `--postedits` scores the rules on sentences of machine translation that a person kept or
changed (JSON lines with `source`, `mt`, `ht`). pofilter's share of the untouched units is told where it is on the
PATH, Weblate's with `--weblate PYTHON` (benchmarks/weblate_checks.py says what that needs).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench import POLICY, Bench, Score, over_all, pages
from benchmarks.defects import DEFECTS, HARD, INVISIBLE
from benchmarks.languages import language_section
from benchmarks.peers import Said, peers
from pipeline.markdown.article import Article
from pipeline.rules.context import PageContext
from pipeline.rules.run import unit_findings
from pipeline.settings import Settings
from pipeline.severity import Severity
from pipeline.units.unit import Unit

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
        for name, defect in (DEFECTS | INVISIBLE | HARD).items()
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
        mark = " (hard)" if name in HARD else " (invisible)" if name in INVISIBLE else ""
        lines.append(f"| {name}{mark} | {score.injected} | {share:.2f} | {hints:.2f} | {rules} |")
    return [*lines, "", f"Over all that can be seen without understanding: {over_all(scores):.3f}."]


if __name__ == "__main__":
    main()
