"""The cache's file: an SQLite database that several processes may use at once, and that may go at any moment."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from time import monotonic, time
from typing import NamedTuple

from pipeline.engine.cache_folder import is_own_file

_LAYOUT = 7
_SCHEMA = f"""
PRAGMA user_version = {_LAYOUT};
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY, signature TEXT UNIQUE NOT NULL, code TEXT NOT NULL, used INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS pages (
    job INTEGER NOT NULL, path TEXT NOT NULL, reads TEXT NOT NULL, said TEXT NOT NULL,
    findings TEXT NOT NULL, facts TEXT NOT NULL,
    facts_digest TEXT NOT NULL, text TEXT NOT NULL, seal BLOB NOT NULL,
    PRIMARY KEY (job, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judged (
    name TEXT PRIMARY KEY, findings TEXT NOT NULL, seal BLOB NOT NULL, code TEXT NOT NULL, used INTEGER NOT NULL
) WITHOUT ROWID;
"""
_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises: its messages quote what stands in a damaged file."""
_KEPT = 30 * 24 * 3600  # seconds that results of other options are kept
_JUDGEMENTS = 50
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
}
"""What SQLite complains of though the database is whole."""
_COMMIT_EVERY = 1.0  # seconds: what a killed run has done before is found again by the next


class Row(NamedTuple):
    """What a page came to: the files it was made from, what came out, its findings, facts
    with their digest, and its findings as they were shown.
    """

    reads: str
    said: str
    findings: str
    facts: str
    facts_digest: str
    text: str


class Store:
    """Rows by job and path. Whatever SQLite complains of makes the store empty and silent, never the run fail.

    `file` None is a store that keeps nothing. Each row has a seal: one that has been damaged or edited is none.
    """

    def __init__(self, file: Path | None, code: str) -> None:
        self._file = file
        self._code = code
        self._jobs: dict[str, int] = {}
        self._committed = monotonic()
        self._connection = self._opened() or self._rebuilt()

    def get(self, signature: str, path: str) -> Row | None:
        """The row of a page, or None."""
        if self._connection is None:
            return None
        try:
            found = self._connection.execute(
                "SELECT reads, said, findings, facts, facts_digest, text, seal FROM pages WHERE job = ? AND path = ?",
                (self._job(signature), _kept(path)),
            ).fetchone()
        except _ERRORS as error:
            self._failed(error)
            return None
        values = _sealed(path, found)
        return None if values is None else Row(*values)

    def put(self, signature: str, path: str, row: Row) -> None:
        """Remember a row in place of the one before."""
        if self._connection is None:
            return
        try:
            self._connection.execute(
                "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (self._job(signature), _kept(path), *map(_kept, row), _seal(path, *row)),
            )
            if monotonic() - self._committed > _COMMIT_EVERY:
                self._connection.commit()
                self._committed = monotonic()
        except _ERRORS as error:
            self._failed(error)

    def judgement(self, name: str) -> str | None:
        """What the docset rules found in facts of that name, or None."""
        if self._connection is None:
            return None
        try:
            found = self._connection.execute(
                "SELECT findings, seal FROM judged WHERE name = ?", (name,)
            ).fetchone()
        except _ERRORS as error:
            self._failed(error)
            return None
        values = _sealed(name, found)
        return None if values is None else values[0]

    def put_judgement(self, name: str, findings: str) -> None:
        """Remember what the docset rules found; only the last ones are kept."""
        if self._connection is None:
            return
        try:
            seal = _seal(name, findings)
            row = (name, _kept(findings), seal, self._code, int(time()))
            self._connection.execute("INSERT OR REPLACE INTO judged VALUES (?, ?, ?, ?, ?)", row)
        except _ERRORS as error:
            self._failed(error)

    def close(self) -> None:
        """Keep what was put."""
        if self._connection is not None:
            with contextlib.suppress(*_ERRORS):
                self._connection.commit()
            self._connection.close()
            self._connection = None

    def _job(self, signature: str) -> int:
        if signature not in self._jobs and self._connection is not None:
            now = int(time())
            self._connection.execute(
                "INSERT INTO jobs (signature, code, used) VALUES (?, ?, ?)"
                " ON CONFLICT (signature) DO UPDATE SET used = excluded.used",
                (signature, self._code, now),
            )
            row = self._connection.execute(
                "SELECT id FROM jobs WHERE signature = ?", (signature,)
            ).fetchone()
            self._jobs[signature] = row[0]
        return self._jobs[signature]

    def _opened(self) -> sqlite3.Connection | None:
        """The database, with rows that can never be used again swept out; None where it is none."""
        connection = None
        if self._file is None or not is_own_file(self._file):
            return None
        try:
            connection = sqlite3.connect(self._file, timeout=10)
            connection.text_factory = bytes  # a damaged file may hold what is no UTF-8
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
            if layout not in (0, _LAYOUT):
                connection.close()
                return None
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            if layout == 0:
                connection.executescript(_SCHEMA)
            self._sweep(connection)
            return connection
        except (*_ERRORS, OSError):
            if connection is not None:
                connection.close()
            return None

    def _sweep(self, connection: sqlite3.Connection) -> None:
        old = connection.execute(
            "SELECT id FROM jobs WHERE code != ? OR used < ?", (self._code, int(time()) - _KEPT)
        ).fetchall()
        for row in old:
            connection.execute("DELETE FROM pages WHERE job = ?", row)
            connection.execute("DELETE FROM jobs WHERE id = ?", row)
        connection.execute(
            "DELETE FROM judged WHERE code != ? OR used <"
            f" (SELECT used FROM judged ORDER BY used DESC LIMIT 1 OFFSET {_JUDGEMENTS})",
            (self._code,),
        )
        connection.commit()

    def _rebuilt(self) -> sqlite3.Connection | None:
        """A new database in place of one that cannot be used."""
        if self._file is None:
            return None
        for name in (self._file.name, f"{self._file.name}-wal", f"{self._file.name}-shm"):
            with contextlib.suppress(OSError):
                self._file.with_name(name).unlink()
        return self._opened()

    def _failed(self, error: Exception) -> None:
        """Go on without a cache; a database that is broken is thrown away, one that is busy or full is not."""
        if self._connection is not None:
            with contextlib.suppress(*_ERRORS):
                self._connection.close()
        self._connection = None
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _PASSING:
            self._jobs.clear()
            self._connection = self._rebuilt()


def _kept(text: str) -> str | bytes:
    """A text as SQLite takes it: names of files, and what quotes them, may hold what is no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def _seal(*texts: str) -> bytes:
    """What tells a row as it was put from one that a disk, or somebody, has changed."""
    digest = blake2b(digest_size=12)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return digest.digest()


def _sealed(key: str, found: Sequence[object] | None) -> list[str] | None:
    """The texts of the row under `key`; None where there is none, or its seal says that it is not as it was put."""
    if found is None:
        return None
    *values, seal = found
    try:
        texts = [
            one.decode("utf-8", "surrogatepass") if isinstance(one, bytes) else str(one)
            for one in values
        ]
        return texts if _seal(key, *texts) == seal else None
    except UnicodeError:
        return None
