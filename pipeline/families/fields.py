"""Fields of a family that keys of its file fill: each knows the kind of its value and says what it is for."""

from __future__ import annotations

from dataclasses import Field, field, fields
from typing import Any


def key(kind: str, doc: str, default: Any = "", **more: Any) -> Any:
    """A field that a key of `family.toml` fills. `kind` says how its value is read (`kinds`)."""
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={"kind": kind, "doc": doc, **more})
    return field(default=default, metadata={"kind": kind, "doc": doc, **more})


def toml_name(item: Field[Any]) -> str:
    """The key in `family.toml` that fills a field."""
    return item.name.replace("_", "-")


def toml_fields(table: type) -> dict[str, Field[Any]]:
    """The fields of a table of `family.toml` by the key that fills them."""
    return {
        toml_name(item): item
        for item in fields(table)
        if item.metadata.get("kind", "none") != "none"
    }
