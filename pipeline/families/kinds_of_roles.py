"""The kinds of values in a family file that are about roles: keys, words and what a build writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field
from typing import Any

from pipeline.families.family import ROLES, Provenance
from pipeline.families.keys import KeyPath
from pipeline.families.toml_places import Path as TomlPath
from pipeline.families.toml_source import TomlSource as Source


def _role(source: Source, role: str, path: TomlPath) -> str:
    plain = role.replace(" ", "-").replace("_", "-")
    if plain not in ROLES:
        source.fail(path, f"unknown role `{role}`; known are {', '.join(ROLES)}")
    return plain


def read_roles(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
    """A list of roles."""
    found = source.each(value, path)
    return tuple(_role(source, one, (*path, index)) for index, one in enumerate(found))


def read_key(source: Source, value: Any, path: TomlPath) -> KeyPath | None:
    """The key of a role; None for the empty text."""
    if value == "":
        return None
    if not isinstance(value, str):
        source.fail(path, "must be text: the name of a key")
    with source.errors(path):
        key = KeyPath.parse(value)
        if key.has_wildcard:
            raise ValueError("must be one key, without `*`")
    return key


def read_type(
    source: Source, value: Any, path: TomlPath
) -> tuple[KeyPath | None, dict[str, tuple[str, ...]]]:
    """The key of the role `type`, and the words that stand for MT and HT."""
    if isinstance(value, str):
        return read_key(source, value, path), {"MT": ("MT",), "HT": ("HT",)}
    if not isinstance(value, dict) or "key" not in value:
        source.fail(path, "must be a key, or a table with `key`, `MT` and `HT`")
    words: dict[str, tuple[str, ...]] = {}
    for name, said in value.items():
        if name in ("MT", "HT"):
            words[name] = tuple(source.each(said, (*path, name)))
        elif name != "key":
            message = f"unknown key `{name}`; known are key, MT, HT"
            source.fail((*path, name), message, at_key=True)
    return read_key(source, value["key"], (*path, "key")), words


def read_write(
    source: Source, value: Any, path: TomlPath, provenance: Provenance
) -> dict[str, KeyPath]:
    """Roles with the key that each is written to; in a list, it is the one that is read."""
    keys: Mapping[str, KeyPath | None]
    if isinstance(value, list):
        found = enumerate(source.each(value, path))
        keys = {
            role: provenance.role(role)
            for role in (_role(source, one, (*path, at)) for at, one in found)
        }
    else:
        table = source.table(value, path, "role = key, or a list of roles")
        keys = {
            _role(source, role, (*path, role)): read_key(source, key, (*path, role))
            for role, key in table.items()
        }
    written: dict[str, KeyPath] = {}
    for role, key in keys.items():
        if key is None:
            source.fail(path, f"the family has no key for the role `{role}`")
        written[role] = key
    return written
