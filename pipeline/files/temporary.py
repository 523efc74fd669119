"""Temporary files beside the files that they become, each named after the process that writes it.

A process that is killed leaves its file behind. The name tells whose it was, so that the next process that writes
to the folder can clear it away: always safe, because a living process's file is never taken for a dead one's.
"""

from __future__ import annotations

import contextlib
import os
import re
from functools import cache
from hashlib import blake2b
from itertools import count
from pathlib import Path

_NAME = re.compile(r"\..*\.(?P<home>[0-9a-f]{12})-(?P<process>\d+)-\d+\.tmp", re.DOTALL)
_LONGEST = 40  # characters; a name has at most 255 bytes, and a character up to four
_numbers = count()
_unfinished: set[str] = set()


def create(path: Path) -> tuple[int, str]:
    """A new file beside `path`, open for writing, and its name. The folder is made where there is none."""
    folder, name = os.path.split(path)
    tidied = _tidied(os.getpid())
    if folder not in tidied:
        os.makedirs(folder or ".", exist_ok=True)
        tidy(folder or ".")
        tidied.add(folder)
    stem = os.path.join(folder, f".{name[:_LONGEST]}.{_home()}-{os.getpid()}-")
    while True:
        half = f"{stem}{next(_numbers)}.tmp"
        try:
            _unfinished.add(half)
            return os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), half
        except FileExistsError:  # left by a dead process that had our number
            _unfinished.discard(half)
        except FileNotFoundError:  # somebody removed the folder meanwhile
            _unfinished.discard(half)
            os.makedirs(folder or ".", exist_ok=True)
        except OSError:
            _unfinished.discard(half)
            raise


def finished(half: str, *, kept: bool) -> None:
    """Say that a file of `create` has become what it was for, or (not `kept`) that it is to go."""
    if not kept:
        with contextlib.suppress(OSError):
            os.unlink(half)
    _unfinished.discard(half)


def discard() -> None:
    """Remove what this process has not finished; for a process that ends in the middle of its work."""
    for half in list(_unfinished):
        finished(half, kept=False)


def tidy(folder: str) -> None:
    """Remove the temporary files in `folder` whose process was of this machine and lives no more."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _NAME.fullmatch(entry.name) if entry.name.endswith(".tmp") else None
            if match and match["home"] == _home() and not _lives(int(match["process"])):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def tidy_below(folder: str) -> None:
    """As `tidy`, in a folder and all those below it; linked ones are left alone."""
    for current, _, files in os.walk(folder):
        if any(name.endswith(".tmp") for name in files):
            tidy(current)


def _lives(process: int) -> bool:
    if os.name == "nt":  # there, asking by a signal would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return not _is_zombie(process)


def _is_zombie(process: int) -> bool:
    """Has the process ended, and only nobody has asked how? (In containers, often nobody ever does.)"""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2]
    except OSError:  # no such file system
        return False
    return state.split()[:1] in (["Z"], ["X"])


@cache
def _home() -> str:
    """What tells apart the machines (and containers, and boots) in which one process number means two processes."""
    import socket  # who only reads does without

    parts = [socket.gethostname()]
    with contextlib.suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip())
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return blake2b("\n".join(parts).encode(), digest_size=6).hexdigest()


@cache
def _tidied(process: int) -> set[str]:
    """The folders that a process has looked through (a process that was forked looks again)."""
    return set()


_BINARY = getattr(os, "O_BINARY", 0)
