"""One row of a translation memory, as files of other tools carry it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """One thing that was said. `origin` is the page it stood in, or the file it was imported from."""

    source: str
    target: str
    locale: str
    reviewed: bool = True
    origin: str = ""
