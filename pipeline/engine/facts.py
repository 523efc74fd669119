"""The facts of all pages, as text until they are judged, and sorted then: in little memory, however many there are."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import IO, Any, overload

from pipeline.rules.docset import Fact
from pipeline.rules.place import Place

_SORTED_AT_ONCE = 50_000
_ROWS_A_LINE = 200
_HELD = 1 << 24  # characters of facts that are held in memory

_DECODER = json.JSONDecoder()

Row = tuple[Any, ...]
"""A fact as plain values, in the order in which facts are sorted."""


class PackedFacts(Sequence[Fact]):
    """The facts of one page as JSON: they travel and are kept as they are, and are read only to be judged."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> PackedFacts:
        """Facts, packed; those that are packed already are left as they are."""
        if isinstance(facts, PackedFacts):
            return facts
        rows = [row_of(fact) for fact in facts]
        return cls(json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else "")

    def rows(self) -> list[list[Any]]:
        """The facts as plain values."""
        return json.loads(self.text) if self.text else []

    def first(self) -> Fact | None:
        """The first fact, without reading the others."""
        return fact_of(*_DECODER.raw_decode(self.text, 1)[0]) if self.text else None

    def __len__(self) -> int:
        return len(self.rows())

    def __bool__(self) -> bool:
        return bool(self.text)

    @overload
    def __getitem__(self, index: int) -> Fact: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fact]: ...
    def __getitem__(self, index: int | slice) -> Fact | Sequence[Fact]:
        return [fact_of(*row) for row in self.rows()][index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedFacts) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


class Facts:
    """Takes facts in any order and gives them sorted, as often as is asked. Many of them wait in a file."""

    def __init__(self, held: int = _HELD, at_once: int = _SORTED_AT_ONCE) -> None:
        self.pages = 0
        self._file: IO[str] | None = None
        self._held = held
        self._at_once = at_once
        self._hash = hashlib.blake2b(digest_size=20)

    def add(self, facts: Sequence[Fact]) -> None:
        """Take the facts of a page."""
        packed = PackedFacts.of(facts)
        self.pages += 1
        if packed:
            if self._file is None:
                self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115 (closed by `close`)
                    self._held, "w+", encoding="utf-8", errors="surrogatepass"
                )
            self._file.write(packed.text + "\n")
            self._hash.update(packed.text.encode("utf-8", "surrogatepass"))

    def __bool__(self) -> bool:
        return self._file is not None

    @property
    def digest(self) -> str:
        """The same for the same facts in the same order."""
        return self._hash.hexdigest()

    def sorted(self) -> Iterator[Fact]:
        """All facts, sorted."""
        runs: list[Iterable[Row]] = []
        rows = self._rows()
        while run := sorted(islice(rows, self._at_once)):
            runs.append(run if len(run) < self._at_once else _kept(run))
        for row in merge(*runs) if len(runs) > 1 else (runs or [[]])[0]:
            yield fact_of(*row)

    def close(self) -> None:
        """Let the facts go."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _rows(self) -> Iterator[Row]:
        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                yield from map(tuple, json.loads(line))


def _kept(run: list[Row]) -> Iterator[Row]:
    """Sorted rows, put into a file until they are wanted."""
    file = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass")  # noqa: SIM115 (closed when it was read)
    for at in range(0, len(run), _ROWS_A_LINE):
        file.write(json.dumps(run[at : at + _ROWS_A_LINE]) + "\n")
    return _again(file)


def _again(file: IO[str]) -> Iterator[Row]:
    with file:
        file.seek(0)
        for line in file:
            yield from map(tuple, json.loads(line))


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
        fact.value,
        fact.translation_type,
        place.line,
        place.column,
        place.end_line,
        place.end_column,
        place.unit,
        *sorted(fact.silenced),
    )


def fact_of(rule: str, key: str, locale: str, path: str, *rest: Any) -> Fact:
    """The fact of a row."""
    start, end, value, translation_type, line, column, end_line, end_column, unit, *silenced = rest
    place = Place(start, end, line, column, end_line, end_column, unit)
    return Fact(rule, key, locale, path, place, value, translation_type, frozenset(silenced))
