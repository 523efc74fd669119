"""What a PO file says about each unit of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polib

from pipeline.po.entries import entries_of, page_text
from pipeline.po.file import active, is_outdated, is_translated
from pipeline.po.index import Index
from pipeline.po.reviews import Reviews
from pipeline.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts to put into a page.

    `texts` holds the new target of each unit whose text changes, by the unit's index, with the page's line ends.
    `reviewed` are the indexes of units whose entry people translated or confirmed, `waiting` of those whose entry has
    no text that may be used. `unused` are active, translated entries for texts that the page does not have; `outdated`
    those that were made for an earlier source.
    """

    texts: Mapping[int, str]
    reviewed: frozenset[int]
    waiting: frozenset[int] = frozenset()
    unused: tuple[polib.POEntry, ...] = ()
    outdated: tuple[polib.POEntry, ...] = ()


def texts_of(
    units: Sequence[Unit], po: polib.POFile, eol: str, *, use_fuzzy: bool = False
) -> Texts:
    """The texts that `po` has for `units`; `eol` is the page's line end.

    An entry is used whether it is reviewed or not, as the page it came from was published. One that is fuzzy
    because its source changed (it names a previous source) is used only with `use_fuzzy`.
    """
    index = Index(po)
    texts: dict[int, str] = {}
    reviews = Reviews(po)
    reviewed: set[int] = set()
    waiting: set[int] = set()
    used: set[int] = set()
    outdated: list[polib.POEntry] = []
    for wanted in entries_of(units):
        entry = index.find(wanted)
        if entry is None or entry.obsolete:
            continue
        used.add(id(entry))
        if not is_translated(entry):
            waiting.update(wanted.units)
            continue
        if is_outdated(entry) and not use_fuzzy:
            waiting.update(wanted.units)
            outdated.append(entry)
            continue
        if reviews.has(entry):
            reviewed.update(wanted.units)
        for number in wanted.units:
            old = units[number].target
            new = page_text(entry.msgstr, old, eol)
            if new != old:
                texts[number] = new
    unused = tuple(entry for entry in active(po) if is_translated(entry) and id(entry) not in used)
    return Texts(texts, frozenset(reviewed), frozenset(waiting), unused, tuple(outdated))
