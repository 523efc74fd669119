"""How a command runs: what its options say about processes, clusters and the cache."""

from __future__ import annotations

from dataclasses import dataclass

FEW = 48


@dataclass(frozen=True, slots=True)
class How:
    """How to run. `jobs` 0 is one process a core; `scheduler` is the address of a Dask cluster's.

    `cache_dir` is the folder that caches are kept below; empty for the user's own.

    So `few` pages, or fewer, are done in one process and without the cache: sooner than either could be set up.
    """

    jobs: int = 0
    scheduler: str = ""
    cache: bool = True
    cache_dir: str = ""
    few: int = FEW
