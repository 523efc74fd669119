"""Kill commands at many random moments, run them again, and compare with undisturbed runs; run two at once.

python -m benchmarks.faults --moments 50
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.faults.test_kill import COMMANDS, PAGES, PAIRS, at_once, interrupted


def main() -> None:
    """Kill, run again, compare, say how it went."""
    parser = argparse.ArgumentParser(description="Kill commands at random moments.")
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    for name, command in COMMANDS.items():
        with tempfile.TemporaryDirectory(prefix="locpipe-faults-") as folder:
            moments, pages, seed = options.moments, options.pages, options.seed
            killed = interrupted(Path(folder), command, moments, pages, seed)
        print(
            f"{name}: {moments} moments (seed {seed}), killed before its end at {killed}; "
            "no broken file, and the same bytes after the next run",
            flush=True,
        )
    for name, commands in PAIRS.items():
        times = max(options.moments // 10, 1)
        with tempfile.TemporaryDirectory(prefix="locpipe-faults-") as folder:
            at_once(Path(folder), commands, times, options.pages)
        print(f"{name}, {times} times at once: no broken file, and the same bytes afterwards")


if __name__ == "__main__":
    main()
