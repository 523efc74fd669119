"""How bad a finding is, and how far to trust it."""

from __future__ import annotations

from enum import IntEnum


class Severity(IntEnum):
    """How bad it is; the order is the order of badness. `OFF` findings are never shown."""

    OFF = 0
    SUGGESTION = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word that settings and outputs use."""
        return self.name.lower()


class Certainty(IntEnum):
    """How far to trust a finding."""

    GUESS = 1
    LIKELY = 2
    CERTAIN = 3

    @property
    def label(self) -> str:
        """The word that settings and outputs use."""
        return self.name.lower()
