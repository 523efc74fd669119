"""What was seen in a unit, kept for its repetitions: versions of a page share most of their sentences.

In the docs of software that keep a folder for each version, two of three units stand in another page too; and while
somebody types, all units of a page but one are what they were.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

_KEPT = 5_000  # units; about two kilobytes each


@lru_cache(_KEPT)
def seen(alike: Hashable, source: str, target: str, kind: str) -> dict[Any, Any]:
    """Where to keep what is seen in a unit with these texts, on pages that are `alike` for what looks at it.

    The same for the same unit until many others were looked at; empty the first time.
    """
    return {}
