"""Findings: what a rule sees (`Hit`), and what people and programs are shown (`Finding`)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.files.splice import Splice
from pipeline.results.place import NOWHERE, Place
from pipeline.severity import Certainty, Severity

UNSAFE = " (unsafe)"
"""Stands behind the label of a fix that is not safe, wherever people see it."""


@dataclass(frozen=True, slots=True)
class Fix:
    """An answer to a finding: edits of the text that the hit's offsets count in.

    `safe` says that it is the one right answer, so that it may be made unseen: nothing that was right is made worse.
    Every other fix is for a person to look at. The register has the last word on it.
    """

    label: str
    edits: tuple[Splice, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule applies.

    `start` and `end` are 0-based characters: in the page's text for metadata and article rules, in the unit's
    target for translation rules. `rule` is given by rules that find more than one thing. `severity` and
    `certainty` are given only where the register's word does not hold for this very place. `copied` says that a
    localized page has this from its source, where the register does not say it of all that the rule finds.
    """

    start: int
    end: int
    message: str
    rule: str = ""
    severity: Severity | None = None
    certainty: Certainty | None = None
    fix: Fix | None = None
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, complete: rule, place and words.

    `path` is relative to the content (or source) root, with `/`. `its` is the ITS 2.0 localization quality issue type.
    The offsets of `fix` count as those of `place` do.
    """

    rule: str
    severity: Severity
    certainty: Certainty
    message: str
    path: str
    place: Place = NOWHERE
    locale: str = ""
    translation_type: str = ""
    its: str = ""
    fix: Fix | None = None

    @property
    def line(self) -> int:
        """The line it begins in, from 1; 0 where it has no place."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column it begins at, from 1; 0 where it has no place."""
        return self.place.column

    @property
    def unit(self) -> str:
        """The id of the translation unit that it stands in, if any."""
        return self.place.unit
