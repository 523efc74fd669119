"""Fixes put into a page's text: every one that does not get in another's way, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.rules.finding import Finding
from pipeline.text.splice import Splice, splice

MOST_ROUNDS = 5


def apply_fixes(text: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """`text` with the fixes of the findings, and the findings that were fixed.

    Of fixes whose edits overlap the first is made; the others wait for the next round.
    """
    edits: list[Splice] = []
    fixed: list[Finding] = []
    for finding in findings:
        if finding.fix is None or any(
            _clash(new, old) for new in finding.fix.edits for old in edits
        ):
            continue
        edits += finding.fix.edits
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


def _clash(one: Splice, two: Splice) -> bool:
    return (one.start < two.end and two.start < one.end) or one.start == two.start
