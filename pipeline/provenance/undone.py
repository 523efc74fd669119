"""What happened to the translations of sentences that did not change: two versions of a page, pair by pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from pipeline.provenance.edits import Edit, edit
from pipeline.provenance.page_reading import plain
from pipeline.units.unit import SURE, Range, Unit

_AROUND = 15


class Kind(StrEnum):
    """What became of a translation."""

    CHANGED = "changed"
    REMOVED = "removed"
    COPY = "copy"


class Undone(NamedTuple):
    """A source sentence that stayed as it was, with its translation before and now.

    `range` is where the translation stands now (0-based characters); None where it stands nowhere. `much` is how
    much of it was changed.
    """

    kind: Kind
    source: str
    before: str
    now: str
    range: Range | None
    much: Edit = Edit.REAL


def undone(before: Sequence[Unit], now: Sequence[Unit], text: str) -> Iterator[Undone]:
    """What became of translations of which the source stayed the same, in the order of the page.

    `text` is that of the page as it is now.

    Pairs that may not belong together are left out, and so is what only stands elsewhere now: an alignment that came
    out otherwise is no change of a text.
    """
    then = _by_source(before)
    texts_then = {plain(unit.target) for unit in before}
    texts_now = {plain(unit.target) for unit in now}
    seen: dict[str, int] = {}
    for unit in now:
        key = plain(unit.source)
        index = seen[key] = seen.get(key, -1) + 1
        if index >= len(then.get(key, ())):
            continue
        old = then[key][index]
        was, new = plain(old.target), plain(unit.target)
        if was == new or not was or old.certainty < SURE:
            continue
        if not new or new in texts_then:  # nothing, or the translation of another sentence
            if old.target not in text and was not in texts_now:
                yield Undone(Kind.REMOVED, unit.source, old.target, "", unit.target_range)
            continue
        if unit.certainty < SURE:
            continue
        kind = Kind.COPY if new == key != was else Kind.CHANGED
        much = edit(was, new)
        yield Undone(kind, unit.source, old.target, unit.target, unit.target_range, much)


def _by_source(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(plain(unit.source), []).append(unit)
    return found


def parted(before: str, now: str) -> tuple[str, str]:
    """Two texts from a little before the place where they begin to differ, for a message that has no room for all."""
    same = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(before, now, strict=False)))
    start = before.rfind(" ", 0, max(same - _AROUND, 0)) + 1
    lead = "…" if start else ""
    return lead + before[start:], lead + now[start:]
