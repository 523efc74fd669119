"""Files read whole and written whole: a file on disk is the old one or the new one, never half."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from pipeline.errors import PageError


def read(path: Path) -> bytes:
    """The bytes of `path`. Raises PageError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PageError(f"cannot be read: {error.strerror or error}", path=str(path)) from None


def read_if_there(path: Path) -> bytes | None:
    """The bytes of `path`, or None where there is no such file. Raises PageError where it cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise PageError(f"cannot be read: {error.strerror or error}", path=str(path)) from None


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

    Folders on the way are made. Raises PageError where it cannot be written; `path` is then as it was.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(path)
        handle, temporary = tempfile.mkstemp(
            prefix=f".{path.name[:80]}.", suffix=".tmp", dir=path.parent
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise PageError(f"cannot be written: {error.strerror or error}", path=str(path)) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o666 & ~_UMASK


def _read_umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


_UMASK = _read_umask()
