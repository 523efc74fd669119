"""Paths through menus (`**File** > **Save as**`): as many steps, in the same order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.markup import HIDDEN
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading

_SIGNS = frozenset({">", "→", "➔", "->"})


class Step(NamedTuple):
    """A marked text of a path: where it stands (0-based characters), and what it is called, if that stays the same."""

    start: int
    end: int
    name: str


@rule("menu-path-changed", "unit", marks=">→➔&")
def menu_path_changed(pair: Pair) -> Iterator[Hit]:
    """A path through menus has other steps than the source's, or the same in another order.

    Who follows it does not find the command. Names that stay as they are (code, marked names) tell the order, else
    their number counts.

    Bad:

        source: Choose [!UICONTROL Admin] > [!UICONTROL Hosts].    (family: experience-league)
        target: Kies [!UICONTROL Hosts] > [!UICONTROL Admin].

    Good:

        source: Choose [!UICONTROL Admin] > [!UICONTROL Hosts].    (family: experience-league)
        target: Kies [!UICONTROL Admin] > [!UICONTROL Hosts].
    """
    source = list(_paths(pair.source))
    if not source:
        return
    target = list(_paths(pair.target))
    if len(source) == len(target):
        for theirs, mine in zip(source, target, strict=True):
            yield from _compared(theirs, mine)
        return
    for theirs in source:
        names = [step.name for step in theirs]
        same = [one for one in target if {step.name for step in one} & {*names} - {""}]
        if same:
            yield from _compared(theirs, same[0])


def _compared(theirs: Sequence[Step], mine: Sequence[Step]) -> Iterator[Hit]:
    wanted, found = [step.name for step in theirs], [step.name for step in mine]
    place = mine[0].start, mine[-1].end
    common = [name for name in wanted if name and found.count(name) == wanted.count(name) == 1]
    ordered = [name for name in found if name in common]
    if common != ordered:
        path = " > ".join(name or "…" for name in wanted)
        yield Hit(*place, f"the path is {path} in the source")
    elif len(wanted) != len(found):
        yield Hit(*place, f"the path has {len(wanted)} steps in the source, {len(found)} here")


def _paths(side: Reading) -> Iterator[tuple[Step, ...]]:
    """The paths of a side: two or more marked texts with nothing but a sign that leads on between them."""
    path: list[Step] = []
    for step in _steps(side):
        if path:
            between = side.plain[path[-1].end : step.start].replace(HIDDEN, "")
            if between.strip() not in _SIGNS:
                if len(path) > 1:
                    yield tuple(path)
                path = []
        path.append(step)
    if len(path) > 1:
        yield tuple(path)


def _steps(side: Reading) -> Iterator[Step]:
    """The marked texts of a side, in order; of one in another, the outer one, called as the inner one."""
    inner = [
        *(Step(one.start, one.end, side.text[one.start : one.end]) for one in side.verbatims),
        *(Step(one.start, one.end, f"`{one.text}`") for one in side.codes),
    ]
    outer = [Step(one.start, one.end, "") for one in side.emphases]
    outer += [Step(one.start, one.end, "") for one in side.links]
    inner.sort()
    starts = [one.start for one in inner]
    last = -1
    for step in sorted((*inner, *outer), key=lambda one: (one.start, -one.end)):
        if step.start < last:
            continue
        last = step.end
        within = inner[bisect_left(starts, step.start) : bisect_right(starts, step.end)]
        held = [one.name for one in within if one.end <= step.end]
        yield step._replace(name=held[0] if len(held) == 1 else step.name)
