"""Fixes put into a page's text: every one that does not get in another's way, all at once."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence

from pipeline.rules.finding import Finding
from pipeline.text.splice import Splice, splice

MOST_ROUNDS = 5


def apply_fixes(text: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """`text` with the fixes of the findings, and the findings that were fixed.

    Of fixes whose edits overlap the first is made; the others wait for the next round.
    """
    edits: list[Splice] = []  # in the order of the text
    fixed: list[Finding] = []
    for finding in findings:
        if finding.fix is None or any(_clashes(new, edits) for new in finding.fix.edits):
            continue
        for new in finding.fix.edits:
            insort(edits, new, key=_start)
        fixed.append(finding)
    return splice(text, edits), fixed


def fix_until_done(
    text: str, findings_of: Callable[[str], Sequence[Finding]]
) -> tuple[str, list[Finding]]:
    """`text` fixed until nothing is left to fix, so that a second run changes nothing.

    `findings_of` checks a text. Stops at a text that was there before: two fixes that undo each other change nothing.
    """
    seen = {text}
    first = text
    done: list[Finding] = []
    for _ in range(MOST_ROUNDS):
        new, fixed = apply_fixes(text, findings_of(text))
        if new == text:
            return text, done
        if new in seen:
            return first, []
        seen.add(new)
        text, done = new, done + fixed
    return text, done


def _clashes(new: Splice, edits: Sequence[Splice]) -> bool:
    """Does an edit get in the way of one of those, which do not get in each other's?"""
    at = bisect_right(edits, new.start, key=_start)
    if at and (edits[at - 1].start == new.start or new.start < edits[at - 1].end):
        return True
    return at < len(edits) and edits[at].start < new.end


def _start(edit: Splice) -> int:
    return edit.start
