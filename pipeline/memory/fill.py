"""What a page adds to the memory: its translated units, as reviewed where a person stands behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polib

from pipeline.exchange.memory_unit import MemoryUnit
from pipeline.po.file import active, is_outdated, is_translated
from pipeline.units.unit import Unit

LEAST_CERTAIN = 0.7
"""Aligned pairs that are less sure than this are not remembered."""


def units_to_remember(
    units: Iterable[Unit], locale: str, origin: str, *, reviewed: bool
) -> Iterator[MemoryUnit]:
    """The translated units of a page that are sure enough; `reviewed` says whether it is a human translation."""
    for unit in units:
        if unit.source and unit.target and unit.certainty >= LEAST_CERTAIN:
            yield MemoryUnit(unit.source, unit.target, locale, reviewed, origin)


def entries_to_remember(po: polib.POFile, locale: str, origin: str) -> Iterator[MemoryUnit]:
    """The translated entries of a PO file; fuzzy ones are not reviewed, and outdated ones are left out."""
    for entry in active(po):
        if is_translated(entry) and not is_outdated(entry):
            yield MemoryUnit(entry.msgid, entry.msgstr, locale, not entry.fuzzy, origin)
