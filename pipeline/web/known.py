"""What was found on each page, kept in a file beside the report while it is made.

A page is drawn in whatever process has time for it, and each needs what was found on that page only. The file is
removed when the report is done.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from pipeline.engine.packed import pack_findings, unpack_findings
from pipeline.results.finding import Finding
from pipeline.web.row import Row

FILE_NAME = ".findings.db"

Key = tuple[str, str]
"""Locale and path of a page."""


class Known:
    """Rows and findings of pages, by key. One process writes, before others read."""

    def __init__(self, folder: Path) -> None:
        self._store = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
        self._store.execute("pragma journal_mode = off")
        self._store.execute("pragma synchronous = off")
        self._store.execute("begin")
        self._store.execute("create table found (key blob primary key, row blob, found blob)")

    @classmethod
    def new(cls, folder: Path) -> Known:
        """An empty one; what an interrupted run has left is removed."""
        (folder / FILE_NAME).unlink(missing_ok=True)
        return cls(folder)

    def put(self, row: Row, findings: Sequence[Finding]) -> None:
        """Keep a page's row and findings, in place of what was kept before."""
        values = (
            _key((row.locale, row.path)),
            _blob(row.as_text()),
            _blob(pack_findings(findings)),
        )
        self._store.execute("replace into found values (?, ?, ?)", values)

    def add(self, row: Row, more: Sequence[Finding]) -> None:
        """Keep further findings of a page, and its new row."""
        _, findings = _found(self._store, (row.locale, row.path)) or (row, [])
        self.put(row, [*findings, *more])

    def done(self) -> None:
        """Let others read: nothing is put from now on."""
        self._store.execute("commit")
        self._store.close()


def known_of(folder: Path, key: Key) -> tuple[Row, list[Finding]] | None:
    """What is known of a page, read in whatever process this is."""
    return _found(_reader(str(folder), os.getpid()), key)


def _found(store: sqlite3.Connection, key: Key) -> tuple[Row, list[Finding]] | None:
    found = store.execute("select row, found from found where key = ?", (_key(key),)).fetchone()
    return (Row.of_text(_text(found[0])), unpack_findings(_text(found[1]))) if found else None


def remove(folder: Path) -> None:
    """Remove the file."""
    _reader.cache_clear()
    (folder / FILE_NAME).unlink(missing_ok=True)


@lru_cache(maxsize=2)
def _reader(folder: str, process: int) -> sqlite3.Connection:
    """A connection for one process; it must not cross a fork."""
    return sqlite3.connect(Path(folder) / FILE_NAME, check_same_thread=False)


def _key(key: Iterable[str]) -> bytes:
    return _blob("\n".join(key))


def _blob(text: str) -> bytes:
    """Names of files may hold what is no UTF-8; SQLite takes such text as bytes only."""
    return text.encode("utf-8", "surrogatepass")


def _text(blob: bytes) -> str:
    return blob.decode("utf-8", "surrogatepass")
