"""What each sentence of a localized page translates, as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.provenance.page_reading import Reading, links


class Ref(NamedTuple):
    """A source sentence that was translated: in which version, at which place in it, and what it says."""

    version: int
    place: int
    text: str


class Origin(NamedTuple):
    """Where a target sentence comes from: what it translates, by which commit, and whether that is known."""

    refs: frozenset[Ref]
    commit: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """What a version of a localized page translates.

    While the source does not change, that is all of `source`, and `origins` is None. Else it has one for each
    sentence of `target`; `excused` are the source sentences that its translators left out, and `lines` the source's
    lines beside sentences that the target answers to. `last_source` is the source's text in this version,
    `previous` the state of its first parent.
    """

    version: int
    commit: str
    source: Reading
    target: Reading
    last_source: str
    known: bool = True
    origins: tuple[Origin, ...] | None = None
    excused: frozenset[Ref] = frozenset()
    lines: Counter[str] | None = None
    previous: State | None = None

    @property
    def covered(self) -> Iterator[Ref]:
        """The source sentences that need no work."""
        yield from self.excused.union(*(origin.refs for origin in self.origins or ()))

    @property
    def places(self) -> Mapping[Ref, int]:
        """The source sentences that are translated, in the order of the target, with the target sentence's place."""
        found: dict[Ref, int] = {}
        for place, origin in enumerate(self.origins or ()):
            for ref in sorted(origin.refs):
                found.setdefault(ref, place)
        return found

    @property
    def all_known(self) -> bool:
        """Is it known of every sentence what it translates?"""
        if self.origins is None:
            return self.known
        return all(origin.known for origin in self.origins)


def in_detail(state: State) -> State:
    """The state with the origin of each sentence."""
    if state.origins is not None:
        return state
    source = state.source
    all_refs = [Ref(state.version, place, text) for place, text in enumerate(source.sentences)]
    origins = tuple(
        Origin(frozenset(all_refs[one] for one in linked), state.commit, state.known)
        for linked in links(source, state.target)
    )
    excused = frozenset(all_refs).difference(*(origin.refs for origin in origins))
    return replace(state, origins=origins, excused=excused, lines=source.lines)


def take(counts: Counter[str], text: str) -> bool:
    """Is there one of `text` left in `counts`? It is taken out."""
    counts[text] -= 1
    return counts[text] >= 0


def text_of(refs: frozenset[Ref]) -> str:
    """What source sentences say together, in their order."""
    return " ".join(ref.text for ref in sorted(refs))
