"""Where keys and values stand in a TOML file, which `tomllib` does not tell.

Only for text that `tomllib` has read: what is no TOML is not found out here.
"""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

Path = tuple[str | int, ...]


class Spot(NamedTuple):
    """Where a key begins, and from where to where its value stands: 0-based characters."""

    key: int
    start: int
    end: int


_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*+"|'[^']*'""")
_SPACES = re.compile(r"[ \t]*+")
_STRING = re.compile(
    r'''"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*+"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:[^"\\]|\\.)*+"|\'[^\']*\''''
)
_BARE = re.compile(r"[^,\]}#\r\n]*")


def places(text: str) -> dict[Path, Spot]:
    """Where each key and item of a TOML file stands, by its path; items of arrays count from 0."""
    found: dict[Path, Spot] = {}
    tables: dict[Path, int] = {}
    table: Path = ()
    at = 0
    while True:
        at = _skip(text, at)
        if at >= len(text):
            return found
        if text[at] == "[":
            twice = text.startswith("[[", at)
            name, end = _key(text, _skip(text, at + (2 if twice else 1)))
            table = _in_arrays(name, tables)
            if twice:
                tables[table] = tables.get(table, -1) + 1
                found.setdefault(table, Spot(at, at, end))
                table = (*table, tables[table])
            found[table] = Spot(at, at, end)
            at = _skip(text, end) + (2 if twice else 1)
        else:
            at = _pair(text, at, table, found)


def _in_arrays(name: Path, tables: dict[Path, int]) -> Path:
    """The path of a table's header, with the numbers of the arrays' items that it is in."""
    path: Path = ()
    for index, part in enumerate(name):
        path = (*path, part)
        if index < len(name) - 1 and path in tables:
            path = (*path, tables[path])
    return path


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _skip_spaces(text: str, at: int) -> int:
    match = _SPACES.match(text, at)
    return match.end() if match else at


def _key(text: str, at: int) -> tuple[tuple[str, ...], int]:
    parts: list[str] = []
    while match := _KEY.match(text, at):
        part = match[0]
        parts.append(part if part[0] not in "\"'" else _string(part))
        at = match.end()
        dot = _skip_spaces(text, at)
        if text[dot : dot + 1] != ".":
            break
        at = _skip_spaces(text, dot + 1)
    return tuple(parts), at


def _string(written: str) -> str:
    return str(tomllib.loads(f"x = {written}")["x"])


def _pair(text: str, at: int, table: Path, found: dict[Path, Spot]) -> int:
    """Read `key = value` from `at`; return where it ends."""
    name, end = _key(text, at)
    start = _skip(text, text.index("=", end) + 1)
    path = (*table, *name)
    end = _value(text, start, path, found)
    for depth in range(len(table) + 1, len(path)):
        found.setdefault(path[:depth], Spot(at, at, end))
    found[path] = Spot(at, start, end)
    return end


def _value(text: str, at: int, path: Path, found: dict[Path, Spot]) -> int:
    first = text[at]
    if first == "{":
        at = _skip(text, at + 1)
        while text[at] != "}":
            at = _skip(text, _pair(text, at, path, found))
            at = _skip(text, at + 1) if text[at] == "," else at
        return at + 1
    if first == "[":
        at = _skip(text, at + 1)
        index = 0
        while text[at] != "]":
            end = _value(text, at, (*path, index), found)
            found[(*path, index)] = Spot(at, at, end)
            index += 1
            at = _skip(text, end)
            at = _skip(text, at + 1) if text[at] == "," else at
        return at + 1
    match = _STRING.match(text, at) or _BARE.match(text, at)
    end = match.end() if match else at
    return at + len(text[at:end].rstrip())
