"""The order of a PO file's entries, where another program has put them in one of its own.

`extract` writes entries in the order of the page. `msgcat --sort-output` and others sort them by source, people move
them; such a file keeps its order. One whose source has changed is put in the order of the new source, as `msgmerge`
does, unless it is sorted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.po.header import HAND_OFF_HASH, PAGE_HASH, SOURCE_HASH
from pipeline.po.written import WrittenEntry, header_fields


def in_order_of(old: Sequence[WrittenEntry], new: Sequence[WrittenEntry]) -> list[WrittenEntry]:
    """Return the entries of `new` in the order that the file had, which `old` are the entries of.

    In their own order, where the entries in use stood in it, or where it is the source that moved.
    """
    place = {entry.key: index for index, entry in enumerate(old)}
    if len(place) != len(old) or len({entry.key for entry in new}) != len(new):
        return list(new)
    known = [place[entry.key] for entry in new if entry.key in place and not entry.obsolete]
    if known == sorted(known):
        return _among(place, new) if place.keys() == {entry.key for entry in new} else list(new)
    if _is_sorted(old):
        return _sorted(_among(place, new))
    return _among(place, new) if _follows(old) == _follows(new) else list(new)


def _among(
    place: Mapping[tuple[bool, str | None, str], int], new: Sequence[WrittenEntry]
) -> list[WrittenEntry]:
    """The entries at their old places; one that had none goes behind the one that it stands behind."""
    at, places = -1, []
    for entry in new:
        at = place.get(entry.key, at)
        places.append((at, entry.key not in place))
    order = sorted(range(len(new)), key=places.__getitem__)
    return [new[index] for index in order]


def _is_sorted(entries: Sequence[WrittenEntry]) -> bool:
    sources = [_source(entry) for entry in entries if not entry.obsolete]
    return sources == sorted(sources)


def _sorted(entries: Sequence[WrittenEntry]) -> list[WrittenEntry]:
    """The entries with those in use sorted by source; the obsolete ones stay where they are."""
    used = iter(sorted((entry for entry in entries if not entry.obsolete), key=_source))
    return [entry if entry.obsolete else next(used) for entry in entries]


def _source(entry: WrittenEntry) -> bytes:
    return (entry.value("msgid") or "").encode()  # gettext compares bytes


def _follows(entries: Sequence[WrittenEntry]) -> tuple[str, ...]:
    """What the header says of the source that the entries follow; of the page, where it says nothing of a source."""
    said: dict[str, str] = {}
    for entry in entries:
        if entry.is_header:
            said = {name: value for name, value, _ in header_fields(entry)}
    sources = (said.get(SOURCE_HASH, ""), said.get(HAND_OFF_HASH, ""))
    return sources if any(sources) else (said.get(PAGE_HASH, ""),)
