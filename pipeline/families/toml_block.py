"""One value of a TOML block, set in place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from pipeline.families.roles import RoleEdit
from pipeline.families.toml_places import Path, Spot, places
from pipeline.files.decoding import line_end
from pipeline.files.splice import Splice

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def set_value(text: str, start: int, end: int, edit: RoleEdit) -> Splice:
    """The edit of `text`, whose block stands between two offsets, that sets a value at a place of nested keys."""
    block = text[start:end]
    spots = places(block)
    spot = spots.get(edit.place)
    if spot is not None:
        written = block[spot.start : spot.end]
        literal = written[:1] == "'" and "'" not in edit.value and edit.value.isprintable()
        new = f"'{edit.value}'" if literal else _string(edit.value)
        return Splice(start + spot.start, start + spot.end, new)
    eol = line_end(text) if text else "\n"
    for depth in range(len(edit.place) - 1, 0, -1):
        outer: Path = edit.place[:depth]
        found = spots.get(outer)
        if found is None:
            continue
        if block[found.start : found.start + 1] == "{":
            gap = (
                ", " if any(path[:depth] == outer and len(path) > depth for path in spots) else " "
            )
            inside = block[: found.end - 1].rstrip()
            at = start + len(inside)
            return Splice(at, at, f"{gap}{_pair(edit, depth)}")
        if block[found.key : found.key + 1] == "[":
            line = block.find("\n", found.end)
            at = start + (len(block) if line < 0 else line + 1)
            return Splice(at, at, _pair(edit, depth) + eol)
        break  # a dotted key: another one beside it
    at = start + _before_tables(block, spots)
    return Splice(at, at, _pair(edit, 0) + eol)


def _before_tables(block: str, spots: Mapping[Path, Spot]) -> int:
    """Where a key that belongs to no table can be added: before the first table's header, else at the end."""
    headers = [
        spot.key
        for path, spot in spots.items()
        if isinstance(path[-1], str) and spot.key == spot.start and block[spot.key] == "["
    ]
    return block.rfind("\n", 0, min(headers)) + 1 if headers else len(block)


def _pair(edit: RoleEdit, depth: int) -> str:
    name = ".".join(part if _BARE.fullmatch(part) else _string(part) for part in edit.place[depth:])
    return f"{name} = {_string(edit.value)}"


def _string(value: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
