"""The facts of all pages, sorted, in little memory: what is more than a few stands in temporary files."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import IO, Any

from pipeline.rules.docset import Fact, Place

_HELD = 20_000

Row = tuple[Any, ...]
"""A fact as plain values, in the order in which facts are sorted."""


class Facts:
    """Takes facts in any order and gives them sorted, as often as is asked."""

    def __init__(self, held: int = _HELD) -> None:
        self._limit = held
        self._held: list[Row] = []
        self._files: list[IO[str]] = []

    def add(self, facts: Iterable[Fact]) -> None:
        """Take the facts of a page."""
        self._held.extend(row_of(fact) for fact in facts)
        if len(self._held) > self._limit:
            self._spill()

    def __bool__(self) -> bool:
        return bool(self._held or self._files)

    def sorted(self) -> Iterator[Fact]:
        """All facts, sorted."""
        self._held.sort()
        runs: list[Iterable[Row]] = [self._held, *(_rows(file) for file in self._files)]
        for row in merge(*runs):
            yield fact_of(*row)

    def close(self) -> None:
        """Remove what was put into files."""
        for file in self._files:
            file.close()
        self._files.clear()
        self._held.clear()

    def _spill(self) -> None:
        self._held.sort()
        file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (closed by `close`)
        self._files.append(file)
        for row in self._held:
            file.write(json.dumps(row) + "\n")
        self._held.clear()


def _rows(file: IO[str]) -> Iterator[Row]:
    file.seek(0)
    for line in file:
        yield tuple(json.loads(line))


def row_of(fact: Fact) -> Row:
    """A fact as plain values."""
    place = fact.place
    return (
        fact.rule,
        fact.key,
        fact.locale,
        fact.path,
        place.start,
        place.end,
        place.line,
        place.column,
        place.end_line,
        place.end_column,
        place.unit,
        fact.value,
        fact.translation_type,
        *sorted(fact.silenced),
    )


def fact_of(rule: str, key: str, locale: str, path: str, *rest: Any) -> Fact:
    """The fact of a row."""
    place, (value, translation_type, *silenced) = Place(*rest[:7]), rest[7:]
    return Fact(rule, key, locale, path, place, value, translation_type, frozenset(silenced))
