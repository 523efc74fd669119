"""Which pages are not built in the form that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.jobs.outcome import Outcome

if TYPE_CHECKING:
    from pipeline.jobs.loaded import LoadedPage

STAYS = "pages that stay published"
"""What counts them in an outcome."""


def bilingual_where_it_can(loaded: LoadedPage, job: Callable[[LoadedPage], Outcome]) -> Outcome:
    """The outcome of a job that builds bilingual pages; it counts a page that has no source text beside its own.

    Only a page that is made anew from its source gets some.
    """
    outcome = job(loaded)
    built = "units changed" in outcome.counts and loaded.exists
    if not built or loaded.article.is_bilingual:
        return outcome
    from pipeline.jobs import po_file  # where nothing has changed, it is not needed

    po, _ = po_file.read(loaded)
    if po is not None and po_file.follows_source(loaded, po):
        return outcome
    return replace(outcome, counts={**outcome.counts, STAYS: 1})
