"""Try mutated inputs.

python -m tests.fuzz              for a minute, with a new seed, which is printed
python -m tests.fuzz --seed 7     the same inputs again
python -m tests.fuzz --seed 7 --case 12    one of them
python -m tests.fuzz --full       25,000 inputs
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random, SystemRandom

from tests.fuzz import seeds
from tests.fuzz.case import try_case

FULL = 25_000
_SHOWN = 20


def main() -> int:
    """Try inputs until the time is over, or all are done; 1 where one of them was not met as it must be."""
    parser = argparse.ArgumentParser(description="Try mutated inputs.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000))
    parser.add_argument("--case", type=int)
    parser.add_argument(
        "--full", action="store_true", help=f"{FULL:,} inputs, however long they take"
    )
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    end = time.monotonic() + options.seconds
    cases = range(FULL) if options.full else count()
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    real = seeds.real_pages()
    began = time.monotonic()
    interrupted = suppress(KeyboardInterrupt)
    with interrupted, tempfile.TemporaryDirectory(prefix="locpipe-fuzz-", dir=_quick()) as folder:
        os.environ["LOCPIPE_CACHE_DIR"] = f"{folder}/cache"
        for case in [options.case] if options.case is not None else cases:
            if not options.full and time.monotonic() > end:
                break
            chance = Random(f"{options.seed} {case}")
            try:
                tried[try_case(Path(folder) / f"{case}", chance, real).strip()] += 1
            except Exception as error:
                sign = f"{type(error).__name__}: {error}"[:300]
                wrong[sign] += 1
                if wrong[sign] == 1 and len(wrong) <= _SHOWN:
                    where = "; ".join(getattr(error, "__notes__", []))
                    print(
                        f"--seed {options.seed} --case {case}: {sign!a}\n    {where!a}",
                        flush=True,
                    )
                    if options.case is not None:
                        traceback.print_exc()
    lasted = time.monotonic() - began
    told = ", ".join(f"{number:,} {kind}" for kind, number in sorted(tried.items()))
    print(
        f"{tried.total() + wrong.total():,} inputs in {lasted:.0f} seconds ({told}); wrong: {wrong.total():,}"
    )
    return int(bool(wrong))


def _quick() -> str | None:
    """A folder in memory, where there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


if __name__ == "__main__":
    sys.exit(main())
