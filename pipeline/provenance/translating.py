"""What a commit makes of a localized page: which of its sentences translate the source anew, and which do not.

Old and new source are compared with each other, and old and new translation, not source with translation: a page
that is behind its source aligns badly with it. Only sentences that are new on both sides are aligned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from pipeline.provenance.edits import Edit, counterparts, edit, follows
from pipeline.provenance.page_reading import Reading, links, same_work
from pipeline.provenance.structure_history import followed_lines
from pipeline.provenance.translated import Origin, Ref, State, in_detail, take, text_of

_FULL = 0.7


def step(
    state: State, others: list[State], version: int, commit: str, source: Reading, target: Reading
) -> State:
    """The state after a commit that changed the localized page, in whose tree `source` stood.

    `state` is that of its first parent, `others` are those of the others.
    """
    same = same_work(source, state.source)
    if same and state.origins is None and state.known and not others:
        return State(version, commit, source, target, source.text, previous=state)
    state = in_detail(state)
    old = counterparts(state.target.sentences, target.sentences)
    progress = Progress(state, version, source)
    edited = list(_edited(state, _by_sentence(others), old, progress, commit, target))
    origins = list(_together(state, old, edited))
    ratio = len(state.target.text) / max(1, len(state.source.text))
    for place, refs in _new(tuple(origins), progress, source, target, ratio):
        origins[place] = Origin(refs, commit)
    made = tuple(
        origin or _former(state.previous, sentence) or Origin(frozenset(), commit)
        for origin, sentence in zip(origins, target.sentences, strict=True)
    )
    there = set(old)
    deleted = [origin.refs for at, origin in enumerate(state.origins or ()) if at not in there]
    return State(
        version,
        commit,
        source,
        target,
        source.text,
        origins=made,
        excused=_excused(state.excused.union(*deleted), made, source),
        lines=followed_lines(state.lines or Counter(), source, state.target, target),
        previous=state,
    )


class Progress:
    """What became of the source sentences that a state translates, in the source of a later version.

    `all` are the sentences of that source.
    """

    def __init__(self, state: State, version: int, source: Reading) -> None:
        self.all = [Ref(version, place, text) for place, text in enumerate(source.sentences)]
        old = list(state.places)
        partners = counterparts([ref.text for ref in old], source.sentences)
        self._now = {
            old[at]: ref for ref, at in zip(self.all, partners, strict=True) if at is not None
        }
        excused = Counter(ref.text for ref in state.excused)
        free = set(self.all).difference(self._now.values())
        self._lacking = {ref for ref in sorted(free) if not take(excused, ref.text)}

    def now(self, refs: Iterable[Ref]) -> frozenset[Ref]:
        """The sentences of the later source that these are now; those that are gone are left out."""
        here = set(self.all)
        return frozenset(self._now.get(ref, ref) for ref in refs if ref in self._now or ref in here)

    def free(self, origins: Iterable[Origin | None]) -> frozenset[Ref]:
        """The sentences of the later source that none of these target sentences translates, in no form."""
        held = frozenset[Ref]().union(*(origin.refs for origin in origins if origin))
        left = {now for before, now in self._now.items() if before not in held}
        return frozenset(self._lacking | left) - held


def _edited(
    state: State,
    merged: Mapping[str, Origin],
    old: Sequence[int | None],
    progress: Progress,
    commit: str,
    target: Reading,
) -> Iterator[Origin | None]:
    """The origin of each sentence that an earlier version has in some form; None for those that are new."""
    for sentence, at in zip(target.sentences, old, strict=True):
        was = "" if at is None else state.target.sentences[at]
        if at is not None and was == sentence:
            yield (state.origins or ())[at]
        elif sentence in merged:
            yield merged[sentence]
        elif at is None:
            yield None
        else:
            before = (state.origins or ())[at]
            now = progress.now(before.refs)
            yield _edited_one(state, before, now, was, sentence, commit)


def _together(
    state: State, old: Sequence[int | None], origins: Sequence[Origin | None]
) -> Iterator[Origin | None]:
    """The same origins; texts that translate one source sentence between them have that of the newest of them."""
    known = state.origins or ()
    renewed = {
        known[at].refs: origin
        for at, origin in zip(old, origins, strict=True)
        if at is not None and origin and origin.refs != known[at].refs
    }
    for at, origin in zip(old, origins, strict=True):
        is_kept = at is not None and origin is known[at] and bool(origin.refs)
        yield renewed.get(origin.refs, origin) if is_kept and origin else origin


def _edited_one(
    state: State, before: Origin, now: frozenset[Ref], was: str, sentence: str, commit: str
) -> Origin | None:
    """The origin of a sentence that was edited; `now` is what the source says there by now."""
    if not now:  # the source has it no more, or never had: is it another sentence now?
        return None if edit(was, sentence) is Edit.REAL else before
    said, says = text_of(before.refs), text_of(now)
    former = _former(state.previous, sentence)
    if former and (said == says or edit(text_of(former.refs), says) is Edit.REAL):
        return former  # taken back to what it was
    return Origin(now, commit) if said != says and follows(said, says, was, sentence) else before


def _new(
    origins: Sequence[Origin | None],
    progress: Progress,
    source: Reading,
    target: Reading,
    ratio: float,
) -> Iterator[tuple[int, frozenset[Ref]]]:
    """What new sentences translate, and what sentences that were translated anew took in besides.

    `ratio` says how long translations are beside their sources.
    """
    free = progress.free(origins)
    if not free:
        return

    @cache
    def linked() -> list[frozenset[Ref]]:
        """What each sentence translates as an alignment has it; only where nothing else tells."""
        return [frozenset(progress.all[one] for one in at) for at in links(source, target)]

    for run in _runs([origin is None for origin in origins]):
        low, high = _bounds(origins, progress, run)
        inside = sorted(ref for ref in free if low < ref.place < high)
        if len(inside) == len(run):
            found = [frozenset((ref,)) for ref in inside]
        else:
            found = [_filled(linked()[at] & free, target.sentences[at], ratio) for at in run]
        yield from ((place, refs) for place, refs in zip(run, found, strict=True) if refs)
        free = free.difference(*found)
    version = progress.all[0].version
    for place, origin in enumerate(origins):
        if origin and free and any(ref.version == version for ref in origin.refs):
            yield place, origin.refs | (linked()[place] & free)


def _filled(refs: frozenset[Ref], sentence: str, ratio: float) -> frozenset[Ref]:
    """The source sentences, if a sentence is long enough to translate all of them; else the nearest in length.

    What is left over would stay untranslated unseen.
    """
    if len(refs) < 2 or len(sentence) >= _FULL * ratio * len(text_of(refs)):
        return refs
    return frozenset(
        [min(sorted(refs), key=lambda ref: abs(len(ref.text) * ratio - len(sentence)))]
    )


def _runs(flags: Sequence[bool]) -> Iterator[list[int]]:
    """The places that are true, those that stand together as one list."""
    for flag, places in groupby(range(len(flags)), lambda place: flags[place]):
        if flag:
            yield list(places)


def _bounds(
    origins: Sequence[Origin | None], progress: Progress, run: list[int]
) -> tuple[int, int]:
    """Between which places of the source the neighbours of a run of new sentences stand."""
    low, high = -1, len(progress.all)
    for place in reversed(range(run[0])):
        if (origin := origins[place]) and (refs := progress.now(origin.refs)):
            low = max(ref.place for ref in refs)
            break
    for place in range(run[-1] + 1, len(origins)):
        if (origin := origins[place]) and (refs := progress.now(origin.refs)):
            high = min(ref.place for ref in refs)
            break
    return low, high


def _former(state: State | None, sentence: str) -> Origin | None:
    """Where a sentence came from when an earlier version had it."""
    while state is not None:
        if sentence in state.target.sentences:
            place = state.target.sentences.index(sentence)
            return (in_detail(state).origins or ())[place]
        state = state.previous
    return None


def _by_sentence(states: Iterable[State]) -> Mapping[str, Origin]:
    """The origins of the sentences that the other parents of a merge have."""
    return {
        sentence: origin
        for state in map(in_detail, states)
        for sentence, origin in zip(state.target.sentences, state.origins or (), strict=True)
    }


def _excused(dropped: frozenset[Ref], origins: Iterable[Origin], source: Reading) -> frozenset[Ref]:
    """What was left out before or has no translation any more, as far as it still stands in the source."""
    covered = frozenset[Ref]().union(*(origin.refs for origin in origins))
    free = Counter(source.sentences) - Counter(ref.text for ref in covered)
    return frozenset(ref for ref in sorted(dropped - covered) if take(free, ref.text))
