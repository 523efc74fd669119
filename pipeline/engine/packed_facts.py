"""The facts of one page as text: they travel and are kept as they are, and are read only to be judged.

The first line holds what the facts share (locale, path, translation type and silenced rules); each line after it the
facts of one portion, behind the portion's number: only portions that changed are read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, overload

from pipeline.results.fact import Fact
from pipeline.results.place import NOWHERE, Place
from pipeline.rules.docset import portion
from pipeline.rules.registry import entries

Row = tuple[Any, ...]
"""A fact as plain values, in the order in which facts are sorted."""

VALUE = 6
"""Where the value stands in a row."""


class PackedFacts(Sequence[Fact]):
    """The facts of one page.

    `kept` says that they come from the cache, and are what they were when it was written; `former` is what the cache
    held of a page that has changed since.
    """

    __slots__ = ("_digest", "former", "kept", "text")

    def __init__(self, text: str, digest: str = "", *, kept: bool = False) -> None:
        self.text = text
        self.kept = kept
        self.former: PackedFacts | None = None
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
        return fact_of(next(rows_of(json.loads(head), rest.partition("\n")[0]))) if head else None

    def changed_from(self, other: PackedFacts) -> set[int]:
        """The portions in which the facts differ from another page state's."""
        if self.text == other.text:
            return set()
        head, *lines = self.text.split("\n")
        other_head, *other_lines = other.text.split("\n")
        differ = set(lines) ^ set(other_lines) if head == other_head else (*lines, *other_lines)
        return {number_of(line) for line in differ}

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
                yield from map(fact_of, rows_of(shared, line))

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


def _packed(facts: Sequence[Fact]) -> str:
    names = _names()
    shared: dict[tuple[str, str, str, frozenset[str]], int] = {}
    portions: dict[int, list[list[Any]]] = {}
    for rule, key, locale, path, place, value, translation_type, silenced in facts:
        about = (locale, path, translation_type, silenced)
        row: list[Any] = [names.get(rule, rule), shared.setdefault(about, len(shared)), key, value]
        if place != NOWHERE:
            row += place
        portions.setdefault(portion(rule, key), []).append(row)
    heads = [[*about, *sorted(silenced)] for *about, silenced in shared]
    lines = [_json(heads)]
    lines += [f"{number}:{_json(rows)}" for number, rows in portions.items()]
    return "\n".join(lines)


@cache
def _names() -> dict[str, int]:
    """Short numbers for the rules, the same in every process; they need none of their modules."""
    return {name: number for number, name in enumerate(entries())}


@cache
def _rules() -> dict[int | str, str]:
    return {number: name for name, number in _names().items()}


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_json = _ENCODER.encode


def number_of(line: str) -> int:
    """The portion that a line holds the facts of."""
    return int(line[: line.index(":")])


def rows_of(shared: Any, line: str) -> Iterator[Row]:
    """The facts in a line; `shared` is the first line of its page, parsed."""
    rules = _rules()
    for rule, about, key, value, *place in json.loads(line[line.index(":") + 1 :]):
        locale, path, kind, *silenced = shared[about]
        start, end, *rest = place or NOWHERE
        name = rules.get(rule, rule)
        yield (name, key, locale, path, start, end, value, kind, *rest, *silenced)


def fact_of(row: Row) -> Fact:
    """The fact of a row."""
    rule, key, locale, path, start, end, value, kind, *rest = row
    line, column, end_line, end_column, unit, *silenced = rest
    place = Place(start, end, line, column, end_line, end_column, unit)
    return Fact(rule, key, locale, path, place, value, kind, frozenset(silenced))
