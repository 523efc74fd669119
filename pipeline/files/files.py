"""Files read whole and written whole: a file on disk is the old one or the new one, never half.

Behind a URL it is so, too, where the store puts a file in one piece, as object stores do.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from pipeline.errors import PageError
from pipeline.files import reads, stores, temporary
from pipeline.files.folders import real, stands_below
from pipeline.files.regular import NOT_REGULAR, opened
from pipeline.files.remote import AnyPath, Remote


def read(path: AnyPath) -> bytes:
    """The bytes of `path`. Raises PageError where it cannot be read."""
    data = _read(path)
    if data is None:
        raise PageError("cannot be read: No such file or directory", path=str(path))
    return data


def read_if_there(path: AnyPath) -> bytes | None:
    """The bytes of `path`, or None where there is no such file. Raises PageError where it cannot be read."""
    return _read(path)


def _read(path: AnyPath) -> bytes | None:
    if isinstance(path, Remote):
        return _fetched(path)
    try:
        with opened(path) as file:
            stamp = reads.Stamp.of(os.fstat(file.fileno())) if reads.recording() else None
            data = file.readall()
    except (FileNotFoundError, NotADirectoryError):
        reads.saw(str(path), None, None)
        return None
    except OSError as error:
        reads.failed()
        raise PageError(f"cannot be read: {error.strerror or error}", path=str(path)) from None
    reads.saw(str(path), data, stamp)
    return data


def _fetched(path: Remote) -> bytes | None:
    try:
        stamp = reads.stamp_of(path.url) if reads.recording() else None
        data = stores.read(path.url)
    except PageError:
        reads.failed()
        raise
    reads.saw(path.url, data, stamp)
    return data


def replace(
    path: AnyPath, data: bytes, expected: bytes | None, within: AnyPath | None = None
) -> None:
    """As `write`, but only while the file is still `expected` (None: not there), as it was when it was read.

    Raises PageError where another program has changed it meanwhile; its work is left alone.
    """
    if read_if_there(path) != expected:
        message = "was changed by another program meanwhile; nothing was written, run again"
        raise PageError(message, path=str(path))
    write(path, data, within)


def write(path: AnyPath, data: bytes, within: AnyPath | None = None) -> None:
    """Put `data` at `path`: a temporary file beside it, then a rename; its permissions stay as they were.

    What is there and is no regular file (a device, a pipe) is never replaced: PageError.

    Folders on the way are made. Raises PageError where it cannot be written; `path` is then as it was. What a
    killed process left half-written in the folder is cleared away. A symbolic link stays one: the file that it leads to
    is replaced, where that stands below `within` (without that: in the link's own folder). No folder on the way may
    lead out of `within` either.
    """
    if isinstance(path, Remote):
        _put(path, data)
        return
    half: str | None = None
    try:
        place = _behind(path, within)
        mode = _mode(place)
        handle, half = temporary.create(place)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(half, mode)
        os.replace(half, place)
        temporary.finished(half, kept=True)
        half = None
    except OSError as error:
        reads.failed()
        raise PageError(f"cannot be written: {error.strerror or error}", path=str(path)) from None
    finally:
        if half is not None:
            temporary.finished(half, kept=False)
    reads.wrote(str(path), data)


def _put(path: Remote, data: bytes) -> None:
    try:
        stores.write(path.url, data)
    except PageError:
        reads.failed()
        raise
    reads.wrote(path.url, data)


def _behind(path: Path, within: AnyPath | None) -> Path:
    """The file to be replaced: what a symbolic link leads to. Raises PageError where that is too far."""
    is_link = os.path.islink(path)
    if not is_link and within is None:
        return path
    root = within or path.parent
    if not stands_below(path, root):
        message = f"cannot be written: a symbolic link to {real(path)}, which is not in {root}"
        raise PageError(message, path=str(path))
    return Path(real(path)) if is_link else path


def _mode(path: Path) -> int:
    """The permissions that the file has, or will have. Raises OSError where something else is in its place."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0o666 & ~_UMASK
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, NOT_REGULAR, str(path))
    return mode & 0o777


def _read_umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


_UMASK = _read_umask()
