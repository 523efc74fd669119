"""The marks that a merge leaves where nobody has resolved it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import PageError
from pipeline.files.lines import Lines
from pipeline.markdown.fences import without_fences

MESSAGE = "a merge conflict that nobody has resolved"
_SIGN = "<<<<<<< "
_MARK = re.compile(r"(?m)^(?:(?P<opening><{7} \S.*)|(?P<middle>={7})\r?|(?P<closing>>{7} \S.*))$")


def conflicts(text: str) -> Iterator[tuple[int, int]]:
    """Where the opening marks of the merge conflicts stand: from and to, as 0-based characters.

    A conflict has all three marks, in their order, as `git merge` writes them.
    """
    if _SIGN not in text:
        return
    opening: re.Match[str] | None = None
    has_middle = False
    for mark in _MARK.finditer(text):
        if mark["opening"]:
            opening, has_middle = mark, False
        elif mark["middle"]:
            has_middle = opening is not None
        elif opening is not None and has_middle:
            yield opening.span("opening")
            opening = None


def refuse_conflicts(text: str) -> None:
    """Raises PageError where a text is two versions at once: a conflict outside of fenced code, which may show one."""
    if _SIGN in text:
        for start, _ in conflicts(without_fences(text)):
            line, column = Lines(text).place(start)
            raise PageError(MESSAGE, line=line, column=column)
