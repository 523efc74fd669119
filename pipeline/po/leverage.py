"""What a text without a translation can start from: the best former text of its page, or of the docset's memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, process

LEAST = 70.0
"""How alike, in percent, two sources must be for the translation of one to help with the other."""


@dataclass(frozen=True, slots=True)
class Former:
    """A text that was translated before. `origin` says where, for the translator: empty is "this page"."""

    source: str
    target: str
    origin: str = ""
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A former text for a new source. `score` is from 0 to 100; 100 means the very same source."""

    former: Former
    score: float

    @property
    def is_exact(self) -> bool:
        """Is it a translation of the very same text?"""
        return self.score >= 100.0


class Memory(Protocol):
    """What was said before in the whole docset."""

    def lookup(self, source: str, *, least: float = LEAST) -> Suggestion | None:
        """The best former text for `source`, or None."""
        ...


class Leverage:
    """The former texts of one page, and the docset's memory as a second source."""

    def __init__(self, formers: Iterable[Former], memory: Memory | None = None) -> None:
        self._formers: Sequence[Former] = [former for former in formers if former.target.strip()]
        self._sources = [former.source for former in self._formers]
        self._memory = memory

    def best(self, source: str) -> Suggestion | None:
        """The best start for `source`: this page's where it is as good as the memory's."""
        own = None
        found = process.extractOne(source, self._sources, scorer=fuzz.ratio, score_cutoff=LEAST)
        if found is not None:
            own = Suggestion(self._formers[found[2]], found[1])
        if own is not None and own.is_exact:
            return own
        other = self._memory.lookup(source) if self._memory is not None else None
        if own is None or other is None:
            return own or other
        return other if other.score > own.score else own
