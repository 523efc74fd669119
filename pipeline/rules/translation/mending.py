"""Fixes of units: every fix of a target is made until none is left, each unit by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.rules.context import PageContext
from pipeline.rules.finding import Finding
from pipeline.rules.fixing import MOST_ROUNDS, apply_fixes
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Mended:
    """The targets of a page's units after all fixes, those that changed by index, and what was fixed in each."""

    targets: dict[int, str]
    fixed: dict[int, tuple[Finding, ...]]

    @property
    def count(self) -> int:
        """How many fixes were made."""
        return sum(map(len, self.fixed.values()))


def mended(page: PageContext, policy: Policy) -> Mended:
    """Make the fixes of the page's units. A unit whose fixes undo each other stays as it was."""
    targets: dict[int, str] = {}
    fixed: dict[int, tuple[Finding, ...]] = {}
    seen: dict[int, set[str]] = {}
    active = list(range(len(page.units)))
    for _ in range(MOST_ROUNDS):
        changed = []
        for index, findings in _by_unit(page, policy, active, targets).items():
            old = targets.get(index, page.units[index].target)
            new, done = apply_fixes(old, findings)
            if new == old:
                continue
            before = seen.setdefault(index, {old})
            if new in before:
                del targets[index], fixed[index]
                continue
            before.add(new)
            targets[index] = new
            fixed[index] = (*fixed.get(index, ()), *done)
            changed.append(index)
        if not changed:
            break
        active = changed
    return Mended(targets, fixed)


def _by_unit(
    page: PageContext, policy: Policy, active: Sequence[int], targets: dict[int, str]
) -> dict[int, list[Finding]]:
    """The findings with a fix of some units, whose offsets count in the unit's target."""
    units = []
    for index in active:
        unit: Unit = page.units[index]
        target = targets.get(index, unit.target)
        units.append(unit._replace(id=str(index), target=target, target_range=(0, len(target))))
    found: dict[int, list[Finding]] = {}
    for finding in unit_findings(replace(page, units=tuple(units)), policy):
        if finding.fix:
            found.setdefault(int(finding.unit), []).append(finding)
    return found
