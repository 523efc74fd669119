"""Data files with texts of a family: which files they are, and under which keys their texts stand."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.families.detect import fits_glob
from pipeline.families.keys import KeyPath

LOCALE = "{locale}"
"""Stands in a glob for what a locale is called there."""


def keys_for(
    strings: Mapping[str, tuple[KeyPath, ...]], path: str, locale: str = "*"
) -> tuple[KeyPath, ...]:
    """The keys whose values are texts in a file (its path from the root, with `/`); empty where it is none.

    `locale` is what the file's locale is called, any name where it is not given.
    """
    return tuple(
        key
        for glob, keys in strings.items()
        if fits_glob(path, glob.replace(LOCALE, locale, 1))
        for key in keys
    )
