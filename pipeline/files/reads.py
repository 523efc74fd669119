"""Which files a piece of work has read and written, and what stood in them, for whoever wants to remember it.

`files` reports here what it reads and writes. While nobody records, that costs nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.errors import PageError
from pipeline.files import stores
from pipeline.files.regular import opened

ABSENT = ""
"""The digest of a file that is not there."""

CONTENT, KIND, NAMES = "=", "?", "*"
"""What is known of a path: what stands in the file; whether it is a file, a folder or nothing; a folder's entries."""


class Stamp(NamedTuple):
    """What the file system says of a file without opening it; equal stamps mean an unchanged file (see `Seen`).

    Of a file behind a URL, `inode` is the mark that its store has for its content, and the others are 0.
    """

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
    """The files that were read or written, as they were last seen, by a letter (`CONTENT`…) and their path.

    `whole` turns False where something was read that cannot be described so (an unreadable file).
    """

    seen: dict[str, Seen] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    whole: bool = True


class _Here(threading.local):
    """What this thread records; the workers of a cluster may have several."""

    reads: Reads | None = None


_here = _Here()


@contextmanager
def recorded() -> Iterator[Reads]:
    """Record what `files` reads and writes in this block and thread; an inner block records for itself."""
    before, _here.reads = _here.reads, Reads()
    try:
        yield _here.reads
    finally:
        _here.reads = before


def recording() -> bool:
    """Is anybody recording?"""
    return _here.reads is not None


def saw(path: str, data: bytes | None, stamp: Stamp | None) -> None:
    """Say that `data` was read at `path` (None: it is not there). The stamp must be from before it was read."""
    reads = _here.reads
    if reads is None:
        return
    if data is None:
        reads.seen[CONTENT + path] = Seen(ABSENT, None)
    else:
        reads.seen[CONTENT + path] = Seen(digest(data), stamp)


def wrote(path: str, data: bytes) -> None:
    """Say that `data` was written to `path`."""
    if _here.reads is not None:
        _here.reads.seen[CONTENT + path] = Seen(digest(data), None)
        _here.reads.written.add(path)


def asked(kind: str, path: str) -> None:
    """Say that something was made dependent on a file that `files` did not read: its kind, names, or content."""
    reads = _here.reads
    if reads is not None and kind + path not in reads.seen:
        seen = look(kind + path)
        if seen is None:
            reads.whole = False
        else:
            reads.seen[kind + path] = seen


def note(path: str, seen: Seen) -> None:
    """Say that what is known of the file at `path` was used, from a reading that was remembered."""
    if _here.reads is not None:
        _here.reads.seen[CONTENT + path] = seen


def failed() -> None:
    """Say that something could not be read."""
    if _here.reads is not None:
        _here.reads.whole = False


def digest(data: bytes) -> str:
    """A digest that tells contents apart, whoever made them."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file; None where there is none. Behind a URL, raises PageError where that cannot be said."""
    if "://" in path:
        return _stamp_of_url(path)
    try:
        return Stamp.of(os.stat(path))
    except (OSError, ValueError):
        return None


def is_unchanged(name: str, digest: str, stamp: Sequence[int]) -> bool:
    """Is what a name in `Reads.seen` stands for unchanged, as far as that is told without opening it?"""
    if name[0] != CONTENT:
        return False
    if "://" in name:
        return _is_unchanged_url(name[1:], digest, stamp)
    try:
        status = os.stat(name[1:])
    except (FileNotFoundError, NotADirectoryError):
        return digest == ABSENT
    except (OSError, ValueError):
        return False
    return bool(stamp) and tuple(stamp) == Stamp.of(status)


def renewed(seen: dict[str, Seen]) -> dict[str, Seen] | None:
    """The same with the stamps of now; None where something has changed."""
    now = {}
    for name, one in seen.items():
        if not is_unchanged(name, one.digest, one.stamp or ()):
            found = look(name)
            if found is None or found.digest != one.digest:
                return None
            one = found
        now[name] = one
    return now


def look(name: str) -> Seen | None:
    """What a name in `Reads.seen` stands for now; None where it cannot be read."""
    kind, path = name[0], name[1:]
    if "://" in path:
        return _look_at_url(kind, path)
    try:
        if kind == KIND:
            folder = stat.S_ISDIR(os.stat(path).st_mode)
            return Seen("folder" if folder else "file", None)
        if kind == NAMES:
            with os.scandir(path) as entries:
                return _names(entry.name for entry in entries)
        with opened(path) as file:
            status = os.fstat(file.fileno())
            return Seen(digest(file.readall()), Stamp.of(status))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Seen(ABSENT, None)
    except OSError:
        return None


def _names(names: Iterable[str]) -> Seen:
    return Seen(digest("\0".join(sorted(names)).encode("utf-8", "surrogateescape")), None)


def _look_at_url(kind: str, url: str) -> Seen | None:
    folder, _, name = url.rpartition("/")
    try:
        if kind == CONTENT:
            stamp = _stamp_of_url(url)
            data = stores.read(url)
            return Seen(ABSENT, None) if data is None else Seen(digest(data), stamp)
        if kind == NAMES:
            found = stores.listed(url)
            names = _names(each for each, _ in found)
            return names if found else Seen(ABSENT, None)
        entry = stores.entry(folder, name)
        if entry is not None and not entry.is_folder:
            return Seen("file", None)
        return Seen("folder" if stores.is_folder(url, folder, name) else ABSENT, None)
    except PageError:
        return None


def _stamp_of_url(url: str) -> Stamp | None:
    folder, _, name = url.rpartition("/")
    entry = stores.entry(folder, name)
    return Stamp(0, 0, 0, entry.mark) if entry is not None and entry.mark else None


def _is_unchanged_url(url: str, digest: str, stamp: Sequence[int]) -> bool:
    folder, _, name = url.rpartition("/")
    try:
        if digest == ABSENT:
            return stores.entry(folder, name) is None
        return bool(stamp) and tuple(stamp) == _stamp_of_url(url)
    except PageError:
        return False
