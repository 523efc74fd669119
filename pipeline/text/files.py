"""Files read whole and written whole: a file on disk is the old one or the new one, never half."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import PageError
from pipeline.text import reads, temporary


def read(path: Path) -> bytes:
    """The bytes of `path`. Raises PageError where it cannot be read."""
    data = _read(path)
    if data is None:
        raise PageError("cannot be read: No such file or directory", path=str(path))
    return data


def read_if_there(path: Path) -> bytes | None:
    """The bytes of `path`, or None where there is no such file. Raises PageError where it cannot be read."""
    return _read(path)


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb", buffering=0) as file:
            status = os.fstat(file.fileno()) if reads.recording() else None
            data = file.readall()
    except (FileNotFoundError, NotADirectoryError):
        reads.saw(str(path), None, None)
        return None
    except OSError as error:
        reads.failed()
        raise PageError(f"cannot be read: {error.strerror or error}", path=str(path)) from None
    reads.saw(str(path), data, status)
    return data


def replace(path: Path, data: bytes, expected: bytes | None) -> None:
    """As `write`, but only while the file is still `expected` (None: not there), as it was when it was read.

    Raises PageError where another program has changed it meanwhile; its work is left alone.
    """
    if read_if_there(path) != expected:
        message = "was changed by another program meanwhile; nothing was written, run again"
        raise PageError(message, path=str(path))
    write(path, data)


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`: a temporary file beside it, then a rename; its permissions stay as they were.

    Folders on the way are made. Raises PageError where it cannot be written; `path` is then as it was. What a
    killed process left half-written in the folder is cleared away.
    """
    half: str | None = None
    try:
        mode = _mode(path)
        handle, half = temporary.create(path)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(half, mode)
        os.replace(half, path)
        temporary.finished(half, kept=True)
        half = None
    except OSError as error:
        reads.failed()
        raise PageError(f"cannot be written: {error.strerror or error}", path=str(path)) from None
    finally:
        if half is not None:
            temporary.finished(half, kept=False)
    reads.wrote(str(path), data)


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except (FileNotFoundError, NotADirectoryError):
        return 0o666 & ~_UMASK


def _read_umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


_UMASK = _read_umask()
