"""Hashes of a file's bytes, under each form its line ends may have taken on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

_ALGORITHMS = {40: "sha1", 64: "sha256"}


def line_end_forms(data: bytes) -> Iterator[tuple[str, bytes]]:
    """`data` as it is, with LF and with CRLF line ends, each named (`as is`, `LF`, `CRLF`); equal forms once."""
    lf = data.replace(b"\r\n", b"\n")
    seen: set[bytes] = set()
    for name, form in (("as is", data), ("LF", lf), ("CRLF", lf.replace(b"\n", b"\r\n"))):
        if form not in seen:
            seen.add(form)
            yield name, form


def matching_form(data: bytes, wanted: str) -> str | None:
    """The name of the line-end form of `data` whose hash is `wanted`, else None.

    `wanted` is hexadecimal: 40 digits are SHA-1, 64 SHA-256; other lengths match nothing.
    """
    algorithm = _ALGORITHMS.get(len(wanted))
    if algorithm is None:
        return None
    wanted = wanted.lower()
    for name, form in line_end_forms(data):
        if hashlib.new(algorithm, form, usedforsecurity=False).hexdigest() == wanted:
            return name
    return None


def starts_hash(data: bytes, digits: str) -> bool:
    """Return whether a hash (SHA-1 or SHA-256) of a line-end form of `data` begins with these hexadecimal digits."""
    digits = digits.lower()
    return any(
        hashlib.new(algorithm, form, usedforsecurity=False).hexdigest().startswith(digits)
        for _, form in line_end_forms(data)
        for algorithm in _ALGORITHMS.values()
    )


def sha256(data: bytes) -> str:
    """SHA-256 of `data`, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha1(data: bytes) -> str:
    """SHA-1 of `data`, 40 hexadecimal digits: how a hand-back names the bytes of a source. Not for security."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def short(text: str) -> str:
    """Eight hexadecimal digits that tell two texts apart; not for security."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:8]
