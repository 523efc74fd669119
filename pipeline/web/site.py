"""The report on disk: surveyed, drawn page by page, then what shows all pages together."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.engine.how import How
from pipeline.errors import PageError, UsageError
from pipeline.files.folders import stands_below
from pipeline.results.page_result import Outcome
from pipeline.rules.policy import Policy
from pipeline.settings import Settings
from pipeline.web.collect import bare
from pipeline.web.gathered import Gathered
from pipeline.web.known import Known, remove
from pipeline.web.links import Links, OnDisk, file_of
from pipeline.web.overview import by_locale, by_rule, summary
from pipeline.web.page_job import put, write_page
from pipeline.web.row import COLUMNS, Row
from pipeline.web.rule_docs import documented, rule_doc
from pipeline.web.templates import ASSETS, asset, render

MARK = ".locpipe-report"
MOST_RULES = 12
_MOST_PAGES = 200


def prepare(folder: Path) -> None:
    """See that `folder` can hold a report. Raises UsageError where it holds something else."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--output {folder}: is a file")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise UsageError(
            f"--output {folder}: is not empty and holds no report; name another folder"
        )
    put(folder, MARK, "This folder is written by `locpipe report`.\n")


def gather(
    outcomes: Iterable[Outcome], policy: Policy, settings: Settings, how: How, folder: Path
) -> Gathered:
    """Add up the surveys of all pages, let the docset rules judge, and keep what was found for drawing."""
    gathered, known = Gathered(), Known.new(folder)
    for outcome in outcomes:
        gathered.take(outcome)
        known.put(gathered.rows[outcome.locale, outcome.path], outcome.findings)
    for key, more in gathered.judged(policy, settings, how).items():
        known.add(gathered.rows[key], more)
    known.done()
    return gathered


def mend(outcomes: Iterable[Outcome], gathered: Gathered, folder: Path) -> None:
    """Draw the pages without their text where drawing them has failed."""
    for outcome in outcomes:
        if outcome.findings:
            gathered.add((outcome.locale, outcome.path), outcome.findings)
            row = gathered.rows[outcome.locale, outcome.path]
            with suppress(PageError):  # no file can be there: the overview says that much
                write_page(bare(row, outcome.findings), folder)


def finish(folder: Path, gathered: Gathered) -> int:
    """Write what shows all pages together, and remove what an earlier report left. Returns the number of pages."""
    rows = list(gathered.rows.values())
    written = {file_of(row.locale, row.path) for row in rows}

    def write(name: str, text: str) -> None:
        put(folder, name, text)
        written.add(name)

    top, below = OnDisk(0), OnDisk(1)
    write("index.html", overview(top, gathered, "data/pages.js"))
    write("all.html", render("all", top, rows=rows))
    write("data/pages.js", table_data(rows, lambda row: top.page(row.locale, row.path)))
    counts = gathered.by_rule()
    write("rules/index.html", rules_page(below, gathered))
    for name in {*documented(), *counts}:
        write(f"rules/{name}.html", rule_page(below, gathered, name))
    for name in ASSETS:
        put(folder, f"assets/{name}", asset(name).decode())
    _remove_old(folder, written)
    remove(folder)
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
        rules=by_rule(gathered),
        most_rules=MOST_RULES,
    )


def rules_page(links: Links, gathered: Gathered) -> str:
    """The list of all rules, those that were broken first."""
    counts = gathered.by_rule()
    docs = [rule_doc(name) for name in sorted({*documented(), *counts})]
    listed = sorted(((doc, counts[doc.name]) for doc in docs), key=lambda one: -one[1])
    return render("rules", links, rules=listed)


def rule_page(links: Links, gathered: Gathered, name: str) -> str:
    """A rule's page, with the pages that break it. Raises KeyError where there is no such rule."""
    doc, pages = rule_doc(name), gathered.pages_of(name)
    return render(
        "rule",
        links,
        rule=doc,
        total=sum(count for _, _, count in pages),
        pages=pages[:_MOST_PAGES],
        more=max(0, len(pages) - _MOST_PAGES),
    )


def table_data(rows: Iterable[Row], address: Callable[[Row], str]) -> str:
    """The rows as a script that hands them to the page: works from disk, and under a strict policy."""
    data = {
        "columns": [*COLUMNS, "address"],
        "rows": [[*row.values(), address(row)] for row in rows],
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"globalThis.locpipePages = {text};\n"


def _remove_old(folder: Path, written: set[str]) -> None:
    for top in ("pages", "rules"):
        if not stands_below(folder / top, folder):
            continue  # a link, which nobody has written through
        for file in sorted((folder / top).rglob("*"), reverse=True):
            if file.is_dir():
                if not any(file.iterdir()):
                    file.rmdir()
            elif file.suffix == ".html" and file.relative_to(folder).as_posix() not in written:
                file.unlink()
