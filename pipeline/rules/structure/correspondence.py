"""A localized page's structure against its source's. A page whose source has changed since is left alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.alerts import ALERTS
from pipeline.rules.structure.places import decoded
from pipeline.rules.structure.reading import read, read_made_from
from pipeline.visible import shown

Parts = list[tuple[str, int, int]]
"""What is compared: the words for each part, and its place."""

_EXTENSION = re.compile(
    r"\[!((?i:include|video|code)|(?=\w+[ \t]*\[[^\]\r\n]{0,300}\][ \t]*\([^()\s]+\.md\)))"  # a translated name, too
    r"[\w-]{0,40}[ \t]*\[?[^\]\r\n]{0,300}\]?[ \t]*\(([^()\s]+)"
)
_DIRECTIVE_IMAGE = re.compile(r""":::image[^\r\n]{0,500}?\bsource\s*=\s*["']([^"']*)["']""")


def compared(page: PageContext) -> tuple[Outline, Outline] | None:
    """The outlines of a page and of the source that it was made from; None where nothing shows what that was."""
    source = page.once(read_made_from)
    return None if source is None else (page.once(read), source)


def differences(page: PageContext, parts: Callable[[Outline], Parts], what: str) -> Iterator[Hit]:
    """Where the parts of a page are not its source's, in the same order; `what` names them."""
    sides = compared(page)
    if sides is None:
        return
    mine, theirs = parts(sides[0]), parts(sides[1])
    words, wanted = [word for word, *_ in mine], [word for word, *_ in theirs]
    if words == wanted:
        return
    end = len(page.article.text.rstrip())
    for tag, i1, i2, j1, j2 in changes(wanted, words):
        if tag == "equal":
            continue
        here = mine[j1] if j1 < len(mine) else ("", end, end)
        lost, added = ", ".join(wanted[i1:i2]), ", ".join(words[j1:j2])
        if tag == "replace":
            message = f"{what}: `{shown(lost, 120)}` in the source, `{shown(added, 120)}` here"
            yield Hit(here[1], mine[j2 - 1][2], message)
        elif tag == "delete":
            message = f"{what}: `{shown(lost, 120)}` of the source is missing here"
            yield Hit(here[1], here[1], message)
        else:
            message = f"{what}: `{shown(added, 120)}` is not in the source"
            yield Hit(here[1], mine[j2 - 1][2], message)


def changes(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> list[tuple[str, int, int, int, int]]:
    """How `old` became `new`, as difflib says it; of what is too long to be compared, the whole stretch."""
    size = min(len(old), len(new))
    first = next((at for at in range(size) if old[at] != new[at]), size)
    rest = size - first
    last = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    left, right = old[first : len(old) - last], new[first : len(new) - last]
    if len(left) * len(right) > _MOST_COMPARED:
        return [("replace", first, first + len(left), first, first + len(right))]
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(tag, *(first + at for at in places)) for tag, *places in codes]  # type: ignore[misc]


_MOST_COMPARED = 250_000


@rule("headings-differ", "article")
def headings_differ(page: PageContext) -> Iterator[Hit]:
    """The headings of a localized page do not have the levels of its source's: a section is lost, or one too many.

    Bad: `## Betalen` where the source has `### Pay`.

    Good: the same levels in the same order.
    """

    def parts(outline: Outline) -> Parts:
        return [(f"h{one.level}", one.start, one.end) for one in outline.headings]

    sides = compared(page)
    if sides is not None and parts(sides[0]) and parts(sides[1])[:1] != parts(sides[0])[:1]:
        tops = [any(one.level == 1 for one in side.headings) for side in sides]
        mine, theirs = ([word for word, *_ in parts(side)] for side in sides)
        if tops == [False, True] and mine == [word for word in theirs if word != "h1"]:
            return  # h1-missing says so
    yield from differences(page, parts, "headings")


@rule("tables-differ", "article")
def tables_differ(page: PageContext) -> Iterator[Hit]:
    """A table of a localized page has other rows or columns than its source's, or is a table no more.

    Bad: a table of two columns where the source's has three.

    Good: the same shape.
    """

    def parts(outline: Outline) -> Parts:
        return [(f"{len(one.rows)}×{one.columns}", one.start, one.end) for one in outline.tables]

    yield from differences(page, parts, "tables (rows×columns)")


@rule("alerts-differ", "article")
def alerts_differ(page: PageContext) -> Iterator[Hit]:
    """The alerts of a localized page are not its source's.

    Bad: `> [!TIP]` where the source has `> [!WARNING]`.

    Good: the same kinds in the same order.
    """

    def parts(outline: Outline) -> Parts:
        return [
            (marker.what.upper(), marker.start, marker.end)
            for marker in outline.markers
            if marker.what.isalpha()
        ]

    sides = compared(page)
    if sides is not None and any(
        marker.what.isalpha() and marker.what.upper() not in ALERTS for marker in sides[0].markers
    ):
        return  # alert-unknown says so
    yield from differences(page, parts, "alerts")


@rule("includes-differ", "article")
def includes_differ(page: PageContext) -> Iterator[Hit]:
    """A localized page does not include the files that its source includes.

    Bad: `[!INCLUDE [help](includes/hulp.md)]` where the source has `includes/help.md`.

    Good: the same files, their titles translated.
    """

    def parts(outline: Outline) -> Parts:
        return [
            (decoded(match[2]).lower(), match.start(), match.end())
            for match in (_EXTENSION.finditer(outline.bare) if "[!" in outline.bare else ())
        ]

    yield from differences(page, parts, "includes")


@rule("images-differ", "article")
def images_differ(page: PageContext) -> Iterator[Hit]:
    """A localized page does not show the images that its source shows.

    Bad: `![Betalen](betalen.png)` where the source has `pay.png`.

    Good: the same files, their texts translated. (A file of the same name in the locale's tree is shown instead.)
    """

    def parts(outline: Outline) -> Parts:
        found = [(_name(one.target), one.start, one.end) for one in outline.images]
        found += [
            (_name(match[1]), match.start(), match.end())
            for match in (_DIRECTIVE_IMAGE.finditer(outline.bare) if ":::" in outline.bare else ())
        ]
        return sorted(found, key=lambda one: one[1])

    sides = compared(page)
    if sides is None:
        return
    mine, theirs = (Counter(word for word, *_ in parts(side)) for side in sides)
    if mine != theirs:  # sentences may stand in another order, and their images with them
        yield from differences(page, parts, "images")


def _name(target: str) -> str:
    return decoded(target.strip()).rpartition("/")[2].lower()
