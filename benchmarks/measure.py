"""One command's cost: wall clock, and the peak memory of its largest process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

MIB = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processor, peak resident memory in MiB of the largest process, the exit code.

    The processor's seconds are what is left of a figure on a machine that others use, too; those of processes that
    were not waited for (a pool's workers) are not in them.
    """

    seconds: float
    processor: float
    memory: float
    code: int


def measure(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    before: Callable[[], object] | None = None,
    repeat: int = 3,
    allowed: tuple[int, ...] = (0, 1),
) -> Cost:
    """The least cost of `repeat` runs; `before` brings things into their state before each of them.

    Raises RuntimeError where the command ends with a code that is not `allowed`. The process that measures must be
    small: on Linux a child's peak memory begins with its parent's.
    """
    costs = []
    for _ in range(repeat):
        if before is not None:
            before()
        costs.append(once(command, cwd))
        if costs[-1].code not in allowed:
            raise RuntimeError(f"{' '.join(command)} ended with {costs[-1].code}")
    return Cost(
        min(cost.seconds for cost in costs),
        min(cost.processor for cost in costs),
        min(cost.memory for cost in costs),
        costs[-1].code,
    )


def once(command: Sequence[str], cwd: Path | None = None) -> Cost:
    """One run, its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MIB, process.returncode)


def python(*arguments: str) -> list[str]:
    """A command of this Python."""
    return [sys.executable, *arguments]


def locpipe(folder: Path, *arguments: str) -> list[str]:
    """A locpipe command on the docset in `folder`."""
    return python("-m", "pipeline", "-q", "-C", str(folder), *arguments)
