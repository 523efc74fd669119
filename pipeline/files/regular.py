"""Files opened for reading, and nothing but files: a pipe by a page's name would be waited for, for ever."""

from __future__ import annotations

import errno
import os
import stat
from io import FileIO

NOT_REGULAR = "not a regular file"
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)  # nobody need stand at a pipe's other end
    | getattr(os, "O_BINARY", 0)
)


def opened(path: str | os.PathLike[str]) -> FileIO:
    """The file, open for reading. Raises OSError where there is none, or something else."""
    handle = os.open(path, _FLAGS)
    kind = os.fstat(handle).st_mode
    if stat.S_ISREG(kind):
        return FileIO(handle)
    os.close(handle)
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, NOT_REGULAR, str(path))
