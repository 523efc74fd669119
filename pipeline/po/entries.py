"""What a page's units are called in its PO file: one entry for each distinct source, context where targets differ.

Entries are never keyed by `data-ttu-id`: its prefix changes at every hand-back and its number shifts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.po.places import places_of
from pipeline.units.unit import SURE, Unit

_PLAIN_ID = re.compile(r"[^\s\[\]()]+")  # others could not be read in a comment again
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Entry(NamedTuple):
    """What a page says about one PO entry.

    `source` and `target` are texts as PO files hold them (see `po_text`). `context` is None, or made from the
    nearest heading's anchor and an ordinal. `units` are the indexes of the page's units that it stands for.
    `doubtful`: source and target were paired by likeness, and may not belong together. `place` says where it stands.
    """

    source: str
    target: str
    context: str | None
    kind: str
    ids: tuple[str, ...]
    units: tuple[int, ...]
    doubtful: bool = False
    place: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes the entry unique in its file."""
        return self.context, self.source


def po_text(text: str) -> str:
    r"""A unit's text as it stands in a PO file: line ends as `\n`, none at the edges.

    PO tools want source and target to begin and end alike; the page keeps what is left off here.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip("\n")


def page_text(text: str, old: str, eol: str) -> str:
    r"""A PO file's text as it goes into the page in place of `old`: the page's line ends, the edges of `old`.

    A text that `old` already says comes back as `old`, byte for byte.
    """
    if text == po_text(old):
        return old
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lead = old[: len(old) - len(old.lstrip("\r\n"))]
    tail = old[len(old.rstrip("\r\n")) :] if old.strip("\r\n") else ""
    return lead + text.replace("\n", eol) + tail


def can_be_exchanged(unit: Unit) -> bool:
    """Can the unit stand in a PO file? Not without a source, nor with control characters, which tools lose."""
    return bool(po_text(unit.source)) and not _CONTROL.search(unit.source + unit.target)


def entries_of(units: Iterable[Unit]) -> list[Entry]:
    """The entries of a page's units, in reading order; units that cannot be exchanged have none."""
    groups: dict[str, list[tuple[int, Unit]]] = {}
    exchanged = [(index, unit) for index, unit in enumerate(units) if can_be_exchanged(unit)]
    for index, unit in exchanged:
        groups.setdefault(po_text(unit.source), []).append((index, unit))
    stand = places_of([unit for _, unit in exchanged])
    places = {index: place for (index, _), place in zip(exchanged, stand, strict=True)}
    entries = []
    for source, members in groups.items():
        if len({po_text(unit.target) for _, unit in members}) == 1:
            entries.append(_entry(source, None, members, places))
            continue
        ordinals: Counter[str] = Counter()
        for index, unit in members:
            place = unit.anchor or "top"
            ordinals[place] += 1
            context = f"{place} {ordinals[place]}"
            entries.append(_entry(source, context, [(index, unit)], places))
    return sorted(entries, key=lambda entry: entry.units)


def _entry(
    source: str, context: str | None, members: list[tuple[int, Unit]], places: Mapping[int, str]
) -> Entry:
    number, first = members[0]
    return Entry(
        source=source,
        target=po_text(first.target),
        context=context,
        kind=first.kind,
        ids=tuple(unit.id for _, unit in members if _PLAIN_ID.fullmatch(unit.id)),
        units=tuple(index for index, _ in members),
        doubtful=any(unit.target and unit.certainty < SURE for _, unit in members),
        place=places[number],
    )
