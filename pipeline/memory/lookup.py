"""Looking up a text in the memory: the same text first, then the most similar ones."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from threading import Lock

from rapidfuzz import fuzz, process

from pipeline.exchange.memory_unit import MemoryUnit
from pipeline.memory.store import MemoryStore
from pipeline.memory.words import words_of
from pipeline.po.leverage import LEAST, Former, Suggestion

_FEW = 3
_SHARED = 2  # words
_MOST = 400  # sources that are compared
_RAREST = 5  # words that are looked at, however many units have them
_LOOKED_AT = 3000  # numbers of units: where the rarest have so many, the others tell little
_HELD = 4_000_000  # numbers of units


class LocaleMemory:
    """What was said in one locale. Threads may share it."""

    def __init__(self, store: MemoryStore, locale: str) -> None:
        self._store = store
        self._locale = locale
        self._frequencies: dict[str, int] = {}
        self._numbers: dict[str, array[int]] = {}  # by word, the one asked for last at the end
        self._held = 0
        self._lock = Lock()

    def lookup(self, source: str, *, least: float = LEAST) -> Suggestion | None:
        """The best former text for `source` that is at least `least` percent like it, or None."""
        with self._lock:
            same = self._store.same(source, self._locale)
            if same is not None:
                return Suggestion(_former(same), 100.0)
            return self._similar(source, least)

    def _similar(self, source: str, least: float) -> Suggestion | None:
        likely = sorted(self._likely(source, least).items(), key=lambda one: (len(one[1]), one[0]))
        texts = [text for _, text in likely]
        found = process.extractOne(source, texts, scorer=fuzz.ratio, score_cutoff=least)
        if found is None:
            return None
        unit = self._store.unit(likely[found[2]][0])
        return Suggestion(_former(unit), min(found[1], 99.0)) if unit else None

    def _likely(self, source: str, least: float) -> Mapping[int, str]:
        """The sources that share most of the rarer words of `source`, by the number of a unit.

        One that shares half of all its words has two of the rarest that are two more than half: only those are looked
        at, of words that very many have only the few rarest, and of many sources those that share most. A text of few
        words may be like another without sharing one: then all of about its length are likely.
        """
        words = words_of(source)
        if len(words) <= _FEW:
            # two texts of lengths below this ratio cannot be as alike as that
            share = least / (200.0 - least)
            numbers, texts, lengths = self._short
            first = bisect_left(lengths, int(len(source) * share))
            last = bisect_right(lengths, int(len(source) / share) + 1)
            return dict(zip(numbers[first:last], texts[first:last], strict=True))
        rarest = sorted(words, key=lambda word: (self._frequency(word), word))
        once: set[int] = set()
        lists: list[array[int]] = []
        again: set[int] = set()
        looked_at = 0
        for place, word in enumerate(rarest[: len(rarest) // 2 + _SHARED]):
            if place >= _RAREST and looked_at > _LOOKED_AT:
                break
            known = self._with_word(word)
            looked_at += len(known)
            lists.append(known)
            again |= once.intersection(known)
            once.update(known)
        if len(again) <= _MOST:
            return self._store.sources(sorted(again))
        shared = Counter(number for known in lists for number in again.intersection(known))
        found = Counter(shared.values())
        least_shared = _SHARED
        while sum(n for times, n in found.items() if times >= least_shared) > _MOST and any(
            times > least_shared for times in found
        ):
            least_shared += 1
        likely = (number for number, times in shared.items() if times >= least_shared)
        return self._store.sources(sorted(likely)[:_MOST])

    @cached_property
    def _short(self) -> tuple[list[int], list[str], list[int]]:
        """The numbers of units of few words, their sources and the lengths of those, the shortest first."""
        short = self._store.short(self._locale, 2 * _FEW)
        found = sorted(short.items(), key=lambda one: (len(one[1]), one[0]))
        texts = [text for _, text in found]
        return [number for number, _ in found], texts, [len(text) for text in texts]

    def _with_word(self, word: str) -> array[int]:
        """The numbers of the units that have a word; those of words that were asked for of late are held."""
        known = self._numbers.pop(word, None)
        if known is None:
            known = self._store.with_word(word, self._locale)
            self._held += len(known)
        self._numbers[word] = known
        while self._held > _HELD:
            self._held -= len(self._numbers.pop(next(iter(self._numbers))))
        return known

    def _frequency(self, word: str) -> int:
        if word not in self._frequencies:
            self._frequencies[word] = self._store.frequency(word, self._locale)
        return self._frequencies[word]


def _former(unit: MemoryUnit) -> Former:
    return Former(
        unit.source,
        unit.target,
        f"memory: {unit.origin}" if unit.origin else "memory",
        unit.reviewed,
    )
