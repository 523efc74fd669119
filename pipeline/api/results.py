"""What the functions of the library give back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.results.finding import Finding
from pipeline.results.page_result import ADVICE, HELD_BACK, NOT_PROCESSED
from pipeline.rules.run import IGNORED
from pipeline.severity import Severity


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was looked at and written. What a function does not do is 0.

    `units` are translation units. `entries_…` are entries of PO files: new, with a text that followed the page, with a
    source that changed, no longer in the page. `units_changed` are those whose text came from a PO file into the built
    page. `held_back` are pages of which too little is translated to build them. `ignored` are findings that a page or a
    PO file says are to be ignored.
    """

    pages: int = 0
    units: int = 0
    units_changed: int = 0
    po_files: int = 0
    po_files_written: int = 0
    entries: int = 0
    entries_added: int = 0
    entries_updated: int = 0
    entries_changed: int = 0
    entries_obsolete: int = 0
    conflicts: int = 0
    pages_written: int = 0
    held_back: int = 0
    ignored: int = 0

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Counts:
        """The counts of a command's outcomes."""
        known = {name: counts.get(name.replace("_", " "), 0) for name in cls.__slots__}
        known |= {"held_back": counts.get(HELD_BACK, 0), "ignored": counts.get(IGNORED, 0)}
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Report:
    """What a function found and did: findings by page, counts, the files that it wrote.

    `written` names files relative to the docset's root where they stand below it. `diff` is what would be written, as
    a unified diff, where that was asked for.
    """

    findings: tuple[Finding, ...]
    counts: Counts
    written: tuple[str, ...] = ()
    diff: str = ""

    def passes(self, fail_on: Severity | None = Severity.ERROR) -> bool:
        """Would the command end with 0? No finding is of `fail_on` or worse, and every page was processed.

        With None, findings do not count, as with `--fail-on never`.
        """
        if any(one.rule in NOT_PROCESSED for one in self.findings):
            return False
        found = (one for one in self.findings if one.rule not in ADVICE)
        return fail_on is None or all(one.severity < fail_on for one in found)
