"""Looking up a text in the memory: the same text first, then the most similar ones."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from pipeline.catalog.leverage import LEAST, Former, Suggestion
from pipeline.memory.store import MemoryStore, MemoryUnit
from pipeline.units.folding import loose

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_FEW = 3
_NOWHERE: array[int] = array("l")


class LocaleMemory:
    """What was said in one locale, read once and sorted by length, so that few texts must be compared."""

    def __init__(self, units: Iterable[MemoryUnit]) -> None:
        best: dict[str, MemoryUnit] = {}
        for unit in units:
            known = best.get(unit.source)
            if known is None or unit.reviewed >= known.reviewed:  # the latest of the best kind
                best[unit.source] = unit
        self._units = sorted(best.values(), key=lambda unit: len(unit.source))
        self._sources = [unit.source for unit in self._units]
        self._lengths = [len(source) for source in self._sources]
        self._places: dict[str, array[int]] = {}
        for number, source in enumerate(self._sources):
            for word in _words(source):
                self._places.setdefault(word, array("l")).append(number)
        self._same = {loose(unit.source): unit for unit in sorted(self._units, key=_worth)}

    @classmethod
    def of(cls, store: MemoryStore, locale: str) -> LocaleMemory:
        """The memory of a locale as it is now."""
        return cls(store.units(locale))

    def __len__(self) -> int:
        return len(self._units)

    def lookup(self, source: str, *, least: float = LEAST) -> Suggestion | None:
        """The best former text for `source` that is at least `least` percent like it, or None."""
        same = self._same.get(loose(source))
        if same is not None:
            return Suggestion(_former(same), 100.0)
        share = least / (
            200.0 - least
        )  # two texts of lengths below this ratio cannot be as alike as that
        first = bisect_left(self._lengths, int(len(source) * share))
        last = bisect_right(self._lengths, int(len(source) / share) + 1)
        numbers = self._likely(source, first, last)
        found = process.extractOne(
            source,
            [self._sources[number] for number in numbers],
            scorer=fuzz.ratio,
            score_cutoff=least,
        )
        if found is None:
            return None
        return Suggestion(_former(self._units[numbers[found[2]]]), min(found[1], 99.0))

    def _likely(self, source: str, first: int, last: int) -> Sequence[int]:
        """The units between `first` and `last` that share one of the rarer half of the words of `source`.

        A text of few words may be like another without sharing one: then all of them are.
        """
        words = _words(source)
        if len(words) <= _FEW:
            return range(first, last)
        places = sorted((self._places.get(word, _NOWHERE) for word in words), key=len)
        likely: set[int] = set()
        for numbers in places[: len(places) // 2 + 1]:
            likely.update(numbers[bisect_left(numbers, first) : bisect_left(numbers, last)])
        return sorted(likely)


def _words(text: str) -> frozenset[str]:
    """The words of a text; of scripts without blanks, each pair of neighbouring characters."""
    words: set[str] = set()
    for word in _WORD.findall(text.lower()):
        if word.isascii() or len(word) < 3 or not _UNSPACED.match(word):
            words.add(word)
        else:
            words.update(word[at : at + 2] for at in range(len(word) - 1))
    return frozenset(words)


def _worth(unit: MemoryUnit) -> bool:
    return unit.reviewed


def _former(unit: MemoryUnit) -> Former:
    return Former(
        unit.source,
        unit.target,
        f"memory: {unit.origin}" if unit.origin else "memory",
        unit.reviewed,
    )
