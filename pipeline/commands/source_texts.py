"""The texts that there are for a page's source as it is now: those of the PO file, else the page's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polib

from pipeline.errors import PageError
from pipeline.files.decoding import line_end
from pipeline.po.entries import page_text, po_text
from pipeline.po.reviews import Reviews
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.lookup import Lookup
from pipeline.units.segments import source_units
from pipeline.units.unit import SURE, Unit


@dataclass(frozen=True, slots=True)
class SourceTexts:
    """The units of a source, and by their index the text that a page made from it has.

    `human` are the units whose text people have translated or confirmed. `not_own` are those whose text, where it is
    the source's own, is no translation: it is not the page's, or waits for one in the PO file.
    """

    units: tuple[Unit, ...]
    texts: Mapping[int, str]
    human: frozenset[int]
    not_own: frozenset[int]

    @classmethod
    def of(
        cls, loaded: LoadedPage, po: polib.POFile | None, *, use_fuzzy: bool = False
    ) -> SourceTexts:
        """The texts for the source of a page that is behind it. Raises PageError where there is no source.

        A sentence takes what its entry says, where that may be used, else what the page has for that very sentence.
        """
        source = loaded.source
        if source is None:
            raise PageError("there is no source to build the page from")
        units = source_units(source, loaded.keys)
        eol = line_end(source.text)
        texts, reviewed = _from_entries(units, po, eol, use_fuzzy=use_fuzzy)
        if not loaded.exists or len(reviewed) == len(units):
            return cls(units, texts, frozenset(reviewed), frozenset(range(len(units))))
        not_own = set(range(len(units)))
        human = set(reviewed)
        for index, unit in enumerate(loaded.carried.units):
            if not unit.target.strip():
                continue
            own = page_text(po_text(unit.target), units[index].source, eol)
            if index not in texts:
                if unit.certainty < SURE:
                    continue
                texts[index] = own
            elif texts[index] == own:
                not_own.discard(index)
            if loaded.translation_type == "HT" and texts[index] == own:
                human.add(index)
        return cls(units, texts, frozenset(human), frozenset(not_own))

    def filled(self, texts: Mapping[int, str] | None = None) -> list[Unit]:
        """The units with `texts` (all that there are, where none are given) as targets; empty where there is none."""
        given = self.texts if texts is None else texts
        return [unit._replace(target=given.get(index, "")) for index, unit in enumerate(self.units)]


def _from_entries(
    units: tuple[Unit, ...], po: polib.POFile | None, eol: str, *, use_fuzzy: bool
) -> tuple[dict[int, str], set[int]]:
    """The texts of usable entries by unit, and the units whose text was reviewed."""
    texts: dict[int, str] = {}
    reviewed: set[int] = set()
    if po is None:
        return texts, reviewed
    reviews = Reviews(po)
    for index, found in enumerate(Lookup(po, use_fuzzy=use_fuzzy).find_all(units)):
        if found is None or not found.usable:
            continue
        texts[index] = page_text(found.entry.msgstr, units[index].source, eol)
        if reviews.has(found.entry):
            reviewed.add(index)
    return texts, reviewed
