"""The translation memory of a docset: one SQLite file, safe for several processes at once.

It keeps every pair of source and target of a locale once, with where it came from and whether a person stands
behind it (`reviewed`). What a person said comes before what a machine said.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PageError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS unit (
  id INTEGER PRIMARY KEY,
  locale TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  reviewed INTEGER NOT NULL,
  origin TEXT NOT NULL,
  UNIQUE (locale, source, target)
);
CREATE INDEX IF NOT EXISTS unit_by_source ON unit (locale, source);
"""
_ADD = """
INSERT INTO unit (locale, source, target, reviewed, origin) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (locale, source, target) DO UPDATE
  SET reviewed = excluded.reviewed, origin = excluded.origin WHERE excluded.reviewed > unit.reviewed
"""
_VERSION = 1
_PATIENCE = 20.0
"""How many seconds to wait for another process that writes."""


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """One thing that was said. `origin` is the page it stood in, or the file it was imported from."""

    source: str
    target: str
    locale: str
    reviewed: bool = True
    origin: str = ""


def _check_beside(path: Path) -> None:
    """Raises PageError where SQLite would write through a link beside the memory, which may have come with a clone."""
    for end in ("-wal", "-shm", "-journal"):
        beside = path.with_name(path.name + end)
        if beside.is_symlink():
            raise PageError("is a symbolic link, and would be written through", path=str(beside))


class MemoryStore:
    """The memory in one file, which is made when it is first opened. Raises PageError where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        _check_beside(path)
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise PageError("was written by a newer locpipe", path=str(path))
            if version < _VERSION:
                self._base.executescript(_SCHEMA)
                self._base.execute(f"PRAGMA user_version = {_VERSION}")

    def __enter__(self) -> MemoryStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def add(self, units: Iterable[MemoryUnit]) -> int:
        """Keep `units`, all or none of them; how many of them were not known yet.

        A unit that is known is known as reviewed once it was added so. Empty texts are left out.
        """
        rows = (
            (unit.locale, unit.source, unit.target, int(unit.reviewed), unit.origin)
            for unit in units
            if unit.source.strip() and unit.target.strip()
        )
        with self._explained():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                before = self._count()
                self._base.executemany(_ADD, rows)
                added = self._count() - before
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")
            return added

    def units(self, locale: str = "") -> Iterator[MemoryUnit]:
        """What is kept (of one locale), in the order in which it was added."""
        where, values = ("WHERE locale = ?", (locale,)) if locale else ("", ())
        with self._explained():
            query = f"SELECT source, target, locale, reviewed, origin FROM unit {where} ORDER BY id"
            for source, target, tongue, reviewed, origin in self._base.execute(query, values):
                yield MemoryUnit(source, target, tongue, bool(reviewed), origin)

    def locales(self) -> list[str]:
        """The locales that have units."""
        with self._explained():
            return [
                row[0] for row in self._base.execute("SELECT DISTINCT locale FROM unit ORDER BY 1")
            ]

    def _count(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM unit").fetchone()[0])

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What SQLite says, as an error that names the file and what can be done."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                message = (
                    f"another process has been writing to it for {_PATIENCE:.0f} seconds; try again"
                )
            else:
                message = f"cannot be used: {error}"
            raise PageError(message, path=str(self.path)) from None
        except sqlite3.DatabaseError as error:
            message = f"is no translation memory, or is damaged ({error}); move it away to start a new one"
            raise PageError(message, path=str(self.path)) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise PageError(f"cannot be used: {reason}", path=str(self.path)) from None
