"""The units around a unit: what is opened in one may be closed in the next."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading

_BESIDE = 3  # units


def is_whole_beside(pair: Pair, is_whole: Callable[[str], bool]) -> bool:
    """Is the plain text of the target whole together with a few units before it, or behind it?

    Pages that were cut into pieces have brackets and quotations whose partners stand in the next piece.
    """
    units = pair.page.units
    at = next((at for at, unit in enumerate(units) if unit is pair.unit), -1)
    if at < 0:
        return False
    before = behind = pair.target.plain
    for distance in range(1, _BESIDE + 1):
        if at >= distance:
            before = Reading(units[at - distance].target).plain + before
        if at + distance < len(units):
            behind += Reading(units[at + distance].target).plain
        if is_whole(before) or is_whole(behind):
            return True
    return False
