"""Matching two sequences of items: landmarks first, then dynamic programming between them.

A stretch that does not match costs only itself: the landmarks on both sides of it hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.units.align.features import distance, merged
from pipeline.units.align.items import Item, unique_keys

GAP = 3.0
"""What leaving one item without a partner costs; two of it, and more, are what a wrong pair costs."""
_GOOD = 1.5
_BAND = 40
_PROSE = frozenset({"paragraph", "item", "html"})


@dataclass(frozen=True, slots=True)
class Match:
    """`source` and `target` are half-open ranges of items, one of them may be empty. `cost` is their distance."""

    source: tuple[int, int]
    target: tuple[int, int]
    cost: float


def match_items(sources: list[Item], targets: list[Item], ratio: float) -> list[Match]:
    """The items of two pages side by side, in order; every item is in exactly one match."""
    matches: list[Match] = []
    at_source = at_target = 0
    for source, target in (*_landmarks(sources, targets), (len(sources), len(targets))):
        matches += _between(sources, targets, (at_source, source), (at_target, target), ratio)
        at_source, at_target = source, target
    return matches


def _landmarks(sources: list[Item], targets: list[Item]) -> list[tuple[int, int]]:
    """Pairs of items with a key that stands once on both sides: as many as keep the order."""
    known = unique_keys(targets)
    pairs = [(index, known[key]) for key, index in unique_keys(sources).items() if key in known]
    pairs.sort()
    return _ascending(pairs)


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second numbers ascend (patience sorting)."""
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
    source: tuple[int, int],
    target: tuple[int, int],
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
    band = _BAND + abs(rows - columns)
    infinite = float("inf")
    best = [[infinite] * (columns + 1) for _ in range(rows + 1)]
    steps: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for i in range(rows + 1):
        middle = i * columns // rows
        for j in range(max(0, middle - band), min(columns, middle + band) + 1):
            if not i and not j:
                continue
            least, step = infinite, (0, 0)
            if i and best[i - 1][j] + GAP < least:
                least, step = best[i - 1][j] + GAP, (1, 0)
            if j and best[i][j - 1] + GAP < least:
                least, step = best[i][j - 1] + GAP, (0, 1)
            if i and j:
                cost = best[i - 1][j - 1] + item_distance(left[i - 1], right[j - 1], ratio)
                if cost <= least:
                    least, step = cost, (1, 1)
                if i > 1 and (cost := best[i - 2][j - 1]) < least:
                    cost += _joined(left[i - 2], left[i - 1], right[j - 1], ratio)
                    if cost < least:
                        least, step = cost, (2, 1)
                if j > 1 and (cost := best[i - 1][j - 2]) < least:
                    cost += _joined(right[j - 2], right[j - 1], left[i - 1], 1 / ratio)
                    if cost < least:
                        least, step = cost, (1, 2)
            best[i][j], steps[i][j] = least, step
    found: list[Step] = []
    i, j = rows, columns
    while i or j:
        down, across = steps[i][j]
        cost = best[i][j] - best[i - down][j - across]
        i, j = i - down, j - across
        found.append(((i, j), (down, across), cost))
    return found[::-1]


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
