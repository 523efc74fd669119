"""Fixes of units: those of a target are made until none is left, each unit by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.fixing import MOST_ROUNDS, Change, apply_fixes, changes, is_fixable, is_safe
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.rules.shape import keeps_markup
from pipeline.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Mended:
    """The targets of a page's units after their fixes, those that changed by index, and what was fixed in each.

    Offsets of the changes' findings count in the targets, before each round.
    """

    targets: dict[int, str]
    fixed: dict[int, tuple[Change, ...]]
    unsafe: int = 0
    """How many unsafe fixes there are that were not made."""

    @property
    def count(self) -> int:
        """How many fixes were made."""
        return sum(map(len, self.fixed.values()))


def mended(page: PageContext, policy: Policy, *, unsafe: bool = False) -> Mended:
    """Make the safe fixes of the page's units, or all of them.

    A unit whose fixes undo each other stays as it was. No fix is made that would leave a target with less of its
    source's markup.
    """
    wanted = is_fixable if unsafe else is_safe
    targets: dict[int, str] = {}
    fixed: dict[int, tuple[Change, ...]] = {}
    left: dict[int, int] = {}
    seen: dict[int, set[str]] = {}
    active = list(range(len(page.units)))
    for _ in range(MOST_ROUNDS):
        changed = []
        left.update(dict.fromkeys(active, 0))
        for index, findings in _by_unit(page, policy, active, targets).items():
            old = targets.get(index, page.units[index].target)
            left[index] = sum(not is_safe(one) for one in findings)
            keeps = partial(keeps_markup, page.units[index].source)
            new, done = apply_fixes(old, filter(wanted, findings), keeps)
            if new == old:
                continue
            before = seen.setdefault(index, {old})
            if new in before:
                del targets[index], fixed[index]
                continue
            before.add(new)
            targets[index] = new
            fixed[index] = (*fixed.get(index, ()), *changes(old, done))
            changed.append(index)
        if not changed:
            break
        active = changed
    return Mended(targets, fixed, 0 if unsafe else sum(left.values()))


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
