"""The facts of all pages, as text until they are judged, and sorted then: in little memory, however many there are.

They lie apart by portion. Where there are many, they wait in one file, in blocks of one portion each, so that only
what is judged is read; a portion that is large itself is sorted in runs, which are merged. Facts that are what they
were before lie together by page: most often nobody asks for them again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import merge
from itertools import chain, groupby, islice
from typing import IO, Any

from pipeline.engine.packed_facts import VALUE, PackedFacts, Row, fact_of, number_of, rows_of
from pipeline.results.fact import Fact
from pipeline.rules.docset import PORTIONS, needs

_SORTED_AT_ONCE = 2_000  # rows
_ROWS_A_LINE = 25
_HELD = 1 << 19  # characters of facts that are held in memory


class Facts:
    """Takes facts in any order and gives them sorted, as often as is asked. Many of them wait in a file."""

    def __init__(self, held: int = _HELD, at_once: int = _SORTED_AT_ONCE) -> None:
        self.pages = 0
        self.changed: set[int] = set()
        self._held: dict[int, list[str]] = {}  # lines by portion, each behind the first of its page
        self._same: list[str] = []  # texts of pages whose facts are what they were
        self._apart: set[int] = set()  # the portions that have been taken out of those
        self._size, self._most = 0, held
        self._file: _Blocks | None = None
        self._at_once = at_once
        self._hash = hashlib.blake2b(digest_size=20)
        self._former = hashlib.blake2b(digest_size=20)

    def add(self, facts: Sequence[Fact]) -> None:
        """Take the facts of a page."""
        packed = PackedFacts.of(facts)
        self.pages += 1
        former = packed if packed.kept else packed.former or _NOTHING
        self._hash.update(packed.digest.encode())
        self._former.update(former.digest.encode())
        if packed.kept and not self._apart:
            self._same += [packed.text] if packed else []
            self._size += len(packed.text)
        else:
            self.changed |= packed.changed_from(former)
            self._lay_apart(packed.text)
        if self._size > self._most:
            self._into_file()

    def _lay_apart(self, text: str, wanted: Collection[int] | None = None) -> None:
        """Put a page's facts to those of their portions (of those that are `wanted`)."""
        head, *lines = text.split("\n")
        for line in lines:
            number = number_of(line)
            if wanted is None or number in wanted:
                self._held.setdefault(number, []).extend((head, line))
                self._size += len(head) + len(line)

    def _into_file(self) -> None:
        """Put what is held into the file; what does not go there (a full disk) stays held."""
        try:
            self._file = self._file or _Blocks()
            if self._same:
                self._file.put(_SAME, _BETWEEN.join(self._same))
                self._same.clear()
            for number in list(self._held):
                self._file.put(number, "\n".join(self._held[number]))
                del self._held[number]
        except OSError:
            self._most *= 2
        else:
            self._size = 0

    def _take_apart(self, wanted: Collection[int]) -> None:
        """Put those portions of the facts that are what they were to the others."""
        missing = set(wanted) - self._apart
        self._apart |= missing
        if not missing or not (self._same or self._file):
            return
        if self._file:
            self._into_file()
        held = [_BETWEEN.join(self._same)] if self._same else []
        for text in chain(self._file.texts(_SAME) if self._file else (), held):
            for page in text.split(_BETWEEN):
                self._lay_apart(page, missing)
            if self._size > self._most and self._file:
                self._into_file()

    def __bool__(self) -> bool:
        return bool(self._held or self._same or self._file)

    @property
    def digest(self) -> str:
        """The same for the same facts in the same order."""
        return self._hash.hexdigest()

    @property
    def former_digest(self) -> str:
        """The digest of what the same pages said before, as far as they know: facts differ in `changed` portions."""
        return self._former.hexdigest()

    def sorted(self, wanted: Collection[int] | None = None) -> Iterator[tuple[int, Iterator[Fact]]]:
        """The facts of each portion (of those that are `wanted`), sorted.

        Those that cannot come to anything, by what their rule needs, are left out.
        """
        self._take_apart(range(PORTIONS) if wanted is None else wanted)
        there = {*self._held, *(self._file.numbers if self._file else ())} - {_SAME}
        for number in sorted(there if wanted is None else there.intersection(wanted)):
            yield number, map(fact_of, _needed(self._sorted(number)))

    def close(self) -> None:
        """Let the facts go."""
        self._held.clear()
        self._same.clear()
        self._file = None

    def _sorted(self, number: int) -> Iterable[Row]:
        rows = self._rows(number)
        first = sorted(islice(rows, self._at_once))
        if len(first) < self._at_once:
            return first
        runs: list[Iterable[Row]] = []
        file: _Blocks | None = None
        run = first
        while run:
            try:
                file = file or _Blocks()
                runs.append(file.run(run))
            except OSError:  # a full disk: it stays in memory
                runs.append(run)
            run = sorted(islice(rows, self._at_once))
        return merge(*runs)

    def _rows(self, number: int) -> Iterator[Row]:
        for text in self._file.texts(number) if self._file else ():
            yield from _read(text.split("\n"))
        yield from _read(self._held.get(number, ()))


_NOTHING = PackedFacts("")
_SAME = -1  # the number of texts of whole pages in the file
_BETWEEN = "\n\n"


def _read(lines: Sequence[str]) -> Iterator[Row]:
    for head, line in zip(lines[::2], lines[1::2], strict=True):
        yield from rows_of(_parsed(head), line)


@lru_cache(3000)
def _parsed(head: str) -> Any:
    """The first line of a page; it is met again with each portion."""
    return json.loads(head)


def _needed(rows: Iterable[Row]) -> Iterator[Row]:
    """Sorted rows without those that stand alone under their key, or with their value, where the rule needs others."""
    for (rule, _), group in groupby(rows, key=lambda row: row[:2]):
        need = needs(rule)
        if need == "all facts":
            yield from group
            continue
        held = [next(group)]
        value = held[0][VALUE]
        for row in group:  # noqa: B031 (it goes on behind the first)
            held.append(row)
            if need == "shared keys" or row[VALUE] != value:
                yield from held
                yield from group  # noqa: B031
                break


class _Blocks:
    """Texts by number, and runs of rows, one behind another in one temporary file that goes with the object."""

    def __init__(self) -> None:
        import tempfile  # few pages do without

        self._file: IO[bytes] = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        self._places: dict[int, list[tuple[int, int]]] = {}

    @property
    def numbers(self) -> Collection[int]:
        """The numbers that there are texts of."""
        return self._places.keys()

    def put(self, number: int, text: str) -> None:
        """Keep a text under a number that may have others."""
        self._places.setdefault(number, []).append(self._written(text))

    def texts(self, number: int) -> Iterator[str]:
        """The texts that a number has by now, in the order in which they were put."""
        return (self._read(*place) for place in tuple(self._places.get(number, ())))

    def run(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Put rows into the file; they come back from there a few at a time."""
        parts = range(0, len(rows), _ROWS_A_LINE)
        places = [self._written(json.dumps(rows[at : at + _ROWS_A_LINE])) for at in parts]
        return (tuple(row) for place in places for row in json.loads(self._read(*place)))

    def _written(self, text: str) -> tuple[int, int]:
        at, data = self._file.seek(0, 2), memoryview(text.encode("utf-8", "surrogatepass"))
        done = 0
        while done < len(data):  # a disk that fills up takes the first part only
            done += self._file.write(data[done:])
        return at, done

    def _read(self, at: int, length: int) -> str:
        self._file.seek(at)
        return self._file.read(length).decode("utf-8", "surrogatepass")
