"""The jobs behind the report: survey a page (and remember it), then draw it with all that was found."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import PageError
from pipeline.files import files
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.page_result import Outcome
from pipeline.rules.policy import Policy
from pipeline.web.collect import Survey, bare, shown, survey, unreadable
from pipeline.web.exchanged import exchanged
from pipeline.web.known import known_of
from pipeline.web.links import OnDisk, file_of
from pipeline.web.templates import render
from pipeline.web.view import PageView


def survey_page(loaded: LoadedPage, policy: Policy, dictionaries: tuple[str, ...] = ()) -> Outcome:
    """Everything found on the page, and its row as the first fact. Nothing is written, so it can be remembered.

    `dictionaries` names those that are installed: with another one the page comes to another result.
    """
    try:
        return outcome(survey(loaded, policy))
    except PageError as error:
        return outcome(unreadable(loaded, error))


def draw_page(loaded: LoadedPage, folder: Path) -> Outcome:
    """Write the page's view into the report's folder, with what is known of it there."""
    page = loaded.page
    known = known_of(folder, (page.locale, page.path))
    if known is not None:
        try:
            view = shown(exchanged(loaded), *known)
        except PageError:
            view = bare(*known)
        write_page(view, folder)
    return Outcome(page.path, page.locale, counts={"pages": 1})


def outcome(found: Survey) -> Outcome:
    """A survey as what a job hands over."""
    row = found.row
    counts = {"pages": 1, "units": row.units}
    facts = (row.as_fact(), *found.facts)
    return Outcome(row.path, row.locale, found.findings, counts, facts=facts)


def write_page(view: PageView, folder: Path) -> None:
    """Write a page's view into the report's folder. Raises PageError where that fails."""
    name = file_of(view.row.locale, view.row.path)
    html = render("page", OnDisk(name.count("/")), view=view, row=view.row)
    put(folder, name, html)


def put(folder: Path, name: str, text: str) -> None:
    """Write a file of the report in `folder` where it is not there already: replacing is what costs a disk most."""
    data = text.encode("utf-8", "replace")
    if files.read_if_there(folder / name) != data:
        files.write(folder / name, data, folder)
