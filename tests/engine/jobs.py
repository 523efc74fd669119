"""Jobs for the tests of the engine: functions of a module, so that they can travel to other processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from pipeline.commands.validate import validate
from pipeline.files import files
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.page_result import Outcome
from pipeline.rules.policy import Policy


def said(loaded: LoadedPage) -> Outcome:
    """What the page holds: its length, and the process that worked on it."""
    length = len(files.read(loaded.page.file))
    return Outcome(loaded.page.path, loaded.page.locale, (), {"pages": 1, "length": length})


def process(loaded: LoadedPage) -> Outcome:
    """The number of the process that works on the page."""
    return Outcome(loaded.page.path, "", (), {"process": os.getpid()})


def fails(loaded: LoadedPage) -> Outcome:
    """Raises on pages whose name ends in 7."""
    if loaded.page.path.endswith("7.md"):
        raise RuntimeError("out of luck")
    return said(loaded)


def dies(loaded: LoadedPage, on: str, once: Path | None = None) -> Outcome:
    """Kills its process on the page `on`; with `once` only as long as that file is not there."""
    if loaded.page.path == on and not (once and once.exists()):
        if once:
            once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return said(loaded)


def logged(loaded: LoadedPage, log: str) -> Outcome:
    """Validates the page, and writes its name to a log (which the cache must not know of)."""
    with Path(log).open("a", encoding="utf-8") as file:
        file.write(loaded.page.path + "\n")
    return validate(loaded, Policy({}))
