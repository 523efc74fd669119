"""Byte offsets of a UTF-8 encoded text, as character offsets."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class ByteOffsets:
    """Turns UTF-8 byte offsets (as pyromark gives them) into character offsets of the same text.

    ASCII text needs no table. Otherwise a table of checkpoints is made once, and the few characters behind a
    checkpoint are decoded when asked for.
    """

    _STEP = 512  # characters from one checkpoint to the next

    def __init__(self, text: str) -> None:
        self._ascii = text.isascii()
        if self._ascii:
            return
        self._data = text.encode()
        parts = (text[at : at + self._STEP] for at in range(0, len(text), self._STEP))
        self._bytes = [0, *accumulate(len(part.encode()) for part in parts)]

    @property
    def is_ascii(self) -> bool:
        """Is each byte a character?"""
        return self._ascii

    def char(self, byte: int) -> int:
        """The character offset of byte offset `byte`, which must stand at a character's first byte."""
        if self._ascii:
            return byte
        block = bisect_right(self._bytes, byte) - 1
        block = min(block, len(self._bytes) - 2)
        rest = self._data[self._bytes[block] : byte]
        return block * self._STEP + len(rest.decode())
