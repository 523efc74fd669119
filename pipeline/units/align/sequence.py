"""Matching two sequences of items: landmarks first, then dynamic programming between them.

A stretch that does not match costs only itself: the landmarks on both sides of it hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.units.align.features import distance, merged
from pipeline.units.align.items import Item, places_of_keys

GAP = 3.0
"""What leaving one item without a partner costs; two of it, and more, are what a wrong pair costs."""
_GOOD = 1.5
_LARGE = 5000
_REPEATED = 4
_BAND = 40
_WIDEST = 400
_INFINITE = float("inf")
_PROSE = frozenset({"paragraph", "item", "html"})

Range = tuple[int, int]
Place = tuple[int, int]
Stretches = tuple[Range, Range]


@dataclass(frozen=True, slots=True)
class Match:
    """`source` and `target` are half-open ranges of items, one of them may be empty. `cost` is their distance."""

    source: tuple[int, int]
    target: tuple[int, int]
    cost: float


def match_items(sources: list[Item], targets: list[Item], ratio: float) -> list[Match]:
    """The items of two pages side by side, in order; every item is in exactly one match."""
    whole = (0, len(sources)), (0, len(targets))
    marks = _landmarks(sources, targets, *whole, most=1)
    return [*_between_marks(sources, targets, whole, marks, ratio)]


def _between_marks(
    sources: list[Item], targets: list[Item], whole: Stretches, marks: list[Place], ratio: float
) -> Iterator[Match]:
    """The matches of two stretches, each part between two landmarks by itself."""
    at_source, at_target = whole[0][0], whole[1][0]
    for source, target in (*marks, (whole[0][1], whole[1][1])):
        part = (at_source, source), (at_target, target)
        size = (source - at_source) * (target - at_target)
        more = []
        if size > _LARGE:  # landmarks that stand more than once are better than none
            more = _landmarks(sources, targets, *part, most=_REPEATED)
            more = [mark for mark in more if mark != (at_source, at_target)]
        if more:
            yield from _between_marks(sources, targets, part, more, ratio)
        else:
            yield from _between(sources, targets, *part, ratio)
        at_source, at_target = source, target


def _landmarks(
    sources: list[Item], targets: list[Item], source: Range, target: Range, most: int
) -> list[Place]:
    """Pairs of items with a key that stands no more than `most` times on both sides: as many as keep the order."""
    left = places_of_keys(sources, source, most)
    right = places_of_keys(targets, target, most)
    pairs = [(one, two) for key, ones in left.items() for one in ones for two in right.get(key, ())]
    pairs.sort(key=lambda pair: (pair[0], -pair[1]))
    return _ascending(pairs)


def _ascending(pairs: list[Place]) -> list[Place]:
    """The longest subsequence whose second numbers ascend (patience sorting); of equals the one that ends first."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, target) in enumerate(pairs):
        place = bisect_left(tails, target)
        before.append(last[place - 1] if place else -1)
        if place == len(tails):
            tails.append(target)
            last.append(index)
        else:
            tails[place] = target
            last[place] = index
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _between(
    sources: list[Item],
    targets: list[Item],
    source: Range,
    target: Range,
    ratio: float,
) -> Iterator[Match]:
    """The matches of two stretches of items."""
    rows, columns = source[1] - source[0], target[1] - target[0]
    if not rows or not columns:
        yield from (Match((i, i + 1), (target[0], target[0]), GAP) for i in range(*source))
        yield from (Match((source[1], source[1]), (j, j + 1), GAP) for j in range(*target))
        return
    left, right = sources[source[0] : source[1]], targets[target[0] : target[1]]
    if rows == columns and (costs := _side_by_side(left, right, ratio)):
        for step, cost in enumerate(costs):
            i, j = source[0] + step, target[0] + step
            yield Match((i, i + 1), (j, j + 1), cost)
        return
    for (i, j), (down, across), cost in _path(left, right, ratio):
        yield Match(
            (source[0] + i, source[0] + i + down), (target[0] + j, target[0] + j + across), cost
        )


def _side_by_side(left: list[Item], right: list[Item], ratio: float) -> list[float]:
    """What each pair costs where the two lists have the same shape and every pair is a good one; else nothing."""
    costs = []
    for one, two in zip(left, right, strict=True):
        if one.shape != two.shape:
            return []
        cost = item_distance(one, two, ratio)
        if cost > _GOOD:
            return []
        costs.append(cost)
    return costs


Step = tuple[tuple[int, int], tuple[int, int], float]


def _path(left: list[Item], right: list[Item], ratio: float) -> list[Step]:
    """The cheapest way through two lists of items: where each step begins, how far it goes, what it costs."""
    rows, columns = len(left), len(right)
    band = min(_BAND + abs(rows - columns), _WIDEST)
    table = _Table(rows, columns, band)
    for i in range(rows + 1):
        for j in table.columns(i):
            if not i and not j:
                continue
            least, step = table.cost(i - 1, j) + GAP, (1, 0)
            if (cost := table.cost(i, j - 1) + GAP) < least:
                least, step = cost, (0, 1)
            if i and j:
                cost = table.cost(i - 1, j - 1)
                if cost < least + GAP:
                    cost += item_distance(left[i - 1], right[j - 1], ratio)
                    if cost <= least:
                        least, step = cost, (1, 1)
                if i > 1 and (cost := table.cost(i - 2, j - 1)) < least:
                    cost += _joined(left[i - 2], left[i - 1], right[j - 1], ratio)
                    if cost < least:
                        least, step = cost, (2, 1)
                if j > 1 and (cost := table.cost(i - 1, j - 2)) < least:
                    cost += _joined(right[j - 2], right[j - 1], left[i - 1], 1 / ratio)
                    if cost < least:
                        least, step = cost, (1, 2)
            table.put(i, j, least, step)
    found: list[Step] = []
    i, j = rows, columns
    while i or j:
        down, across = table.step(i, j)
        cost = table.cost(i, j) - table.cost(i - down, j - across)
        i, j = i - down, j - across
        found.append(((i, j), (down, across), cost))
    return found[::-1]


class _Table:
    """The costs of the ways to each pair of items, near the diagonal only."""

    def __init__(self, rows: int, columns: int, band: int) -> None:
        self._lows = [max(0, i * columns // rows - band) for i in range(rows + 1)]
        self._highs = [min(columns, i * columns // rows + band) for i in range(rows + 1)]
        for row in range(rows):  # every row can be reached from the one above it
            self._highs[row] = max(self._highs[row], self._lows[row + 1])
        widths = [high - low + 1 for low, high in zip(self._lows, self._highs, strict=True)]
        self._costs = [[_INFINITE] * width for width in widths]
        self._steps = [[(0, 0)] * width for width in widths]
        self._costs[0][0] = 0.0

    def columns(self, row: int) -> range:
        """The columns that are looked at in a row."""
        return range(self._lows[row], self._highs[row] + 1)

    def cost(self, row: int, column: int) -> float:
        """The cost of the cheapest way to a place; infinite where there is none."""
        if row < 0 or not self._lows[row] <= column <= self._highs[row]:
            return _INFINITE
        return self._costs[row][column - self._lows[row]]

    def step(self, row: int, column: int) -> tuple[int, int]:
        """The last step of that way."""
        return self._steps[row][column - self._lows[row]]

    def put(self, row: int, column: int, cost: float, step: tuple[int, int]) -> None:
        """Keep a cost and the step that it comes from."""
        self._costs[row][column - self._lows[row]] = cost
        self._steps[row][column - self._lows[row]] = step


def item_distance(source: Item, target: Item, ratio: float) -> float:
    """How little two items look like each other's translation."""
    one, two = source.passage, target.passage
    if one is None or two is None:
        if one is not None or two is not None:
            return 4 * GAP
        return -2.0 if source.key == target.key else 2.0
    unlike = distance(source.features, target.features, ratio)
    if source.key and target.key:
        unlike += -2.0 if source.key == target.key else 1.5
    if one.block != two.block:
        unlike += 6.0 if "heading" in (one.block, two.block) else 2.5
    elif one.level != two.level or one.containers != two.containers:
        unlike += 1.5
    if (one.kind == "alt text") != (two.kind == "alt text"):
        unlike += 4.0
    return unlike - 1.0


def _joined(first: Item, second: Item, other: Item, ratio: float) -> float:
    """The distance of two neighbours taken together from one item of the other side."""
    for item in (first, second, other):
        passage = item.passage
        if passage is None or passage.block not in _PROSE or passage.kind == "alt text":
            return 4 * GAP
    both = merged(first.features, second.features)
    return distance(both, other.features, ratio) + 3.5
