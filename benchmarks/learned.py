"""How good is the review order? Each page is scored before what people changed in it is learned.

    python -m benchmarks.learned FILE.jsonl…

A row is `{"path", "source", "mt", "ht"}`: a sentence, its machine translation, the text that a person left in its
place. The name of a file begins with its locale (`nl-NL.jsonl`). One line of JSON comes out for each file.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import asdict
from pathlib import Path

from pipeline.errors import PageError
from pipeline.learning.measure import measure
from pipeline.learning.sentence import Correction, sentence
from pipeline.markdown.article import Article
from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.docset import collect_facts, judge_facts
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.settings import Settings
from pipeline.units.unit import Unit

_HEAD = "---\nms.translationtype: MT\n---\n\n"
_LOCALE = re.compile(r"[a-z]{2,3}-[A-Z][A-Za-z]{1,3}")

Row = dict[str, str]


def read(file: Path) -> dict[str, list[Row]]:
    """The rows of a file by page; sorted, so that their order in the file says nothing. Raises PageError."""
    pages: dict[str, list[Row]] = {}
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise PageError(f"no JSON: {error}", path=str(file), line=number, column=1) from None
        names = ("path", "source", "mt", "ht")
        if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in names):
            message = f"a row needs the texts {', '.join(names)}"
            raise PageError(message, path=str(file), line=number, column=1)
        pages.setdefault(row["path"], []).append(row)
    for rows in pages.values():
        rows.sort(key=lambda row: (row["source"], row["mt"], row["ht"]))
    return dict(sorted(pages.items()))


def page(path: str, rows: list[Row], locale: str) -> PageContext:
    """A page of machine translation with these sentences, whose units are numbered."""
    text, units = _HEAD, []
    for number, row in enumerate(rows):
        start = len(text)
        text += row["mt"]
        place = (start, len(text))
        units.append(Unit(row["source"], row["mt"], "paragraph", str(number), target_range=place))
        text += "\n\n"
    return PageContext(path, locale, Path(), Article(text), Settings(), units=tuple(units))


def found_in(pages: list[PageContext]) -> dict[tuple[str, str], list[Finding]]:
    """What the translation rules find in each unit, by path and id; those of the docset too."""
    policy, findings, facts = Policy({}), [], []
    for one in pages:
        findings += unit_findings(one, policy)
        facts += collect_facts(one, "docset-unit")
    findings += judge_facts(facts, "docset-unit", policy)
    by_unit: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_unit.setdefault((finding.path, finding.unit), []).append(finding)
    return by_unit


def corrections(file: Path) -> dict[str, list[Correction]]:
    """The corrections of a file by page."""
    locale = _LOCALE.match(file.name)
    rows = read(file)
    found: dict[tuple[str, str], list[Finding]] = {}
    if locale:
        found = found_in([page(path, each, locale[0]) for path, each in rows.items()])
    return {
        path: [
            Correction(
                sentence(row["source"], row["mt"], found.get((path, str(number)), ())), row["ht"]
            )
            for number, row in enumerate(each)
        ]
        for path, each in rows.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE.jsonl")
    for file in parser.parse_args().files:
        try:
            figures = asdict(measure(corrections(file)))
        except (PageError, OSError) as error:
            sys.exit(str(error))
        shown = {k: round(v, 4) if isinstance(v, float) else v for k, v in figures.items()}
        print(json.dumps({"file": str(file), **shown}), flush=True)


if __name__ == "__main__":
    main()
