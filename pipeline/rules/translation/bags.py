"""What one side has more than the other, as multisets keep it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)

_RIVALS = 20
"""How many missing items each extra one is held against; no more, so that time grows with their number alone."""


def differences(
    source: Iterable[Item], target: Iterable[Item], key: Callable[[Item], Key]
) -> tuple[list[Item], list[Item]]:
    """What of the source is missing in the target, and what the target has too much, by `key`, in their order."""
    before = [(key(item), item) for item in source]
    after = [(key(item), item) for item in target]
    if [one for one, _ in before] == [one for one, _ in after]:
        return [], []
    wanted = Counter(one for one, _ in before)
    extra = []
    for one, item in after:
        if wanted[one] > 0:
            wanted[one] -= 1
        else:
            extra.append(item)
    missing = []
    for one, item in reversed(before):
        if wanted[one] > 0:
            wanted[one] -= 1
            missing.append(item)
    return missing[::-1], extra


def pair_up(
    missing: list[Item], extra: list[Item], text: Callable[[Item], str]
) -> list[tuple[Item | None, Item]]:
    """Each extra item with the missing one that it most likely was; None where none is left.

    That is the one most like it of the first that are left.
    """
    left = list(missing)
    paired: list[tuple[Item | None, Item]] = []
    for item in extra:
        if not left:
            paired.append((None, item))
            continue
        written = text(item)
        likeness = [Levenshtein.normalized_similarity(text(one), written) for one in left[:_RIVALS]]
        paired.append((left.pop(likeness.index(max(likeness))), item))
    return paired
