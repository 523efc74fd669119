"""Freshness of pages that do not say from which source they were made: from history, sentence by sentence.

A translated sentence is as fresh as the source sentence that stood in the tree of the commit that last translated it.
An edit that only mends the translation (a misspelling, a line wrapped otherwise) translates nothing anew
(`edits`). History is a graph: on a branch, the source that counts is the branch's, not the newest one by date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.provenance.edits import RELATED, counterparts
from pipeline.provenance.freshness import Freshness
from pipeline.provenance.page_reading import Reading, read, same_work
from pipeline.provenance.page_versions import HistoryVerdict, Languages, StaleSentence, Version
from pipeline.provenance.structure_history import open_lines
from pipeline.provenance.translated import Ref, State, in_detail, take
from pipeline.provenance.translating import step


def judge(
    versions: Sequence[Version], source: str | None, languages: Languages | None = None
) -> HistoryVerdict:
    """How the last of `versions` stands to `source`, the text that the source has now.

    `versions` are in topological order, the oldest first; the last one is the localized page as it is now. Raises
    ValueError where there is no localized page now.
    """
    languages = languages or Languages()
    return verdict_on(traced(versions, languages), source, languages)


def traced(versions: Sequence[Version], languages: Languages) -> State:
    """What the last of `versions` translates; as for `judge`."""
    if not versions or versions[-1].target is None:
        raise ValueError("no localized page to judge")
    return states_of(versions, languages)[len(versions) - 1]


def states_of(
    versions: Sequence[Version], languages: Languages, known: Mapping[int, State] | None = None
) -> Mapping[int, State]:
    """What each of `versions` that has the page translates, by its index; `known` are those of the first of them."""
    states = dict(known or {})
    for index, version in enumerate(versions):
        if index in states or version.target is None:
            continue
        parents = (index - 1,) if version.parents is None else version.parents
        before = [states[one] for one in parents if one in states]
        states[index] = _state(index, version, version.target, before, languages)
    return states


def verdict_on(state: State, source: str | None, languages: Languages) -> HistoryVerdict:
    """How a page of that state stands to the text of its source, None where there is none."""
    if source is None:
        return HistoryVerdict(Freshness.SOURCE_MISSING, "the source page is not there")
    return _verdict(state, _read(source, languages.source, languages))


def last_complete(state: State) -> State:
    """The last state in which the page lacked nothing of the source that stood beside it; else the first one."""
    while state.previous is not None and not _is_complete(state):
        state = state.previous
    return state


def _is_complete(state: State) -> bool:
    return state.origins is None or _stale_verdict(state, state.source) is None


def _state(
    index: int, version: Version, target: str, before: list[State], languages: Languages
) -> State:
    there = _read(version.source or "", languages.source, languages)
    here = _read(target, languages.target, languages)
    for state in before:
        if state.target.text == here.text:
            return state
    if not before:
        known = not version.at_boundary
        return State(index, version.commit, there, here, there.text, known)
    return step(before[0], before[1:], index, version.commit, there, here)


def _read(text: str, locale: str, languages: Languages) -> Reading:
    return read(text, locale, languages.keys, languages.syntax)


def _verdict(state: State, source: Reading) -> HistoryVerdict:
    same = same_work(source, state.source)
    unchanged = same and state.origins is None
    if not unchanged and (verdict := _stale_verdict(in_detail(state), source)):
        return verdict
    if not state.all_known:
        return HistoryVerdict(
            Freshness.UNVERIFIABLE,
            "the history at hand (a shallow clone?) does not reach back to what the translation was made from",
        )
    if source.text != state.last_source:
        return HistoryVerdict(
            Freshness.STALE,
            "the source has changed since the translation, but none of its sentences",
            cosmetic=True,
        )
    return HistoryVerdict(Freshness.CURRENT, "no sentence of the source has changed since")


def _stale_verdict(state: State, source: Reading) -> HistoryVerdict | None:
    """The verdict on a page with something to translate anew; None where there is nothing."""
    stale = _stale(state, source)
    structure = open_lines(state.lines or Counter(), source, state.target, markers=not stale)
    if stale or structure:
        reason = _reason(stale, structure)
        return HistoryVerdict(Freshness.STALE, reason, sentences=stale, structure=structure)
    if _is_moved(state, source):
        return HistoryVerdict(
            Freshness.STALE,
            "the source has its sentences in another order now",
            structure=("moved",),
        )
    return None


def _stale(state: State, source: Reading) -> tuple[StaleSentence, ...]:
    """The sentences that the source has and the translation lacks, and the other way round, in order."""
    balance = Counter(source.sentences)
    balance.subtract(ref.text for ref in state.covered)
    lacking, surplus = +balance, -balance
    places = state.places
    was = [ref for ref in places if take(surplus, ref.text)]
    now = [text for text in source.sentences if take(lacking, text)]
    partners = counterparts([ref.text for ref in was], now, RELATED)

    def stale(kind: str, text: str, ref: Ref) -> StaleSentence:
        place = places[ref]
        target, commit = state.target.sentences[place], (state.origins or ())[place].commit
        return StaleSentence(kind, text, ref.text, target, commit)

    found = [
        StaleSentence("added", text) if at is None else stale("changed", text, was[at])
        for text, at in zip(now, partners, strict=True)
    ]
    found += [stale("removed", "", ref) for at, ref in enumerate(was) if at not in partners]
    return tuple(found)


def _is_moved(state: State, source: Reading) -> bool:
    """Do the sentences that are translated stand in another order in the source now?"""
    texts = [ref.text for ref in state.places]
    there = set(texts)
    return texts != [text for text in source.sentences if text in there]


def _reason(stale: tuple[StaleSentence, ...], structure: tuple[str, ...]) -> str:
    counts = Counter(sentence.kind for sentence in stale)
    parts = [
        f"{count} sentence{'' if count == 1 else 's'} {kind}" for kind, count in counts.items()
    ]
    if structure:
        parts.append("code, images or structure changed")
    return f"since the translation: {', '.join(parts)}"
