"""Which files a piece of work has read and written, and what stood in them, for whoever wants to remember it.

`files` reports here what it reads and writes. While nobody records, that costs nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

ABSENT = ""
"""The digest of a file that is not there."""
PRESENT = "present"
"""The digest of a file of which only that it is there was asked."""


class Stamp(NamedTuple):
    """What the file system says of a file without opening it; equal stamps mean an unchanged file (see `Seen`)."""

    mtime: int
    ctime: int
    size: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp in what `os.stat` says."""
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


class Seen(NamedTuple):
    """A file's content (its digest, or ABSENT) with the stamp that it had then, None where no stamp is known."""

    digest: str
    stamp: Stamp | None


@dataclass(slots=True)
class Reads:
    """The files that were read or written, by path, as they were last seen.

    `whole` turns False where something was read that cannot be described so (an unreadable file).
    """

    seen: dict[str, Seen] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    whole: bool = True


_active: Reads | None = None


@contextmanager
def recorded() -> Iterator[Reads]:
    """Record what `files` reads and writes in this block. Blocks do not nest, and threads share one."""
    global _active
    before, _active = _active, Reads()
    try:
        yield _active
    finally:
        _active = before


def recording() -> bool:
    """Is anybody recording?"""
    return _active is not None


def saw(path: str, data: bytes | None, status: os.stat_result | None) -> None:
    """Say that `data` was read at `path` (None: it is not there). The status must be from before it was read."""
    if _active is not None:
        if data is None:
            _active.seen[path] = Seen(ABSENT, None)
        else:
            _active.seen[path] = Seen(digest(data), Stamp.of(status) if status else None)


def note(path: str, seen: Seen) -> None:
    """Say that what is known of `path` was used, from a reading that was remembered."""
    if _active is not None:
        _active.seen[path] = seen


def exists(path: str) -> bool:
    """Is there a file or a folder at `path`? What was read there counts for more than that it is there."""
    there = os.path.exists(path)
    if _active is not None:
        _active.seen.setdefault(path, Seen(PRESENT if there else ABSENT, None))
    return there


def wrote(path: str, data: bytes) -> None:
    """Say that `data` was written to `path`."""
    if _active is not None:
        _active.seen[path] = Seen(digest(data), None)
        _active.written.add(path)


def failed() -> None:
    """Say that something could not be read."""
    if _active is not None:
        _active.whole = False


def digest(data: bytes) -> str:
    """A digest that tells contents apart, whoever made them."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        return Stamp.of(os.stat(path))
    except OSError:
        return None


def look(path: str) -> Seen | None:
    """What a file holds now; None where it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            return Seen(digest(file.readall()), Stamp.of(status))
    except (FileNotFoundError, NotADirectoryError):
        return Seen(ABSENT, None)
    except OSError:
        return None
