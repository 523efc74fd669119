"""Fixes put into a text: every one that does not get in another's way, all at once."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.files.splice import Splice, splice
from pipeline.results.finding import Finding
from pipeline.visible import shown

MOST_ROUNDS = 5
_AROUND = 16
_WORD_BEFORE = re.compile(r"\S*\Z")
_WORD_BEHIND = re.compile(r"\S*")

Keeps = Callable[[str, str], bool]
"""Is the second text, which fixes made of the first, still whole (`pipeline.rules.shape`)?"""


@dataclass(frozen=True, slots=True)
class Change:
    """A fix that was made: what was found, and the words at the place, before and after."""

    finding: Finding
    before: str
    after: str

    def told(self, where: str, *, is_made: bool = True) -> str:
        """The change as a line; `where` names the file and the place in it. `is_made`: it was, else it would be."""
        done = "fixed" if is_made else "would be fixed"
        before, after = shown(self.before, 300), shown(self.after, 300)
        return f"{where}: {done} [{self.finding.rule}] “{before}” → “{after}”"


def is_safe(finding: Finding) -> bool:
    """Has it a fix that may be made unseen?"""
    return finding.fix is not None and finding.fix.safe


def is_fixable(finding: Finding) -> bool:
    """Has it a fix at all?"""
    return finding.fix is not None


def apply_fixes(
    text: str, findings: Iterable[Finding], keeps: Keeps | None = None
) -> tuple[str, list[Finding]]:
    """`text` with the fixes of the findings, and the findings that were fixed.

    Of fixes whose edits overlap the first is made; the others wait for the next round. With `keeps`, those are left out
    that would break the text.
    """
    chosen = _apart(findings)
    if keeps is not None and chosen:
        chosen = _whole(text, chosen, keeps)
    return splice(text, _edits(chosen)), chosen


def fix_until_done(
    text: str,
    findings_of: Callable[[str], Sequence[Finding]],
    *,
    unsafe: bool = False,
    keeps: Keeps | None = None,
) -> tuple[str, list[Change]]:
    """`text` fixed until nothing is left to fix, so that a second run changes nothing; and what was changed.

    `findings_of` checks a text. Only safe fixes are made, unless `unsafe`. Stops at a text that was there before: two
    fixes that undo each other change nothing.
    """
    wanted = is_fixable if unsafe else is_safe
    seen = {text}
    first = text
    done: list[Change] = []
    for _ in range(MOST_ROUNDS):
        new, fixed = apply_fixes(text, filter(wanted, findings_of(text)), keeps)
        if new == text:
            return text, done
        if new in seen:
            return first, []
        seen.add(new)
        done += changes(text, fixed)
        text = new
    return text, done


def changes(text: str, fixed: Iterable[Finding]) -> list[Change]:
    """What the fixes of the findings change in `text`, each with the words around it."""
    return [_change(text, finding) for finding in fixed]


def _change(text: str, finding: Finding) -> Change:
    edits = sorted(_edits([finding]))
    start, end = edits[0].start, edits[-1].end
    lead = _WORD_BEFORE.search(text, max(0, start - _AROUND), start)
    trail = _WORD_BEHIND.match(text, end, end + _AROUND)
    before = after = lead[0] if lead else ""
    for edit, following in zip(edits, [*edits[1:], None], strict=True):
        gap = _short(text[edit.end : following.start]) if following else ""
        before += text[edit.start : edit.end] + gap
        after += edit.text + gap
    behind = trail[0] if trail else ""
    return Change(finding, before + behind, after + behind)


def _short(unchanged: str) -> str:
    """What stands between two edits, without its middle where it is long."""
    if len(unchanged) <= 3 * _AROUND:
        return unchanged
    return f"{unchanged[:_AROUND]}…{unchanged[-_AROUND:]}"


def _edits(findings: Iterable[Finding]) -> list[Splice]:
    return [edit for one in findings if one.fix is not None for edit in one.fix.edits]


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with fixes whose edits do not overlap those of an earlier one."""
    edits: list[Splice] = []  # in the order of the text
    chosen: list[Finding] = []
    for finding in findings:
        if finding.fix is None or any(_clashes(new, edits) for new in finding.fix.edits):
            continue
        for new in finding.fix.edits:
            insort(edits, new, key=_start)
        chosen.append(finding)
    return chosen


def _whole(text: str, chosen: list[Finding], keeps: Keeps) -> list[Finding]:
    """Those of the findings whose fixes, made together, leave the text whole, found by halving."""
    if keeps(text, splice(text, _edits(chosen))):
        return chosen
    if len(chosen) == 1:
        return []
    middle = len(chosen) // 2
    halves = [_whole(text, half, keeps) for half in (chosen[:middle], chosen[middle:])]
    both = [*halves[0], *halves[1]]
    if not all(halves) or keeps(text, splice(text, _edits(both))):
        return both
    return halves[0]


def _clashes(new: Splice, edits: Sequence[Splice]) -> bool:
    """Does an edit get in the way of one of those, which do not get in each other's?"""
    at = bisect_right(edits, new.start, key=_start)
    if at and (edits[at - 1].start == new.start or new.start < edits[at - 1].end):
        return True
    return at < len(edits) and edits[at].start < new.end


def _start(edit: Splice) -> int:
    return edit.start
