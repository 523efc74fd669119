"""Front matter that needs no YAML parser, which takes longer than all else that is asked of most pages.

Most blocks are lines of `key: value`, with lists below a key, and no value in them could be read otherwise than it
looks. Of any other block nothing is said, and the parser is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from pipeline.markdown.yaml_loader import MOST_NODES, TEXT

_LONGEST_KEY = 128  # characters; YAML ends at 1,024
_ITEM = "- "
_NO_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_RESOLVER = yaml.resolver.Resolver()


class Plain(NamedTuple):
    """What a block says: the keys as they stand (one that stands twice comes twice), and the last value of each."""

    names: tuple[str, ...]
    values: Mapping[str, Any]


def read_plain(block: str) -> Plain | None:
    """The texts and lists of texts of a block of YAML, None for an empty value; None where only the parser can tell."""
    names: list[str] = []
    values: dict[str, Any] = {}
    items: list[str] | None = None  # of the list below the last key
    indent = ""
    lines = block.split("\n")
    if (
        len(lines) > MOST_NODES // 2
    ):  # a line has a key and a value: the parser says whether it is too much
        return None
    for line in lines:
        said = _line(line)
        if said is None:
            return None
        name, before, text = said
        if name:
            names.append(name)
            values[name] = text
            items = [] if text is None else None
        elif text is not None:
            if items is None or (items and before != indent):
                return None
            indent = before
            items.append(text)
            values[names[-1]] = items
    return Plain(tuple(names), values)


def plain_place(block: str, name: str) -> tuple[int, int]:
    """Where the last text under a key stands, quotes and all, in a block that `read_plain` reads."""
    start = (
        block.rfind(f"\n{name}:") + 1 + len(name) + 1
    )  # that of the first line where none is behind it
    end = block.find("\n", start)
    value = block[start : end if end >= 0 else len(block)].rstrip("\r").rstrip(" ")
    return start + len(value) - len(value.lstrip(" ")), start + len(value)


@lru_cache(4096)
def _line(line: str) -> tuple[str, str, str | None] | None:
    """Key, indent and text of a line; without a key it is an item of a list, without both it is empty.

    None where only the parser can tell. Pages say the same lines again and again.
    """
    line = line.removesuffix("\r").rstrip(" ")
    if not line:
        return "", "", None
    name, colon, value = line.partition(":")
    if colon and name[:1].isalpha():
        if not _is_key(name) or value[:1] not in ("", " "):
            return None
        indent, value = "", value.lstrip(" ")
        if not value:
            return name, "", None
    else:
        item = line.lstrip(" ")
        name, indent, value = "", line[: -len(item)], item[2:].lstrip(" ")
        if item[:2] != _ITEM or not value:
            return None
    text = _text(value)
    return None if text is None else (name, indent, text)


def _is_key(name: str) -> bool:
    """Is it a name of letters, digits, `.`, `-`, `_` and single spaces, and none of YAML's words for yes and no?"""
    if len(name) > _LONGEST_KEY or not name.isascii() or name.lower() in _NO_TEXT:
        return False
    return all(
        word.strip(".-_").replace(".", "").replace("-", "").replace("_", "").isalnum()
        for word in name.split(" ")
    )


def _text(value: str) -> str | None:
    """The text that a value on one line stands for; None where it may be something else."""
    if not value.isprintable():
        return None
    first = value[:1]
    if first in "\"'":
        inner = value[1:-1]
        fine = len(value) > 1 and value[-1] == first and first not in inner and "\\" not in inner
        return inner if fine else None
    if not first.isalnum() or ": " in value or " #" in value or value[-1] == ":":
        return None
    if not first.isalpha() or value.lower() in _NO_TEXT:
        tag = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
        return value if tag == TEXT else None
    return value
