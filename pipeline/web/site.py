"""The report on disk: pages written by a job, then what shows all of them together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.jobs.outcome import Outcome
from pipeline.rules.docset import Fact, judge_facts
from pipeline.rules.finding import Finding, Severity
from pipeline.rules.policy import Policy
from pipeline.text import files
from pipeline.web import row as rows_of
from pipeline.web.links import Links, OnDisk, file_of
from pipeline.web.overview import by_locale, by_rule, summary
from pipeline.web.page_job import Key, write_page
from pipeline.web.row import COLUMNS, Row
from pipeline.web.rule_docs import documented, rule_doc
from pipeline.web.templates import ASSETS, asset, render
from pipeline.web.view import PageView, numbered

MARK = ".locpipe-report"
MOST_RULES = 12
_MOST_PAGES = 200


@dataclass
class Gathered:
    """All pages' rows, findings and facts, as their outcomes come in."""

    rows: dict[Key, Row] = field(default_factory=dict)
    findings: dict[Key, tuple[Finding, ...]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    failed: list[Outcome] = field(default_factory=list)

    def take(self, outcomes: Iterable[Outcome]) -> None:
        """Add outcomes; a page that was seen before is replaced."""
        for outcome in outcomes:
            key = outcome.locale, outcome.path
            self.findings[key] = outcome.findings
            row = next((fact for fact in outcome.facts if fact.rule == rows_of.RULE), None)
            self.facts += (fact for fact in outcome.facts if fact is not row)
            if row is None:  # a fault in the job itself
                self.failed.append(outcome)
                row = _failed_row(outcome).as_fact()
            self.rows[key] = Row.of_fact(row)

    def add(self, key: Key, more: tuple[Finding, ...]) -> None:
        """Count further findings of one page."""
        by = Counter(one.severity for one in more)
        row = self.rows[key]
        self.findings[key] = (*self.findings[key], *more)
        self.rows[key] = replace(
            row,
            errors=row.errors + by[Severity.ERROR],
            warnings=row.warnings + by[Severity.WARNING],
            suggestions=row.suggestions + by[Severity.SUGGESTION],
        )

    def judged(self, policy: Policy) -> dict[Key, tuple[Finding, ...]]:
        """What the rules that judge the whole docset find, by page."""
        found: dict[Key, list[Finding]] = {}
        for one in judge_facts(self.facts, "docset", policy):
            found.setdefault((one.locale, one.path), []).append(one)
        for one in judge_facts(self.facts, "docset-unit", policy):
            found.setdefault((one.locale, one.path), []).append(one)
        return {key: tuple(findings) for key, findings in found.items()}

    @property
    def counts(self) -> Counter[str]:
        """How many pages there are."""
        return Counter(pages=len(self.rows))

    @property
    def all_findings(self) -> Iterator[Finding]:
        """Every finding of every page."""
        return (one for findings in self.findings.values() for one in findings)


def prepare(folder: Path) -> None:
    """See that `folder` can hold a report. Raises UsageError where it holds something else."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--output {folder}: is a file")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise UsageError(
            f"--output {folder}: is not empty and holds no report; name another folder"
        )
    files.write(folder / MARK, b"This folder is written by `locpipe report`.\n")


def finish(folder: Path, gathered: Gathered) -> int:
    """Write what shows all pages together, and remove what an earlier report left. Returns the number of pages."""
    for outcome in gathered.failed:
        write_page(PageView(_failed_row(outcome), numbered(outcome.findings)), folder)
    rows = list(gathered.rows.values())
    written = {file_of(row.locale, row.path) for row in rows}

    def put(name: str, text: str) -> None:
        files.write(folder / name, text.encode())
        written.add(name)

    top, below = OnDisk(0), OnDisk(1)
    put("index.html", overview(top, gathered, "data/pages.js"))
    put("all.html", render("all", top, rows=rows))
    put("data/pages.js", table_data(rows, lambda row: top.page(row.locale, row.path)))
    counts = Counter(one.rule for one in gathered.all_findings)
    pages = _pages_by_rule(gathered)
    docs = [rule_doc(name) for name in sorted({*documented(), *counts})]
    listed = sorted(((doc, counts[doc.name]) for doc in docs), key=lambda one: -one[1])
    put("rules/index.html", render("rules", below, rules=listed))
    for doc in docs:
        found = pages.get(doc.name, [])
        values = {"pages": found[:_MOST_PAGES], "more": max(0, len(found) - _MOST_PAGES)}
        put(
            f"rules/{doc.name}.html",
            render("rule", below, rule=doc, total=counts[doc.name], **values),
        )
    for name in ASSETS:
        files.write(folder / "assets" / name, asset(name))
    _remove_old(folder, written)
    return len(rows)


def overview(links: Links, gathered: Gathered, data: str) -> str:
    """The overview's HTML; `data` is the address of the table's rows."""
    rows = list(gathered.rows.values())
    return render(
        "overview",
        links,
        data=data,
        all=summary(rows),
        locales=by_locale(rows),
        rules=by_rule(gathered.all_findings),
        most_rules=MOST_RULES,
    )


def table_data(rows: Iterable[Row], address: Callable[[Row], str]) -> str:
    """The rows as a script that hands them to the page: works from disk, and under a strict policy."""
    data = {
        "columns": [*COLUMNS, "address"],
        "rows": [[*row.values(), address(row)] for row in rows],
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"globalThis.locpipePages = {text};\n"


def _pages_by_rule(gathered: Gathered) -> dict[str, list[tuple[str, str, int]]]:
    found: dict[str, Counter[Key]] = {}
    for key, findings in gathered.findings.items():
        for one in findings:
            found.setdefault(one.rule, Counter())[key] += 1
    return {
        rule: [(locale, path, count) for (locale, path), count in pages.most_common()]
        for rule, pages in found.items()
    }


def _failed_row(outcome: Outcome) -> Row:
    return Row(outcome.path, outcome.locale, errors=len(outcome.findings))


def _remove_old(folder: Path, written: set[str]) -> None:
    for top in ("pages", "rules"):
        for file in sorted((folder / top).rglob("*"), reverse=True):
            if file.is_dir():
                if not any(file.iterdir()):
                    file.rmdir()
            elif file.suffix == ".html" and file.relative_to(folder).as_posix() not in written:
                file.unlink()
