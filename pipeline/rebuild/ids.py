"""The ids of a page's units, counted as the hand-back counts them.

From 101 in reading order, front matter first: a metadata value takes a number for each of its sentences, an alt
text takes one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from pipeline.units.sentences import sentences
from pipeline.units.unit import Unit

FIRST = 101


def numbers(units: Iterable[Unit]) -> list[int]:
    """The number of each unit of a source page; the units are in reading order."""
    found, following = [], FIRST
    for unit in units:
        found.append(following)
        is_metadata = unit.kind.startswith("metadata: ")
        following += len(sentences(unit.source)) if is_metadata else 1
    return found


def prefix(parts: Sequence[str]) -> str:
    """Five hexadecimal digits for one page of one hand-back; `parts` say which (path, locale, hash, date)."""
    return hashlib.sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()[:5]
