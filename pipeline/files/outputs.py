"""What a user names to be written: `--output`, a baseline, a glossary, an export.

A regular file is replaced as a whole. Anything else that stands by the name is written into and stays what it is: a
device (`/dev/null`, `/dev/stdout`), a named pipe, the pipe of a shell's process substitution (`>(…)`).
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from pipeline.errors import PageError
from pipeline.files import files

_DESCRIPTORS = ("/proc/self/fd", "/dev/fd")
_MOST_LINKS = 40


def write(name: str | Path, data: bytes) -> None:
    """Put `data` where a user has named. Raises PageError where it cannot be written; a file is then as it was.

    A reader of a pipe that goes away has seen enough.
    """
    path = Path(name)
    try:
        descriptor = _descriptor(path)
        if descriptor is not None:
            _pour(os.dup(descriptor), data)
        elif _is_special(path):
            _pour(os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0)), data)
        else:
            files.write(path, data)
    except BrokenPipeError:
        return
    except OSError as error:
        raise PageError(f"cannot be written: {error.strerror or error}", path=str(path)) from None


def _is_special(path: Path) -> bool:
    """Is there something that is neither a file nor a folder?"""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _descriptor(path: Path) -> int | None:
    """The number of this process's own open file that a name such as `/dev/stdout` leads to; None where it is none."""
    folders = {os.path.realpath(folder) for folder in _DESCRIPTORS}
    current = str(path.absolute())
    for _ in range(_MOST_LINKS):
        folder, name = os.path.split(current)
        if os.path.realpath(folder) in folders and name.isascii() and name.isdigit():
            return int(name)
        try:
            current = str(Path(folder) / Path(current).readlink())
        except OSError:  # no link
            return None
    return None


def _pour(descriptor: int, data: bytes) -> None:
    """Write all of `data` into an open file, behind what was printed so far, and close it."""
    with os.fdopen(descriptor, "wb") as file:
        if sys.stdout is not None:
            sys.stdout.flush()
        file.write(data)
