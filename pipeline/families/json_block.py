"""One value of a JSON block, set in place."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from pipeline.families.roles import RoleEdit
from pipeline.files.decoding import line_end
from pipeline.files.splice import Splice

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class _Member(NamedTuple):
    """A member of an object: its name, where the name begins, and from where to where its value stands."""

    name: str
    at: int
    start: int
    end: int


def set_value(text: str, start: int, _end: int, edit: RoleEdit) -> Splice:
    """The edit of `text`, whose block begins at an offset, that sets a value at a place of nested keys."""
    at = start
    for depth, part in enumerate(edit.place):
        members, close = _members(text, at)
        found = [member for member in members if member.name == part]
        if not found:
            return _added(text, members, close, edit, depth)
        last = found[-1]
        if depth == len(edit.place) - 1 or text[last.start] != "{":
            return Splice(last.start, last.end, _nested(edit, depth + 1))
        at = last.start
    raise AssertionError("a place has at least one key")


def places(text: str, at: int) -> dict[tuple[str | int, ...], tuple[int, int]]:
    """Where each value of the object that begins at an offset stands, by its place in the nested data."""
    found: dict[tuple[str | int, ...], tuple[int, int]] = {}
    waiting: list[tuple[tuple[str | int, ...], int]] = [((), at)]
    while waiting:
        outer, at = waiting.pop()
        for name, start, end in _children(text, at):
            found[*outer, name] = start, end
            if text[start] in "{[":
                waiting.append(((*outer, name), start))
    return found


def _children(text: str, at: int) -> list[tuple[str | int, int, int]]:
    if text[at] == "{":
        return [(one.name, one.start, one.end) for one in _members(text, at)[0]]
    found: list[tuple[str | int, int, int]] = []
    at = _skip(text, at + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        found.append((len(found), at, end))
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at
    return found


def _members(text: str, at: int) -> tuple[list[_Member], int]:
    """The members of the object that begins at an offset, and where its `}` stands."""
    found = []
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, end = _DECODER.raw_decode(text, at)
        start = _skip(text, _skip(text, end) + 1)
        _, stop = _DECODER.raw_decode(text, start)
        found.append(_Member(name, at, start, stop))
        at = _skip(text, stop)
        at = _skip(text, at + 1) if text[at] == "," else at
    return found, at


def _added(text: str, members: list[_Member], close: int, edit: RoleEdit, depth: int) -> Splice:
    """The edit that adds a member behind the last one, on a line of its own where that one has one."""
    pair = f"{json.dumps(edit.place[depth], ensure_ascii=False)}: {_nested(edit, depth + 1)}"
    if not members:
        eol = line_end(text)
        return Splice(close, close, f"  {pair}{eol}" if text[close - 1] == "\n" else pair)
    last = members[-1]
    line = text.rfind("\n", 0, last.at) + 1
    indent = text[line : last.at]
    gap = line_end(text) + indent if line and not indent.strip() else " "
    return Splice(last.end, last.end, f",{gap}{pair}")


def _nested(edit: RoleEdit, depth: int) -> str:
    inside: str | dict[str, object] = edit.value
    for part in reversed(edit.place[depth:]):
        inside = {part: inside}
    return json.dumps(inside, ensure_ascii=False)


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
