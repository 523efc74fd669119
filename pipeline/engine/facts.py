"""The facts of all pages, as text until they are judged, and sorted then: in little memory, however many there are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, islice
from typing import IO

from pipeline.engine.packed_facts import VALUE, PackedFacts, Row, fact_of, number_of, rows_of
from pipeline.rules.docset import Fact, compared

_SORTED_AT_ONCE = 4_000  # rows
_ROWS_A_LINE = 25
_HELD = 1 << 22  # characters of facts that are held in memory


class Facts:
    """Takes facts in any order and gives them sorted, as often as is asked. Many of them wait in a file."""

    def __init__(self, held: int = _HELD, at_once: int = _SORTED_AT_ONCE) -> None:
        self.pages = 0
        self.changed: set[int] = set()
        self._file: IO[str] | None = None
        self._waiting: list[str] = []
        self._room = held
        self._any = False
        self._at_once = at_once
        self._hash = hashlib.blake2b(digest_size=20)
        self._former = hashlib.blake2b(digest_size=20)

    def add(self, facts: Sequence[Fact]) -> None:
        """Take the facts of a page."""
        packed = PackedFacts.of(facts)
        self.pages += 1
        former = packed.former or _NOTHING
        self._former.update(former.digest.encode())
        if former is not packed:
            self.changed |= packed.changed_from(former)
        if packed:
            self._any = True
            self._hash.update(packed.digest.encode())
            if self._file is None:
                self._waiting.append(packed.text)
                self._room -= len(packed.text)
                if self._room < 0:
                    self._into_file()
            else:
                self._file.write(packed.text + "\n")

    def _into_file(self) -> None:
        import tempfile  # few pages do without

        self._file = tempfile.TemporaryFile(  # noqa: SIM115 (closed by `close`)
            "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
        )
        self._file.writelines(f"{text}\n" for text in self._waiting)
        self._waiting.clear()

    def __bool__(self) -> bool:
        return self._any

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

        Facts that all have one value under their key, and so come to nothing where a rule compares them, are left out.
        """
        runs: list[Iterable[Row]] = []
        rows = self._rows(wanted)
        waiting: _Runs | None = None
        while run := sorted(islice(rows, self._at_once)):
            if len(run) == self._at_once:
                waiting = waiting or _Runs()
                runs.append(waiting.kept(run))
            else:
                runs.append(run)
        all_rows = merge(*runs) if len(runs) > 1 else (runs or [[]])[0]
        for number, group in groupby(all_rows, key=lambda row: row[0]):
            yield number, map(fact_of, _differing(group, all_of_them=not compared(number)))

    def close(self) -> None:
        """Let the facts go."""
        self._any = False
        self._waiting.clear()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _rows(self, wanted: Collection[int] | None) -> Iterator[Row]:
        lines: Iterable[str] = (line for text in self._waiting for line in text.split("\n"))
        if self._file is not None:
            self._file.seek(0)
            lines = self._file
        head, known, shared = "", "", None
        for line in lines:
            if line[0] == "[":
                head = line
            elif wanted is None or number_of(line) in wanted:
                if head is not known:
                    known, shared = head, json.loads(head)
                yield from rows_of(shared, line)


_NOTHING = PackedFacts("")


def _differing(rows: Iterable[Row], *, all_of_them: bool) -> Iterator[Row]:
    """Sorted rows without those that all have one value under their key; or `all_of_them`."""
    if all_of_them:
        yield from rows
        return
    for _, group in groupby(rows, key=lambda row: row[1:3]):
        same = [next(group)]
        value = same[0][VALUE]
        for row in group:  # noqa: B031 (it goes on behind the first)
            same.append(row)
            if row[VALUE] != value:
                yield from same
                yield from group  # noqa: B031
                break


class _Runs:
    """Sorted runs of rows, put one behind another into a file until they are merged; one file, however many runs."""

    def __init__(self) -> None:
        import tempfile

        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed when nothing refers to it any more)
        self._end = 0

    def kept(self, run: list[Row]) -> Iterator[Row]:
        """Put a run into the file; its rows come from there."""
        start = self._file.seek(self._end)
        for at in range(0, len(run), _ROWS_A_LINE):
            self._file.write(json.dumps(run[at : at + _ROWS_A_LINE]).encode() + b"\n")
        self._end = self._file.tell()
        return self._again(start, self._end)

    def _again(self, at: int, end: int) -> Iterator[Row]:
        while at < end:
            self._file.seek(at)
            line = self._file.readline()
            at += len(line)
            yield from map(tuple, json.loads(line))
