"""Paths to values in nested data: front matter, and data files with strings.

`l10n.sourceCommit` is the key `sourceCommit` in the mapping `l10n`. A quoted part is one key with its dots:
`"ms.date"`. In paths that may fit several values, `*` is any key or item, `**` any number of them, and a final
`<key>` is the key itself instead of its value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import re2

_PART = re2.compile(r'(?:"([^"]+)"|([^".\s][^".]*))(?:\.|$)')
ANY, ANY_DEPTH, THE_KEY = "*", "**", "<key>"
_DEEPEST = 32

Place = tuple[str | int, ...]
"""Where a value stands in nested data: keys and indexes of items."""


@dataclass(frozen=True, slots=True)
class KeyPath:
    """A path, as it is written and in parts."""

    text: str
    parts: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> KeyPath:
        """The path that `text` writes. Raises ValueError where it is none."""
        parts: list[str] = []
        at = 0
        while at < len(text) or not parts:
            match = _PART.match(text, at)
            if match is None:
                raise ValueError(
                    f'{text!r} is no key; write `key`, `outer.inner` or `"key.with.dots"`'
                )
            parts.append(match[1] or match[2])
            at = match.end()
        if text.endswith("."):
            raise ValueError(f"{text!r} ends with a dot")
        return cls(text, tuple(parts))

    @property
    def has_wildcard(self) -> bool:
        """May it fit several values?"""
        return any(part in (ANY, ANY_DEPTH, THE_KEY) for part in self.parts)

    def place(self, values: Mapping[str, Any]) -> tuple[str, ...] | None:
        """Where the value stands: the nested keys, or one key that is written with the dots; None where nowhere."""
        if _value(values, self.parts) is not _NOTHING:
            return self.parts
        return (self.text,) if self.text in values else None

    def value(self, values: Mapping[str, Any]) -> Any:
        """The value in a mapping; None where there is none."""
        place = self.place(values)
        return None if place is None else _value(values, place)

    def fits_any(self, values: Mapping[str, Any]) -> bool:
        """Has a mapping a value there? `*` in a part stands for any letters, and the whole path for a key with dots."""
        if self.place(values) is not None:
            return True
        if "*" not in self.text:
            return False
        whole = ".".join(self.parts)
        return any(fnmatchcase(str(key), whole) for key in values) or any(self.places(values))

    def places(self, data: Any) -> Iterator[Place]:
        """Where every value stands that the path fits, in the order of the data."""
        yield from dict.fromkeys(_places(data, self.parts, ()))


_NOTHING = object()


def _value(values: Any, parts: Sequence[str]) -> Any:
    for part in parts:
        if not isinstance(values, Mapping) or part not in values:
            return _NOTHING
        values = values[part]
    return values


def value_at(data: Any, place: Place) -> Any:
    """The value at a place that `KeyPath.places` gave; the key itself where it ends with `<key>`."""
    if place and place[-1] == THE_KEY:
        return place[-2]
    for part in place:
        data = data[part]
    return data


def _places(data: Any, parts: Sequence[str], done: Place) -> Iterator[Place]:
    if not parts:
        yield done
        return
    if len(done) > _DEEPEST:
        return
    first, rest = parts[0], parts[1:]
    if first == THE_KEY:
        if done and isinstance(done[-1], str) and not rest:
            yield (*done, THE_KEY)
        return
    if first == ANY_DEPTH:
        yield from _places(data, rest, done)
    for key, value in _children(data):
        if first == ANY_DEPTH:
            yield from _places(value, parts, (*done, key))
        elif first in (ANY, key):
            yield from _places(value, rest, (*done, key))


def _children(data: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(data, Mapping):
        yield from ((key, value) for key, value in data.items() if isinstance(key, str))
    elif isinstance(data, list):
        yield from enumerate(data)
