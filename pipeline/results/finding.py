"""Findings: what a rule sees (`Hit`), and what people and programs are shown (`Finding`)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.files.splice import Splice
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
    `certainty` are given only where the register's word does not hold for this very place.
    """

    start: int
    end: int
    message: str
    rule: str = ""
    severity: Severity | None = None
    certainty: Certainty | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, complete: rule, place and words. Lines and columns are 1-based; 0 where there is none.

    `path` is relative to the content (or source) root, with `/`. `unit` is the `data-ttu-id` where there is one,
    else the unit's key in the PO file. `its` is the ITS 2.0 localization quality issue type. `start` and `end`
    are the place as 0-based characters of the page's text, for programs that edit it (`fix` counts in the same).
    """

    rule: str
    severity: Severity
    certainty: Certainty
    message: str
    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    unit: str = ""
    locale: str = ""
    translation_type: str = ""
    its: str = ""
    fix: Fix | None = None
    start: int = -1
    end: int = -1
