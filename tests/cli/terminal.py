"""The command line in a pseudo-terminal of a given size, as a person runs it."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def environment(**more: str) -> dict[str, str]:
    """The environment for a command, without what would change its colours."""
    kept = {key: value for key, value in os.environ.items() if key not in _COLOURS}
    return {**kept, "PYTHONPATH": str(PROJECT), "TERM": "xterm-256color", **more}


_COLOURS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TTY_COMPATIBLE")


def in_terminal(
    folder: Path, *arguments: str, columns: int = 80, env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Exit code, and all that the terminal was sent."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=folder,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment(**(env or {})),
        start_new_session=True,
    )
    os.close(slave)
    sent = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not piece:
            break
        sent += piece
    os.close(master)
    return process.wait(60), sent.decode().replace("\r\n", "\n")
