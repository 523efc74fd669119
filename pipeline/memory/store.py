"""The translation memory of a docset: one SQLite file, safe for several processes at once.

It keeps every pair of source and target of a locale once, with where it came from and whether a person stands
behind it (`reviewed`). What a person said comes before what a machine said. Beside the units stands an index of their
words (FTS5), kept up to date with each of them, so that a memory of a million units is asked without being read.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import PageError
from pipeline.exchange.memory_unit import MemoryUnit
from pipeline.files.regular import NOT_REGULAR
from pipeline.memory.words import digest_of, token, words_of

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
_INDEX = """
CREATE TABLE form (unit INTEGER PRIMARY KEY, loose BLOB NOT NULL, words INTEGER NOT NULL);
CREATE INDEX form_by_loose ON form (loose);
CREATE INDEX form_by_words ON form (words);
CREATE VIRTUAL TABLE words USING fts5 (tokens, content = '', detail = none, tokenize = 'ascii');
"""
_ADD = """
INSERT INTO unit (locale, source, target, reviewed, origin) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (locale, source, target) DO UPDATE
  SET reviewed = excluded.reviewed, origin = excluded.origin WHERE excluded.reviewed > unit.reviewed
"""
_VERSION = 2
_PORTION = 10_000  # units that are put into the index together
_PATIENCE = 20.0
"""How many seconds to wait for another process that writes."""


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
            if path.exists() and not (path.is_file() or path.is_dir()):
                raise PageError(f"is {NOT_REGULAR}; a translation memory needs one", path=str(path))
            self._base = sqlite3.connect(
                path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            if self._version() < _VERSION:
                self._renew()
            if self._version() > _VERSION:
                raise PageError("was written by a newer locpipe", path=str(path))

    def __enter__(self) -> MemoryStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def add(self, units: Iterable[MemoryUnit]) -> int:
        """Keep `units`, all or none of them; how many of them were not known yet.

        A unit that is known is known as reviewed once it was added so. Empty texts are left out, and those with half a
        character (a lone surrogate).
        """
        rows = (
            (unit.locale, unit.source, unit.target, int(unit.reviewed), _text(unit.origin))
            for unit in units
            if _can_be_kept(unit.source) and _can_be_kept(unit.target)
        )
        with self._explained(), self._all_or_nothing():
            before = self._count()
            last = self._last()
            self._base.executemany(_ADD, rows)
            self._index_behind(last)
            return self._count() - before

    def same(self, source: str, locale: str) -> MemoryUnit | None:
        """The unit of the very same source, white space and escapes apart: people's first, then the latest."""
        wanted = digest_of(locale, source)
        query = (
            "SELECT source, target, locale, reviewed, origin FROM form JOIN unit ON unit.id = form.unit"
            " WHERE loose = ? ORDER BY reviewed DESC, id DESC LIMIT 1"
        )
        return self._unit(query, wanted)

    def unit(self, number: int) -> MemoryUnit | None:
        """The unit to be used for the source of the unit of that number: people's first, then the latest."""
        query = (
            "SELECT other.source, other.target, other.locale, other.reviewed, other.origin FROM unit JOIN unit AS other"
            " ON other.locale = unit.locale AND other.source = unit.source"
            " WHERE unit.id = ? ORDER BY other.reviewed DESC, other.id DESC LIMIT 1"
        )
        return self._unit(query, number)

    def short(self, locale: str, most: int) -> dict[int, str]:
        """The sources of a locale that have at most so many words, by the number of a unit that has each."""
        query = "SELECT id, source FROM form JOIN unit ON id = unit WHERE words <= ? AND locale = ?"
        with self._explained():
            return _sources(self._base.execute(query, (most, locale)).fetchall())

    def sources(self, numbers: Iterable[int]) -> dict[int, str]:
        """The sources of units by their numbers."""
        query = "SELECT id, source FROM unit WHERE id IN (SELECT value FROM json_each(?))"
        with self._explained():
            return _sources(self._base.execute(query, (json.dumps(list(numbers)),)).fetchall())

    def frequency(self, word: str, locale: str) -> int:
        """How many units of a locale have the word in their source."""
        query = "SELECT count(*) FROM words WHERE words MATCH ?"
        with self._explained():
            return int(self._base.execute(query, (token(locale, word),)).fetchone()[0])

    def with_word(self, word: str, locale: str) -> array[int]:
        """The numbers of the units of a locale that have the word in their source."""
        query = "SELECT rowid FROM words WHERE words MATCH ?"
        with self._explained():
            found = self._base.execute(query, (token(locale, word),)).fetchall()
        return array("q", [number for (number,) in found])

    def units(self, locale: str = "") -> Iterator[MemoryUnit]:
        """What is kept (of one locale), in the order in which it was added."""
        where, values = ("WHERE locale = ?", (locale,)) if locale else ("", ())
        with self._explained():
            query = f"SELECT source, target, locale, reviewed, origin FROM unit {where} ORDER BY id"
            yield from map(_unit_of, self._base.execute(query, values))

    def rename(self, old: str, new: str) -> int:
        """Let what came from the page `old` come from the page `new`; how many units that are."""
        with self._explained():
            query = "UPDATE unit SET origin = ? WHERE origin = ?"
            return self._base.execute(query, (new, old)).rowcount

    def locales(self) -> list[str]:
        """The locales that have units."""
        with self._explained():
            return [
                row[0] for row in self._base.execute("SELECT DISTINCT locale FROM unit ORDER BY 1")
            ]

    def _version(self) -> int:
        return int(self._base.execute("PRAGMA user_version").fetchone()[0])

    def _renew(self) -> None:
        """Make the tables, or bring those of an earlier version up to date; one process does, others wait."""
        with self._all_or_nothing():
            if self._version() >= _VERSION:
                return
            for statement in f"{_SCHEMA}{_INDEX}".split(";"):
                self._base.execute(statement)
            self._index_behind(0)
            self._base.execute(f"PRAGMA user_version = {_VERSION}")

    def _index_behind(self, last: int) -> None:
        """Put the units behind a number into the index."""
        query = "SELECT id, locale, source FROM unit WHERE id > ? ORDER BY id LIMIT ?"
        while rows := self._base.execute(query, (last, _PORTION)).fetchall():
            forms, tokens = [], []
            for number, locale, source in rows:
                words = words_of(source)
                forms.append((number, digest_of(locale, source), len(words)))
                tokens.append((number, " ".join(token(locale, word) for word in words)))
            self._base.executemany("INSERT INTO form VALUES (?, ?, ?)", forms)
            self._base.executemany("INSERT INTO words (rowid, tokens) VALUES (?, ?)", tokens)
            last = rows[-1][0]

    def _unit(self, query: str, value: object) -> MemoryUnit | None:
        with self._explained():
            found = self._base.execute(query, (value,)).fetchone()
            return None if found is None else _unit_of(found)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def _last(self) -> int:
        return int(self._base.execute("SELECT coalesce(max(id), 0) FROM unit").fetchone()[0])

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
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            message = f"is no translation memory, or is damaged ({error}); move it away to start a new one"
            raise PageError(message, path=str(self.path)) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise PageError(f"cannot be used: {reason}", path=str(self.path)) from None


def _unit_of(row: tuple[object, ...]) -> MemoryUnit:
    """A row as a unit. Raises DatabaseError where a damaged file has something else in the place of a text."""
    source, target, locale, reviewed, origin = row
    if not all(isinstance(text, str) for text in (source, target, locale, origin)):
        raise sqlite3.DatabaseError("a text of a unit is none")
    return MemoryUnit(str(source), str(target), str(locale), bool(reviewed), str(origin))


def _sources(rows: Iterable[tuple[int, object]]) -> dict[int, str]:
    """Sources by the numbers of units. Raises DatabaseError as `_unit_of` does."""
    found = dict(rows)
    if not all(isinstance(text, str) for text in found.values()):
        raise sqlite3.DatabaseError("a text of a unit is none")
    return {number: str(text) for number, text in found.items()}


def _text(name: str) -> str:
    """A name as SQLite takes it: those of files need not be UTF-8."""
    return name.encode("utf-8", "replace").decode()


def _can_be_kept(text: str) -> bool:
    return bool(text.strip()) and text == _text(text)
