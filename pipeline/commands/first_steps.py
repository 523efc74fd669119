"""What stands above many findings: how many there are, and which options get hold of them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.commands.options import Wanted
from pipeline.output.groups import Groups
from pipeline.output.screen import hanging
from pipeline.output.text import counted
from pipeline.results.page_result import Tally
from pipeline.severity import Severity

MANY = 100
"""From so many findings on it helps to take those of today as known."""
_FIXING = ("validate", "check")
_BASELINE = "locpipe-baseline.json"


def first_steps(command: str, wanted: Wanted, tally: Tally, groups: Groups, columns: int) -> str:
    """The lines above the findings, and an empty one; `columns` is the width of the terminal, 0 where there is none."""
    steps = list(_steps(command, wanted, tally))
    size = 0 if columns else max((len(step) for step, _ in steps), default=0)
    number = counted(groups.count, "finding")
    lines = [f"{number} by rule, the gravest last. What to do: add to the command"]
    lines += [f"  {step:<{size}}  {what}" if step else f"{what}." for step, what in steps]
    return "".join(f"{hanging(line, columns)}\n" for line in lines) + "\n"


def _steps(command: str, wanted: Wanted, tally: Tally) -> Iterator[tuple[str, str]]:
    """Options, and what they show or do, the most urgent first."""
    counts = tally.severities
    worst = max((severity for severity, number in counts.items() if number), default=Severity.OFF)
    if worst > wanted.least and counts[worst] < sum(counts.values()):
        what = f"the {counted(counts[worst], worst.label)}, each with its line"
        yield f"--min-severity {worst.label} --format full", what
    if tally.fixable and command in _FIXING:
        yield (
            "--fix",
            f"mends {tally.fixable:,} that have one right answer; with --diff it only shows how",
        )
    if sum(counts.values()) >= MANY and not wanted.baseline:
        what = "takes all of them as known: later calls with that baseline show what is new"
        yield f"--baseline {_BASELINE} --update-baseline", what
    yield "--format full", "all of them, each with its line; --format concise: one line each"
    if tally.fixable and command not in _FIXING:
        yield "", f"{tally.fixable:,} are mended by locpipe validate --fix and locpipe check --fix"
