"""Labels of footnotes, and formulas, against the source's: neither is translated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.correspondence import compared
from pipeline.visible import shown

_LABEL = re.compile(r"\[\^([^\]\s^]{1,80})\](:?)")
_MATH = re.compile(
    r"(?<![\\$\w])\$\$(?=[^$])([^$]{1,600})\$\$(?!\$)|(?<![\\$\w])\$(?=[^\s$])([^$\n]{1,200})(?<=[^\s\\])\$(?![\w$])"
)
_SIGNS = re.compile(r"[\\^_{}=<>+]")
_SPACES = re.compile(r"\s+")
Found = dict[str, list[tuple[int, int]]]
"""Where each of them stands."""


@rule("footnotes-differ", "article")
def footnotes_differ(page: PageContext) -> Iterator[Hit]:
    """The label of a footnote was translated, or a footnote is missing: readers see brackets instead of a number.

    Bad: `[^noot]` where the source has `[^note]`.

    Good: the same labels in text and notes.
    """
    sides = compared(page)
    if sides is None or "[^" not in sides[0].text + sides[1].text:
        return
    yield from _differing(page, _labels(sides[0]), _labels(sides[1]), "the footnote")


@rule("math-changed", "article")
def math_changed(page: PageContext) -> Iterator[Hit]:
    r"""A formula differs from the source's: a command was translated, or a space got into it.

    Bad: `$\som x$`, `$a_ {1}$` where the source has `$\sum x$`, `$a_{1}$`.

    Good: the same letters.
    """
    sides = compared(page)
    if sides is None or "$" not in sides[1].bare:
        return
    theirs = _formulas(sides[1])
    if theirs:
        yield from _differing(page, _formulas(sides[0]), theirs, "the formula")


def _labels(outline: Outline) -> Found:
    if "[^" not in outline.bare:
        return {}
    found: Found = {}
    for match in _LABEL.finditer(outline.bare):
        line = outline.bare.rfind("\n", 0, match.start()) + 1
        is_note = match[2] and not outline.bare[line : match.start()].strip(" >")
        found.setdefault(f"[^{match[1]}]{':' if is_note else ''}", []).append(match.span())
    return found


def _formulas(outline: Outline) -> Found:
    found: Found = {}
    for match in _MATH.finditer(outline.bare):
        inner = match[1] or match[2]
        if _SIGNS.search(inner):  # not `costs $5 and $10`
            found.setdefault(_SPACES.sub(" ", match[0]), []).append(match.span())
    return found


def _differing(page: PageContext, mine: Found, theirs: Found, what: str) -> Iterator[Hit]:
    """What a page has and its source has not, with what it was, and what is missing; in any order."""
    here = Counter({name: len(places) for name, places in mine.items()})
    there = Counter({name: len(places) for name, places in theirs.items()})
    added, lost = list((here - there).elements()), list((there - here).elements())
    for number, name in enumerate(added):
        start, end = mine[name][-1]
        if number < len(lost):
            said = f"{what} `{shown(name, 90)}` is `{shown(lost[number], 90)}` in the source"
        else:
            said = f"{what} `{shown(name, 90)}` is not in the source"
        yield Hit(start, end, said)
    end = len(page.article.text.rstrip())
    for name in lost[len(added) :]:
        yield Hit(end, end, f"{what} `{shown(name, 90)}` of the source is missing")
