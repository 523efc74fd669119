"""Data files with texts of a family: which files, and where their texts stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.families.detect import fits_glob
from pipeline.families.keys import KeyPath, Place, value_at


def keys_for(strings: Mapping[str, tuple[KeyPath, ...]], path: str) -> tuple[KeyPath, ...]:
    """The keys whose values are texts in a file (its path from the root, with `/`); empty where it is none."""
    return tuple(key for glob, keys in strings.items() if fits_glob(path, glob) for key in keys)


def texts(keys: tuple[KeyPath, ...], data: Any) -> Iterator[tuple[Place, str]]:
    """The texts of a data file that are units, with their places in it; a place that two keys fit comes once."""
    seen: set[Place] = set()
    for key in keys:
        for place in key.places(data):
            value = value_at(data, place)
            if place not in seen and isinstance(value, str) and value.strip():
                seen.add(place)
                yield place, value
