"""What was found on each page, kept in a file beside the report while it is made.

A page is drawn in whatever process has time for it, and each needs what was found on that page only. The file is
removed when the report is done.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pipeline.engine.packed import pack, unpack
from pipeline.jobs.outcome import Outcome

FILE_NAME = ".findings.db"

Key = tuple[str, str]
"""Locale and path of a page."""


class Known:
    """The outcomes of pages, by key. One process writes, before others read."""

    def __init__(self, folder: Path) -> None:
        self._store = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
        self._store.execute("pragma journal_mode = off")
        self._store.execute("pragma synchronous = off")
        self._store.execute("begin")
        self._store.execute("create table found (key text primary key, outcome text)")

    @classmethod
    def new(cls, folder: Path) -> Known:
        """An empty one; what an interrupted run has left is removed."""
        (folder / FILE_NAME).unlink(missing_ok=True)
        return cls(folder)

    def put(self, outcome: Outcome) -> None:
        """Keep an outcome, in place of the page's former one."""
        key = _key((outcome.locale, outcome.path))
        self._store.execute("replace into found values (?, ?)", (key, pack(outcome)))

    def get(self, key: Key) -> Outcome | None:
        """What is known of a page."""
        row = self._store.execute(
            "select outcome from found where key = ?", (_key(key),)
        ).fetchone()
        return unpack(row[0]) if row else None

    def done(self) -> None:
        """Let others read: nothing is put from now on."""
        self._store.execute("commit")
        self._store.close()


def known_of(folder: Path, key: Key) -> Outcome | None:
    """What is known of a page, read in whatever process this is."""
    row = (
        _reader(str(folder), os.getpid())
        .execute("select outcome from found where key = ?", (_key(key),))
        .fetchone()
    )
    return unpack(row[0]) if row else None


def remove(folder: Path) -> None:
    """Remove the file."""
    _reader.cache_clear()
    (folder / FILE_NAME).unlink(missing_ok=True)


@lru_cache(maxsize=2)
def _reader(folder: str, process: int) -> sqlite3.Connection:
    """A connection for one process; it must not cross a fork."""
    return sqlite3.connect(Path(folder) / FILE_NAME, check_same_thread=False)


def _key(key: Iterable[str]) -> str:
    return "\n".join(key)
