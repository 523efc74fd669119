"""Blocks that are only a link or only code, against the source's: there is no sentence around them to be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.families.inline import comparable
from pipeline.markdown.outline import FILLER, Link, Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.newer_source import stands_in_newer
from pipeline.rules.registry import rule
from pipeline.rules.structure.correspondence import changes, compared
from pipeline.rules.structure.places import decoded
from pipeline.visible import shown

_BEFORE = re.compile(
    r"(?:^|\|)(?:[\s>]|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|<[^<>]{1,200}>){0,40}[*_]{0,3}\Z"
)
_BEHIND = re.compile(r"[*_]{0,3}(?:[\s\\]|<br ?/?>){0,40}(?:\||\Z)")
_LOCALE = re.compile(r"(?<=/)[a-z]{2,3}-[a-z]{2}(?:/|$)", re.IGNORECASE)
_LOOK = 2000  # characters before a block's content and behind it


class Bare(NamedTuple):
    """What a block is all of: what of it must stay, how it is written, and where it stands."""

    what: str
    said: str
    start: int
    end: int


@rule("links-differ", "article")
def links_differ(page: PageContext) -> Iterator[Hit]:
    """A line or cell that is only a link leads elsewhere than the source's, is missing, or two have changed places.

    Buttons that lead on and back, lists of links, tabs (`#tab/portal`): their texts are translated, and nothing else.

    Bad: `> [Volgende](one.md)` where the source has `> [Next](three.md)`; `# [Portal](#tab/portaal)`.

    Good: the same addresses in the same order. Locales in addresses may differ.
    """
    sides = compared(page)
    if sides is None:
        return

    def links(outline: Outline) -> list[Bare]:
        return [
            Bare(_address(page, one.target), shown(one.target, 120), one.start, one.end)
            for one in outline.links
            if _is_written_out(one)
        ]

    may_add = bool(page.family.inline.expands)  # a macro of the source was written out as a link
    yield from _differing(page, sides, links, "the link to `{}`", "leads to", may_add=may_add)


@rule("inline-code-differs", "article")
def inline_code_differs(page: PageContext) -> Iterator[Hit]:
    """A line or cell that is only code differs from the source's: a name or a value was translated.

    Bad: a cell with `` `maxElementen` `` where the source has `` `maxItems` ``.

    Good: the same letters.
    """
    sides = compared(page)
    if sides is None:
        return

    is_kept = page.family.code.compare == "all"  # else words in code may be translated

    def codes(outline: Outline) -> list[Bare]:
        fences = {one.start for one in outline.fences}
        text = outline.text
        found = [
            (text[one.start : one.end].strip("` \n"), one)
            for one in outline.code
            if one.start not in fences and text[one.start : one.start + 1] == "`"
        ]
        return [
            Bare(word, shown(word, 120), one.start, one.end)
            for word, one in found
            if "\n" not in word and (is_kept or " " not in word)
        ]

    yield from _differing(page, sides, codes, "`{}`", "is")


def _differing(
    page: PageContext,
    sides: tuple[Outline, Outline],
    find: Callable[[Outline], list[Bare]],
    named: str,
    verb: str,
    *,
    may_add: bool = False,
) -> Iterator[Hit]:
    """Where the bare blocks of a page differ from its source's; what stands in sentences elsewhere is not missing.

    With `may_add`, a page may have more of them.
    """
    every = [find(side) for side in sides]
    if [one.what for one in every[0]] == [one.what for one in every[1]]:
        return
    mine, theirs = (
        [one for one in found if _is_alone(side, one)]
        for side, found in zip(sides, every, strict=True)
    )
    words, wanted = [one.what for one in mine], [one.what for one in theirs]
    if words == wanted:
        return
    counts, source_counts = (Counter(one.what for one in found) for found in every)
    lost, added = source_counts - counts, counts - source_counts
    kept = [one for one in mine if not added[one.what]]
    yield from _swapped(kept, [one.what for one in theirs if not lost[one.what]], named)
    end = len(page.article.text.rstrip())
    for tag, i1, i2, j1, j2 in changes(wanted, words):
        if tag == "equal":
            continue
        gone, new = _without_same_places(
            [one for one in theirs[i1:i2] if lost[one.what]],
            [one for one in mine[j1:j2] if added[one.what]],
        )
        gone, new = _without_newer(page, gone, new)
        if may_add and len(new) > len(gone):
            continue
        for one, source in zip(new, gone, strict=False):
            said = f"{named.format(source.said)} of the source {verb} `{one.said}` here"
            yield Hit(one.start, one.end, said)
        for one in new[len(gone) :]:
            yield Hit(one.start, one.end, f"{named.format(one.said)} is not in the source")
        at = mine[j2].start if j2 < len(mine) else end
        for one in gone[len(new) :]:
            yield Hit(at, at, f"{named.format(one.said)} of the source is missing here")


def _without_newer(
    page: PageContext, gone: list[Bare], new: list[Bare]
) -> tuple[list[Bare], list[Bare]]:
    """What is gone and what is new, without what the source has by now, and what that stands in place of."""
    newer = {at for at, one in enumerate(new) if stands_in_newer(page, one.what)}
    return (
        [one for at, one in enumerate(gone) if at not in newer],
        [one for at, one in enumerate(new) if at not in newer],
    )


def _without_same_places(gone: list[Bare], new: list[Bare]) -> tuple[list[Bare], list[Bare]]:
    """What is gone and what is new, without addresses of one file."""
    for one in tuple(new):
        same = next((two for two in gone if _is_same_place(one.what, two.what)), None)
        if same is not None:
            new.remove(one)
            gone.remove(same)
    return gone, new


def _is_same_place(one: str, two: str) -> bool:
    """Are they addresses of one file on one host: another revision of it, or a place that it was moved to?"""
    if "//" not in one or "//" not in two:
        return False
    first, second = (address.partition("//")[2].rstrip("/").split("/") for address in (one, two))
    return len(first) > 2 and len(second) > 2 and first[0] == second[0] and first[-1] == second[-1]


def _swapped(mine: Sequence[Bare], wanted: Sequence[str], named: str) -> Iterator[Hit]:
    """Two neighbours that have changed places; where more have, somebody sorted a list."""
    if sorted(one.what for one in mine) != sorted(wanted):
        return  # one of them stands in a sentence on the other side
    moved = [at for at, one in enumerate(mine) if one.what != wanted[at]]
    if len(moved) == 2 and moved[1] - moved[0] == 1:
        one, two = (mine[at] for at in moved)
        said = f"{named.format(one.said)} and the next one have changed places"
        yield Hit(one.start, two.end, said)


def _is_written_out(link: Link) -> bool:
    """Has a link its address with it? What leads on by a label stands in sentences, whose labels are translated."""
    is_kept = link.kind == "Inline" and not link.is_image
    return is_kept and bool(link.target) and not link.target.startswith("javascript:")


def _is_alone(outline: Outline, one: Bare) -> bool:
    """Is it all that stands on its line, or in its table cell?"""
    text = outline.text
    first = max(text.rfind("\n", 0, one.start) + 1, one.start - _LOOK)
    last = text.find("\n", one.end)
    last = min(last if last >= 0 else len(text), one.end + _LOOK)
    before = text[first : one.start].replace(FILLER, "")
    behind = text[one.end : last].replace(FILLER, "")
    if _BEFORE.search(before) is None or _BEHIND.match(behind) is None:
        return False
    return not _goes_on(text, first, last)


def _goes_on(text: str, first: int, last: int) -> bool:
    """Is a line, between two offsets, part of a sentence that is wrapped: does text run into it, or on behind it?"""
    before = text[max(0, first - _LOOK) : max(0, first - 1)].rpartition("\n")[2].rstrip("\r")
    behind = text[last + 1 : last + 1 + _LOOK].partition("\n")[0].lstrip(" \t>")
    runs_in = not before.startswith("#") and (before[-1:].isalnum() or before[-1:] == ",")
    return runs_in or behind[:1].islower()


def _address(page: PageContext, target: str) -> str:
    """What of a link's address must stay: all but its locale."""
    target = decoded(comparable(page.family, target, page.locale))
    return _LOCALE.sub("", target.removeprefix("http:").removeprefix("https:"))
