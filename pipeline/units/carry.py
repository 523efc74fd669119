"""Translations carried over to a source that has changed: what stayed the same keeps its translation.

What changed, moved away or is new is left to `pipeline.po.leverage`, which finds the former unit of a changed
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.units.folding import loose
from pipeline.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Carried:
    """The units of the new source, and the page's units whose source left it (their translations are kept)."""

    units: tuple[Unit, ...]
    left: tuple[Unit, ...]


def carry(former: Sequence[Unit], fresh: Sequence[Unit]) -> Carried:
    """`fresh`, the untranslated units of the new source, with the targets of the page's `former` units.

    Units are paired in order where they can be; one that moved is found by its text.
    """
    old_keys = [_key(unit) for unit in former]
    new_keys = [_key(unit) for unit in fresh]
    taken: dict[int, int] = {}
    blocks = SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_matching_blocks()
    for old, new, length in blocks:
        taken.update(zip(range(new, new + length), range(old, old + length), strict=True))
    free: dict[tuple[str, str], list[int]] = {}
    by_text: dict[str, int] = {}
    used = set(taken.values())
    for index, key in enumerate(old_keys):
        if index not in used:
            free.setdefault(key, []).append(index)
        by_text.setdefault(key[1], index)
    units = []
    for index, unit in enumerate(fresh):
        old_index = taken.get(index)
        if old_index is None:
            moved = free.get(new_keys[index])
            old_index = moved.pop(0) if moved else by_text.get(new_keys[index][1])
        if old_index is not None:
            used.add(old_index)
            unit = _with_translation(unit, former[old_index])
        units.append(unit)
    left = tuple(unit for index, unit in enumerate(former) if index not in used and unit.target)
    return Carried(tuple(units), left)


def _key(unit: Unit) -> tuple[str, str]:
    kind = unit.kind if unit.kind.startswith("metadata: ") else ""
    return kind, loose(unit.source)


def _with_translation(unit: Unit, former: Unit) -> Unit:
    return unit._replace(
        target=former.target,
        id=former.id,
        target_range=former.target_range,
        certainty=former.certainty,
    )
