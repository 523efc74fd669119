"""Markup of the site inside sentences: what stays to the letter, and what a translation may write out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.kept_markup import balance
from pipeline.rules.registry import rule
from pipeline.rules.translation.bags import differences, pair_up
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading

Found = TypeVar("Found")


class Verbatim(NamedTuple):
    """A piece of the site's markup: where it stands (0-based characters), what it says, what of it must stay."""

    start: int
    end: int
    text: str
    letters: str


def _has_verbatims(pair: Pair) -> bool:
    return bool(pair.source.verbatims or pair.target.verbatims)


@rule("verbatim-changed", "unit", of_page=True)
def verbatim_changed(pair: Pair) -> Iterator[Hit]:
    """Markup of the site (a macro, a shortcode, a marked name) differs from the source, or is missing.

    The site's program does not know it then: readers see its marks, or what it stands for is gone. What it is, and what
    of it may be translated, the docs family says; macros that a translation may write out are left alone. What stands
    in another sentence of the page is not missing.

    Bad:

        source: Choose [!UICONTROL Save as] now.    (family: experience-league)
        target: Kies nu [!UICONTROL Opslaan als].

    Good:

        source: Choose [!UICONTROL Save as] now.    (family: experience-league)
        target: Kies nu [!UICONTROL Save as].
    """
    if not pair.once(_has_verbatims):
        return
    source, target = _kept(pair.source), _kept(pair.target)
    missing, extra = differences(source, target, lambda one: one.letters)
    if not missing and not extra:
        return
    moved = pair.page.once(balance)
    paired = pair_up(missing, extra, lambda one: one.text)
    for was, one in paired:
        if was is None:
            if one.text not in pair.source.text and not moved.has_as_many(one.letters):
                yield Hit(one.start, one.end, f"`{_short(one.text)}` is not in the source")
        elif not (moved.has_as_many(one.letters) and moved.has_as_many(was.letters)):
            message = f"`{_short(one.text)}` is `{_short(was.text)}` in the source"
            fix = Fix(f"put {_short(was.text)} back", (Splice(one.start, one.end, was.text),))
            yield Hit(one.start, one.end, message, fix=fix)
    used = [was for was, _ in paired]
    for one in missing:
        if one in used or one.text in pair.target.text or moved.has_as_many(one.letters):
            continue
        yield Hit(0, len(pair.target.text), f"`{_short(one.text)}` of the source is missing")


def _kept(side: Reading) -> list[Verbatim]:
    """What of a side's verbatim markup no translation may write out."""
    free = set(side.syntax.expands(side.text))
    return [
        Verbatim(one.start, one.end, side.text[one.start : one.end], one.letters(side.text))
        for one in side.verbatims
        if (one.start, one.end) not in free
    ]


def written_out(pair: Pair) -> int:
    """How many macros of the source the translation may have written out: those that it does not have.

    Below 0: how many it has for what the source writes out.
    """
    return _macros(pair.source) - _macros(pair.target)


def beyond(found: list[Found], number: int) -> list[Found]:
    """What was found without so many of it that macros account for."""
    return found[: max(0, len(found) - max(0, number))]


def _macros(side: Reading) -> int:
    if not side.verbatims:
        return 0
    places = {(one.start, one.end) for one in side.verbatims}
    return sum(place in places for place in side.syntax.expands(side.text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
