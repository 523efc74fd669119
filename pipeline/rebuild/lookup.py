r"""What a PO file says for the units of a source page, also where it was written from a bilingual page.

A bilingual page writes sources a little differently (`\\*` for `*`, blanks around bold text); those still match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import polib

from pipeline.po.entries import po_text
from pipeline.po.file import is_outdated, is_translated
from pipeline.units.folding import loose
from pipeline.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Found:
    """The entry for a unit. `usable` is false where its text was made for an earlier source and is not asked for."""

    entry: polib.POEntry
    usable: bool


class Lookup:
    """The entries of one PO file by context and source."""

    def __init__(self, po: polib.POFile, *, use_fuzzy: bool = False) -> None:
        self._use_fuzzy = use_fuzzy
        self._exact: dict[tuple[str | None, str], polib.POEntry] = {}
        self._loose: dict[tuple[str | None, str], polib.POEntry] = {}
        for entry in po:
            if entry.obsolete or not is_translated(entry):
                continue
            for context in (entry.msgctxt, None):
                self._exact.setdefault((context, entry.msgid), entry)
                self._loose.setdefault((context, loose(entry.msgid)), entry)

    def find_all(self, units: Sequence[Unit]) -> list[Found | None]:
        """The entry of each unit, None where there is no translation."""
        ordinals: Counter[tuple[str, str]] = Counter()
        found: list[Found | None] = []
        for unit in units:
            source = po_text(unit.source)
            place = unit.anchor or "top"
            ordinals[place, source] += 1
            context = f"{place} {ordinals[place, source]}"
            entry = self._find(context, source)
            if entry is None:
                found.append(None)
                continue
            found.append(Found(entry, self._use_fuzzy or not is_outdated(entry)))
        return found

    def _find(self, context: str, source: str) -> polib.POEntry | None:
        for entries, key in ((self._exact, source), (self._loose, loose(source))):
            for name in (context, None):
                if (name, key) in entries:
                    return entries[name, key]
        return None
