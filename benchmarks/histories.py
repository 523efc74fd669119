"""Random histories of a page: no translated text may be lost, none may stand on another sentence.

python -m benchmarks.histories --number 1000
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from tests.histories.cloned import ClonedHistory
from tests.histories.history import ACTIONS, History

_STEPS = 15
_CLONED = 10  # one history of so many is in a real repository


def one(number: int, seed: int) -> tuple[Counter[str], str]:
    """Live through one history: what was done how often, and what went wrong (empty: nothing)."""
    chance = Random(seed * 1_000_003 + number)
    form = chance.choice(["bilingual", "published", "published", "unnamed"])
    kind = ClonedHistory if number % _CLONED == 0 else History
    names = ["edit source"] * 4 + list(ACTIONS)
    done: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="locpipe-history-") as folder:
        try:
            history = kind(
                Path(folder) / "docs",
                chance.randrange(10**6),
                known=chance.random() < 0.5,
                bilingual=form == "bilingual",
                named=form != "unnamed",
                kind=chance.choice(["MT", "HT"]),
            )
            for _ in range(_STEPS):
                name = chance.choice(names)
                done[name] += 1
                history.step(name)
                done.update(f"[{rule}]" for rule in history.said)
        except Exception as error:  # whatever it is, it is what is looked for
            return done, f"{kind.__name__}, {form}: {type(error).__name__}: {error}"
    return done, ""


def main() -> None:
    """Live through them all, and say how it went."""
    parser = argparse.ArgumentParser(description="Random histories of a page.")
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    done: Counter[str] = Counter()
    failed = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        results = pool.map(partial(one, seed=options.seed), range(options.number), chunksize=5)
        for number, (counts, wrong) in enumerate(results):
            done.update(counts)
            if wrong:
                failed += 1
                print(f"history {number} of seed {options.seed}: {wrong}", flush=True)
    said = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
    print(f"{options.number} histories (seed {options.seed}), {failed} went wrong; {said}")
    raise SystemExit(failed > 0)


if __name__ == "__main__":
    main()
