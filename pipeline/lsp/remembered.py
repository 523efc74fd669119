"""What the translation rules saw in units, remembered while a page is edited: one sentence changes, the others stay."""

from __future__ import annotations

from collections.abc import Hashable

from pipeline.rules.finding import Hit
from pipeline.rules.run import unit_hits
from pipeline.rules.translation.nobreak import habit_of
from pipeline.rules.translation.pair import Around, Pair

Hits = tuple[tuple[str, Hit], ...]


class RememberedHits:
    """Answers for `unit_hits`. Only units of the last text are remembered, and only while their page is alike.

    Rules look at a unit's texts and kind, and at what the units of a page have in common (`Around`); positions are
    put to the hits afterwards.
    """

    def __init__(self) -> None:
        self._around: Hashable = None
        self._old: dict[Hashable, Hits] = {}
        self._new: dict[Hashable, Hits] = {}

    def begin(self) -> None:
        """A new text comes: what the text before the last one had is forgotten."""
        self._old, self._new = self._new, {}

    def __call__(self, pair: Pair) -> Hits:
        """What `unit_hits` says of a unit."""
        if not self._new:
            around = _described(pair.around)
            if around != self._around:
                self._around, self._old = around, {}
        key = (pair.unit.source, pair.unit.target, pair.unit.kind)
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key)
            self._new[key] = found = tuple(unit_hits(pair)) if found is None else found
        return found


def _described(around: Around) -> Hashable:
    labels = tuple(sorted(around.labels.items()))
    habit = around.page.once(habit_of)
    return around.page.locale, labels, around.no_loc, around.is_formal, habit
