"""What a worker process does: its chunks, until its parent is done or dead."""

from __future__ import annotations

import os
import signal
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from types import FrameType

from pipeline.files import temporary


def start() -> None:
    """Prepare a worker process. Ctrl-C is the parent's to handle; it ends its workers by SIGTERM.

    SIGTERM clears away the file that is being written and ends the process at once (an exception would not do:
    the pool catches every one and goes on waiting for work). When the parent is killed the worker ends too, in the
    middle of a page if need be: files on disk are whole at every moment.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    Thread(target=_watch_parent, daemon=True).start()


def _leave(number: int, frame: FrameType | None) -> None:
    temporary.discard()
    os._exit(128 + number)


def _watch_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
