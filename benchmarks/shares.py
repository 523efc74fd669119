"""Where the time of a cold `run` goes, by part of the program."""

from __future__ import annotations

import contextlib
import cProfile
import io
import os
import pstats
from collections import Counter
from pathlib import Path
from typing import Any


def shares(site: Path) -> str:
    """The share of each package in a cold run in one process, as a table (own time; the profiler slows small calls)."""
    from pipeline.cli.main import locpipe

    arguments = ["-q", "-C", str(site), "run", "--jobs", "1", "--no-cache"]
    before, profile = Path.cwd(), cProfile.Profile()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
            profile.runcall(locpipe.main, arguments, standalone_mode=False)
    finally:
        os.chdir(before)
    stats: Any = pstats.Stats(profile)
    times: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, _) in stats.stats.items():
        times[_part(file, name)] += own
    total = sum(times.values())
    lines = ["| part | share |", "| --- | --: |"]
    lines += [
        f"| {part} | {own / total:.0%} |"
        for part, own in times.most_common(14)
        if own / total > 0.01
    ]
    return "\n".join(lines)


def _part(file: str, name: str) -> str:
    parts = Path(file).parts
    if "pipeline" in parts:
        at = len(parts) - 1 - parts[::-1].index("pipeline")
        inside = parts[at + 1 : -1][:2]
        return "pipeline/" + "/".join(inside)
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if "posix" in name or "_io" in name or "io.open" in name:
        return "files and folders"
    if "re.Pattern" in name or "re.Match" in name:
        return "regular expressions"
    return "Python itself"
