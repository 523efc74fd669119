"""What a merge left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule

_OPENING = re.compile(r"(?m)^<{7} \S.*$")
_CLOSING = re.compile(r"(?m)^>{7} \S.*$")


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
    if "<<<<<<< " not in text:
        return
    at = 0
    while opening := _OPENING.search(text, at):
        closing = _CLOSING.search(text, opening.end())
        middle = re.compile(r"(?m)^={7}\r?$").search(text, opening.end())
        if closing is None or middle is None or middle.start() > closing.start():
            return
        yield Hit(opening.start(), opening.end(), "a merge conflict that nobody has resolved")
        at = closing.end()
