"""Edits of a text that touch only what they name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """Replace the characters from `start` up to `end` (0-based offsets in the old text) by `text`."""

    start: int
    end: int
    text: str


def splice(text: str, edits: Iterable[Splice]) -> str:
    """`text` with all edits made at once; the order in which they are given does not matter.

    Raises ValueError where two edits overlap (two insertions at one place do too: their order would be a guess)
    or one lies outside the text.
    """
    parts: list[str] = []
    done = 0
    last: Splice | None = None
    for edit in sorted(edits):
        if last is not None and (edit.start < last.end or edit.start == last.start):
            raise ValueError(f"edits overlap: {last} and {edit}")
        if not 0 <= edit.start <= edit.end <= len(text):
            raise ValueError(f"edit outside the text of {len(text)} characters: {edit}")
        parts += (text[done : edit.start], edit.text)
        done = edit.end
        last = edit
    parts.append(text[done:])
    return "".join(parts)
