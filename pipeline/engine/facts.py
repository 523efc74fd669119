"""The facts of all pages, as text until they are judged, and sorted then: in little memory, however many there are.

The text of a page has a first line with what its facts share (rules; locale, path, translation type and silenced
rules) and a line for each portion of the facts that it has a part in: only portions that changed are read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, islice
from typing import IO, Any, overload

from pipeline.rules.docset import Fact, compared, portion
from pipeline.rules.place import Place

_SORTED_AT_ONCE = 30_000
_ROWS_A_LINE = 200
_HELD = 1 << 22  # characters of facts that are held in memory

Row = tuple[Any, ...]
"""A fact as plain values, behind the number of its portion, in the order in which facts are sorted."""


class PackedFacts(Sequence[Fact]):
    """The facts of one page as text: they travel and are kept as they are, and are read only to be judged."""

    __slots__ = ("_digest", "text")

    def __init__(self, text: str, digest: str = "") -> None:
        self.text = text
        self._digest = digest

    @property
    def digest(self) -> str:
        """The same for the same facts."""
        if not self._digest and self.text:
            data = self.text.encode("utf-8", "surrogatepass")
            self._digest = hashlib.blake2b(data, digest_size=20).hexdigest()
        return self._digest

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> PackedFacts:
        """Facts, packed; those that are packed already are left as they are."""
        if isinstance(facts, PackedFacts):
            return facts
        return cls(_packed(facts) if facts else "")

    def first(self) -> Fact | None:
        """The first fact, without reading the others."""
        head, _, rest = self.text.partition("\n")
        return _fact(next(_rows(json.loads(head), rest.partition("\n")[0]))) if head else None

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __iter__(self) -> Iterator[Fact]:
        """The facts, those of a portion one after another."""
        if self.text:
            head, *lines = self.text.split("\n")
            shared = json.loads(head)
            for line in lines:
                yield from map(_fact, _rows(shared, line))

    @overload
    def __getitem__(self, index: int) -> Fact: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fact]: ...
    def __getitem__(self, index: int | slice) -> Fact | Sequence[Fact]:
        return list(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedFacts) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


class Facts:
    """Takes facts in any order and gives them sorted, as often as is asked. Many of them wait in a file."""

    def __init__(self, held: int = _HELD, at_once: int = _SORTED_AT_ONCE) -> None:
        self.pages = 0
        self._file: IO[str] | None = None
        self._waiting: list[str] = []
        self._room = held
        self._any = False
        self._at_once = at_once
        self._hash = hashlib.blake2b(digest_size=20)

    def add(self, facts: Sequence[Fact]) -> None:
        """Take the facts of a page."""
        packed = PackedFacts.of(facts)
        self.pages += 1
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

    def digests(self) -> dict[int, str]:
        """A digest of each portion, by its number."""
        hashes: dict[int, Any] = {}
        for head, number, line in self._lines():
            if number not in hashes:
                hashes[number] = hashlib.blake2b(digest_size=20)
            hashes[number].update((head.rstrip() + line.rstrip()).encode("utf-8", "surrogatepass"))
        return {number: one.hexdigest() for number, one in hashes.items()}

    def sorted(self, wanted: Collection[int] | None = None) -> Iterator[tuple[int, Iterator[Fact]]]:
        """The facts of each portion (of those that are `wanted`), sorted.

        Facts that all have one value under their key, and so come to nothing where a rule compares them, are left out.
        """
        runs: list[Iterable[Row]] = []
        rows = self._rows(wanted)
        while run := sorted(islice(rows, self._at_once)):
            runs.append(run if len(run) < self._at_once else _kept(run))
        all_rows = merge(*runs) if len(runs) > 1 else (runs or [[]])[0]
        for number, group in groupby(all_rows, key=lambda row: row[0]):
            yield number, map(_fact, _differing(group, all_of_them=not compared(number)))

    def close(self) -> None:
        """Let the facts go."""
        self._any = False
        self._waiting.clear()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _lines(self) -> Iterator[tuple[str, int, str]]:
        """Each line with the first one of its page and the number of its portion."""
        lines: Iterable[str] = (line for text in self._waiting for line in text.split("\n"))
        if self._file is not None:
            self._file.seek(0)
            lines = self._file
        head = ""
        for line in lines:
            if line[0] == "[":
                head = line
            else:
                yield head, int(line[: line.index(":")]), line

    def _rows(self, wanted: Collection[int] | None) -> Iterator[Row]:
        known, shared = "", None
        for head, number, line in self._lines():
            if wanted is None or number in wanted:
                if head is not known:
                    known, shared = head, json.loads(head)
                yield from _rows(shared, line)


def _differing(rows: Iterable[Row], *, all_of_them: bool) -> Iterator[Row]:
    """Sorted rows without those that all have one value under their key; or `all_of_them`."""
    if all_of_them:
        yield from rows
        return
    for _, group in groupby(rows, key=lambda row: row[1:3]):
        same = [next(group)]
        value = same[0][_VALUE]
        for row in group:  # noqa: B031 (it goes on behind the first)
            same.append(row)
            if row[_VALUE] != value:
                yield from same
                yield from group  # noqa: B031
                break


_VALUE = 7  # where the value stands in a row


def _packed(facts: Sequence[Fact]) -> str:
    rules: dict[str, int] = {}
    shared: dict[tuple[str, str, str, frozenset[str]], int] = {}
    portions: dict[int, list[list[Any]]] = {}
    for fact in facts:
        place = fact.place
        about = (fact.locale, fact.path, fact.translation_type, fact.silenced)
        row: list[Any] = [
            rules.setdefault(fact.rule, len(rules)),
            shared.setdefault(about, len(shared)),
            fact.key,
            fact.value,
        ]
        if place != _NOWHERE:
            row += [place.start, place.end, place.line, place.column, place.end_line]
            row += [place.end_column, place.unit]
        portions.setdefault(portion(fact.rule, fact.key), []).append(row)
    heads = [[*about, *sorted(silenced)] for *about, silenced in shared]
    lines = [_json([list(rules), heads])]
    lines += [f"{number}:{_json(rows)}" for number, rows in portions.items()]
    return "\n".join(lines)


_NOWHERE = Place()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_json = _ENCODER.encode


def _rows(shared: Any, line: str) -> Iterator[Row]:
    """The facts in a line."""
    number, _, text = line.partition(":")
    rules, heads = shared
    for rule, about, key, value, *place in json.loads(text):
        locale, path, kind, *silenced = heads[about]
        start, end, *rest = place or _NO_PLACE
        yield (int(number), rules[rule], key, locale, path, start, end, value, kind, *rest, *silenced)  # fmt: skip


_NO_PLACE = (-1, -1, 0, 0, 0, 0, "")


def _kept(run: list[Row]) -> Iterator[Row]:
    """Sorted rows, put into a file until they are wanted."""
    import tempfile

    file = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass")  # noqa: SIM115 (closed when it was read)
    for at in range(0, len(run), _ROWS_A_LINE):
        file.write(json.dumps(run[at : at + _ROWS_A_LINE]) + "\n")
    return _again(file)


def _again(file: IO[str]) -> Iterator[Row]:
    with file:
        file.seek(0)
        for line in file:
            yield from map(tuple, json.loads(line))


def _fact(row: Row) -> Fact:
    """The fact of a row."""
    _, rule, key, locale, path, start, end, value, kind, *rest = row
    line, column, end_line, end_column, unit, *silenced = rest
    place = Place(start, end, line, column, end_line, end_column, unit)
    return Fact(rule, key, locale, path, place, value, kind, frozenset(silenced))
