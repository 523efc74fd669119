"""What a merge left behind."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.markdown.conflicts import MESSAGE, conflicts
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule


@rule("merge-conflict", "article")
def merge_conflict(page: PageContext) -> Iterator[Hit]:
    """The marks of a merge conflict that nobody has resolved stand in the page.

    Bad:

        <<<<<<< HEAD
        Pay in 20 days.
        =======
        Pay in 30 days.
        >>>>>>> main

    Good:

        Pay in 30 days.
    """
    for start, end in conflicts(page.article.text):
        yield Hit(start, end, MESSAGE)
