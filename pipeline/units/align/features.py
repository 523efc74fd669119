"""What can be compared between a text and its translation: its length, and what both sides share.

`hard` holds what a translation keeps as it is (numbers, addresses, code), `soft` the words that it may keep (names,
cognates).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log

_FEATURE = re.compile(
    r"""(?P<code>(?<!`)(`+)(?!`)[^`\r\n]*(?:\r?\n[^`\r\n]+)?\2(?!`))
    | \]\((?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^()\r\n]*\)
    | <(?P<tag>/?[A-Za-z][^<>]*)>
    | (?P<url>https?://[^\s<>()\[\]"'`。、）」]+)
    | (?P<number>\d+(?:[.,\u00a0\u202f]\d+)*)
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[a-zß-ɏ][\w-]{2,}")
_SEPARATORS = re.compile(r"[.,\s]")
_LOCALE = re.compile(r"/[a-z]{2,3}-[a-z]{2,4}(?=/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Features:
    """`length` counts characters that a reader sees, roughly."""

    length: int
    hard: frozenset[str]
    soft: frozenset[str]


def features(text: str, start: int = 0, end: int | None = None) -> Features:
    """The features of `text` between two offsets."""
    if end is None:
        end = len(text)
    hard: set[str] = set()
    length = end - start
    for match in _FEATURE.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "number":
            hard.add(_SEPARATORS.sub("", match[0]))
        elif kind == "address":
            hard.add(address_key(match["address"]))
            length -= match.end() - match.start()
        elif kind == "tag":
            length -= match.end() - match.start()
        else:
            hard.add(match[0])
    soft = frozenset(_WORD.findall(text[start:end].lower()))
    return Features(max(length, 1), frozenset(hard), soft)


def address_key(address: str) -> str:
    """An address as both sides of a translation have it: without locale, case and file extension."""
    return _LOCALE.sub("", address).lower().removesuffix(".md")


def merged(one: Features, two: Features) -> Features:
    """The features of two texts taken together."""
    return Features(one.length + two.length, one.hard | two.hard, one.soft | two.soft)


def distance(source: Features, target: Features, ratio: float, slack: float = 8.0) -> float:
    """How unlike a translation of `source` the `target` is: about 0 and below for a good one, 6 for a stranger.

    `ratio` is how long translations in this page are, measured by their sources.
    """
    unlike = 4.0 * abs(log((target.length + slack) / (source.length * ratio + slack)))
    kept = len(source.hard) + len(target.hard)
    if kept:
        shared = len(source.hard & target.hard)
        unlike += min(kept, 8) * 0.5 * (1.0 - 4.0 * shared / kept)
    if source.soft and target.soft:
        unlike -= min(3.0, 0.6 * len(source.soft & target.soft))
    return unlike
