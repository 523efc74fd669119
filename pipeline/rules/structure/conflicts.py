"""What a merge left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.markdown.conflicts import MESSAGE, conflicts
from pipeline.markdown.fences import without_fences
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule

_MARK = re.compile(r"(?m)^(?:<{7}|>{7}) [\w./@-]+(?=[ \t]*\r?$)")


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
    text = page.article.text
    if "<<<<<<< " not in text and ">>>>>>> " not in text:
        return
    whole = list(conflicts(text))
    for start, end in whole:
        yield Hit(start, end, MESSAGE)
    if not whole:
        match = _MARK.search(without_fences(text, page.article.body_start))
        if match:
            yield Hit(*match.span(), "the mark of a merge conflict that was solved by half")
