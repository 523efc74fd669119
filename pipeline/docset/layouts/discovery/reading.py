"""Settings files of other programs as plain values; one that cannot be read is None, with no word more."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import yaml

from pipeline.docset.layouts.discovery import javascript

MOST_NODES = 20_000


def read_yaml(text: str) -> Any:
    """The value of a YAML document. Tags of programs (`!ENV`, `!!python/name:…`) are ignored, and run nothing."""
    try:
        node = yaml.compose(text, yaml.CSafeLoader)
        return None if node is None else _plain(node, [MOST_NODES])
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def read_toml(text: str) -> Any:
    """The value of a TOML document."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def read_json(text: str) -> Any:
    """The value of a JSON document; with comments, as far as its literals go."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return next(javascript.values(f"x = {text}", "x"), None)


def read(name: str, text: str) -> Any:
    """The value of a settings file, by the end of its name."""
    ending = name.rpartition(".")[2].lower()
    readers = {"yml": read_yaml, "yaml": read_yaml, "toml": read_toml, "json": read_json}
    return readers[ending](text) if ending in readers else None


def get(value: Any, *keys: str) -> Any:
    """What stands under keys inside each other, whatever their case; None where a step is missing."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = next(
            (inner for name, inner in value.items() if str(name).lower() == key.lower()), None
        )
    return value


def _plain(node: yaml.Node, left: list[int]) -> Any:
    """A tree as values. Raises ValueError where aliases make it larger than any settings file."""
    left[0] -= 1
    if left[0] < 0:
        raise ValueError("too many values")
    if isinstance(node, yaml.MappingNode):
        return {
            str(key.value): _plain(value, left)
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode)
        }
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, left) for one in node.value]
    if node.tag == "tag:yaml.org,2002:bool":
        return str(node.value).lower() in ("true", "yes", "on")
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
