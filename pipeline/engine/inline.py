"""Run a job over pages, one after another, in this process."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator

from pipeline.docset import Page
from pipeline.errors import PageError
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome, failure, problem
from pipeline.settings import Settings

Job = Callable[[LoadedPage], Outcome]


def run_inline(pages: Iterable[Page], settings: Settings, job: Job) -> Iterator[Outcome]:
    """The outcome of `job` for each page, in order. One bad page never stops the others."""
    for page in pages:
        yield run_one(page, settings, job)


def run_one(page: Page, settings: Settings, job: Job) -> Outcome:
    """The outcome of `job` on one page; what stops it becomes a finding."""
    try:
        return job(LoadedPage(page, settings))
    except PageError as error:
        finding = failure(page, "page-unreadable", error)
    except Exception as error:
        trace = "".join(traceback.format_exception(error))
        finding = problem(page, "page-failed", f"{type(error).__name__}: {error}\n{trace}")
    return Outcome(page.path, page.locale, (finding,), {"pages": 1})
