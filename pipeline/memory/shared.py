"""The memory as jobs ask for it: opened once a process and locale, again only when the file has changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pipeline.files import reads
from pipeline.memory.lookup import LocaleMemory
from pipeline.memory.store import MemoryStore


def locale_memory(path: Path, locale: str) -> LocaleMemory | None:
    """What the memory at `path` knows in a locale; None where there is no such file.

    Raises PageError where it cannot be read.
    """
    reads.asked(reads.KIND, str(path))
    if not path.exists():
        return None
    reads.failed()  # what comes of a page now depends on more than can be told by a file's content
    stamps = []
    for name in (path, path.with_name(f"{path.name}-wal")):
        try:
            status = name.stat()
        except OSError:
            continue
        if status.st_size:  # a log without a word is made by reading, too
            stamps.append((status.st_mtime_ns, status.st_size))
    return _read(path, locale, tuple(stamps))


@lru_cache(maxsize=4)
def _read(path: Path, locale: str, stamps: tuple[tuple[int, int], ...]) -> LocaleMemory:
    return LocaleMemory(MemoryStore(path), locale)
