"""One thing wrong with a page's metadata, before it is told apart by rule."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.results.finding import Fix
from pipeline.severity import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one attribute (or a group of them, of which `attribute` is the first)."""

    kind: str
    attribute: str
    message: str
    start: int
    end: int
    severity: Severity | None = None
    fix: Fix | None = None
    code: str = ""
