"""The job behind the report: one page, collected, rendered and written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import PageError
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome
from pipeline.rules.finding import Finding
from pipeline.rules.policy import Policy
from pipeline.text import files
from pipeline.web.collect import collect, unreadable
from pipeline.web.links import OnDisk, file_of
from pipeline.web.templates import render
from pipeline.web.view import PageView

Key = tuple[str, str]
"""Locale and path of a page."""


def report_page(
    loaded: LoadedPage, policy: Policy, folder: Path, more: Mapping[Key, tuple[Finding, ...]]
) -> Outcome:
    """Write the page's view into `folder`. `more` are findings of docset rules, by page.

    The page's row and the facts for docset rules come back as facts.
    """
    page = loaded.page
    try:
        view = collect(loaded, policy, more.get((page.locale, page.path), ()), facts=not more)
    except PageError as error:
        view = unreadable(loaded, error)
    write_page(view, folder)
    return outcome(view)


def row_only(loaded: LoadedPage, policy: Policy) -> Outcome:
    """What the overview shows of the page; nothing is rendered or written."""
    try:
        return outcome(collect(loaded, policy, facts=True))
    except PageError as error:
        return outcome(unreadable(loaded, error))


def outcome(view: PageView) -> Outcome:
    """A view as what a job hands over: findings, counts, facts, and its row among them."""
    row = view.row
    return Outcome(
        path=row.path,
        locale=row.locale,
        findings=tuple(one.finding for one in view.findings),
        counts={"pages": 1, "units": row.units},
        facts=(row.as_fact(), *view.facts),
    )


def write_page(view: PageView, folder: Path) -> None:
    """Write a page's view into the report's folder. Raises PageError where that fails."""
    name = file_of(view.row.locale, view.row.path)
    html = render("page", OnDisk(name.count("/")), view=view, row=view.row)
    files.write(folder / name, html.encode())
