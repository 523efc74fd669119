"""Reads and runs the fixtures of the translation rules; how to write one stands in `fixtures/README.md`."""

from __future__ import annotations

import re
import tempfile
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pipeline.docset.family import family_of
from pipeline.families.syntax import syntax_of
from pipeline.files.splice import splice
from pipeline.learning.file import Learned, place_of, to_bytes
from pipeline.learning.rows import Drift, Label, Removed
from pipeline.markdown.article import Article
from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.docset import collect_facts, judge_facts
from pipeline.rules.policy import Policy
from pipeline.rules.registry import CUSTOM, is_custom
from pipeline.rules.run import unit_findings
from pipeline.settings import Settings
from pipeline.units.unit import Unit

FOLDER = Path(__file__).parent / "fixtures"
_HEAD = re.compile(r"=== (bad|good) (\S+?)(?:/(MT|HT))?(?: (.*))?")
_ESCAPE = re.compile(r"<U\+([0-9A-F]{4,6})>")


@dataclass
class Case:
    kind: str
    locale: str
    translation_type: str
    title: str
    units: list[tuple[str, str]] = field(default_factory=list)
    table_cell: bool = False
    list_item: bool = False
    no_loc: str = ""
    glossary: str = ""
    learned: str = ""
    family: str = ""
    custom: str = ""
    expect: list[str] = field(default_factory=list)
    fixed: str | None = None


def read(file: Path) -> list[Case]:
    """The cases of one fixture file."""
    cases: list[Case] = []
    for line in file.read_text("utf-8").split("\n"):
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), line)
        if head := _HEAD.fullmatch(line):
            cases.append(Case(head[1], head[2], head[3] or "HT", head[4] or ""))
        elif line.startswith("S: "):
            cases[-1].units.append((text[3:], ""))
        elif line == "S:":  # not at hand
            cases[-1].units.append(("", ""))
        elif line.startswith("T:"):
            cases[-1].units[-1] = (cases[-1].units[-1][0], text[3:])
        elif line.startswith("! "):
            cases[-1].expect.append(text[2:])
        elif line.startswith("F: "):
            cases[-1].fixed = text[3:]
        elif line == "table cell":
            cases[-1].table_cell = True
        elif line == "list item":
            cases[-1].list_item = True
        elif line.startswith("glossary: "):
            cases[-1].glossary = line[10:]
        elif line.startswith("learned: "):
            cases[-1].learned = line[9:]
        elif line.startswith("custom: "):
            cases[-1].custom = line[8:]
        elif line.startswith("family: "):
            cases[-1].family = line[8:]
        elif line.startswith("no-loc: "):
            cases[-1].no_loc = line[8:]
    return cases


def page_of(case: Case, target: str | None = None) -> PageContext:
    """A page with the case's units, each on a line of its own; `target` replaces the first one's."""
    head = f"---\nms.translationtype: {case.translation_type}\n"
    head += f"no-loc: [{case.no_loc}]\n---\n" if case.no_loc else "---\n"
    text, units = head, []
    for number, (source, translated) in enumerate(case.units):
        if number == 0 and target is not None:
            translated = target
        text += "- " if case.list_item else ""
        start = len(text)
        kind = "table cell" if case.table_cell else "list item" if case.list_item else "paragraph"
        unit = Unit(source, translated, kind, id=f"0-{101 + number}")
        units.append(unit._replace(target_range=(start, start + len(translated))))
        text += translated + "\n"
    settings = _with_glossary(case.glossary) if case.glossary else Settings()
    if case.learned:
        settings = _with_learned(case.learned, case.locale)
    if case.family:
        settings = replace(settings, family=case.family)
    if case.custom:
        rule = tomllib.loads(f"rule = {{ name = 'own', {case.custom} }}")["rule"]
        settings = replace(settings, custom=(rule,))
    article = Article(text, syntax_of(family_of(settings)))
    return PageContext("page.md", case.locale, Path(), article, settings, units=tuple(units))


@cache
def _with_glossary(rows: str) -> Settings:
    """Settings with a glossary of these rows: `source = target; source = target, forbidden`."""
    root = Path(tempfile.mkdtemp())
    lines = [re.split(r" = |, (?=forbidden)", row) for row in rows.split("; ")]
    text = "source\ttarget\tstatus\n" + "".join("\t".join(line) + "\n" for line in lines)
    (root / "glossary.csv").write_text(text, "utf-8")
    return Settings(root=root, glossary="glossary.csv")


@cache
def _with_learned(rows: str, locale: str) -> Settings:
    """Settings of a docset in which this was learned: `term A = B 20/20, C 24; label A = B 9/10; removed A 70/72 B`."""
    drifts, labels, removals = [], [], []
    for row in rows.split("; "):
        if found := re.fullmatch(r"term (.+) = (.+) (\d+)/(\d+), (.+) (\d+)", row):
            drifts.append(
                Drift(found[1], found[2], int(found[3]), int(found[4]), found[5], int(found[6]))
            )
        elif found := re.fullmatch(r"label (.+) = (.+) (\d+)/(\d+)", row):
            labels.append(Label(found[1], found[2], int(found[3]), int(found[4]), 3))
        elif found := re.fullmatch(r"removed (.+?) (\d+)/(\d+) ?(.*)", row):
            removals.append(Removed(found[1], int(found[2]), int(found[3]), 3, found[4]))
    root = Path(tempfile.mkdtemp())
    place = place_of(root, locale)
    place.parent.mkdir(parents=True)
    learned = Learned(locale, {}, {}, tuple(drifts), tuple(labels), tuple(removals))
    place.write_bytes(to_bytes(learned))
    return Settings(root=root)


def run(case: Case, rule: str, target: str | None = None) -> list[Finding]:
    """The findings of `rule` on the case's units."""
    page = page_of(case, target)
    policy = Policy({})
    found = unit_findings(page, policy)
    found += judge_facts(collect_facts(page, "docset-unit"), "docset-unit", policy)
    return [one for one in found if one.rule == rule or (rule == CUSTOM and is_custom(one.rule))]


def worded(case: Case, finding: Finding) -> str:
    """A finding as an expectation line has it: what it marks, how bad it is, what it says."""
    text = page_of(case).article.text[finding.place.start : finding.place.end]
    number = int(finding.unit.partition("-")[2]) - 101
    whole = text == case.units[number][1] and len(text) > 12
    marked = "all" if whole else f"[{text}]"
    return f"{marked} {finding.severity.label}: {finding.message}"


def fixed(case: Case, rule: str) -> str:
    """The first unit's target with the fixes of the rule."""
    page = page_of(case)
    start, end = page.units[0].target_range or (0, 0)
    edits = [edit for one in run(case, rule) if one.fix for edit in one.fix.edits]
    whole = splice(page.article.text, edits)
    return whole[start : end + len(whole) - len(page.article.text)]
