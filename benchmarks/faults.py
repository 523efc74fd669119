"""Kill `run` and `build --in-place` at many random moments, run them again, and compare with undisturbed runs.

python -m benchmarks.faults --moments 50
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.faults.test_kill import COMMANDS, interrupted


def main() -> None:
    """Kill, run again, compare, say how it went."""
    parser = argparse.ArgumentParser(description="Kill commands at random moments.")
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    for name, command in COMMANDS.items():
        with tempfile.TemporaryDirectory(prefix="locpipe-faults-") as folder:
            killed = interrupted(Path(folder), command, options.moments, options.seed)
        print(
            f"{name}: {options.moments} moments (seed {options.seed}), killed before its end at {killed}; "
            "no broken file, and the same bytes after the next run",
            flush=True,
        )


if __name__ == "__main__":
    main()
