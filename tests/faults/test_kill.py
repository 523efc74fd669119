"""A run that is killed at any moment leaves whole files, and the next run ends as an undisturbed one would."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.engine.pages import ENVIRONMENT, fill, tree

PAGES = 90
MOMENTS = 4
COMMANDS = {"run": ("run",), "build in place": ("build", "--in-place")}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")


def start(root: Path, *command: str) -> subprocess.Popen[bytes]:
    """A command in a process group of its own, which can be killed as a whole."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "-q", *command, "--jobs", "2"],
        cwd=root,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def reviewed(root: Path) -> Path:
    """A docset with PO files in which people changed every text and read every entry."""
    assert start(fill(root, PAGES), "extract").wait(120) == 0
    for file in sorted((root / "build/po").rglob("*.po")):
        text = file.read_text("utf-8").replace("#, fuzzy\n", "")
        file.write_text(
            text.replace('msgstr "U kunt', 'msgstr "Je mag').replace(" opnieuw", " weer"), "utf-8"
        )
    return root


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_killed_and_run_again(tmp_path: Path, command: str) -> None:
    assert interrupted(tmp_path, COMMANDS[command], MOMENTS)


def interrupted(folder: Path, command: tuple[str, ...], moments: int, seed: int = 20) -> int:
    """Kill a command at so many moments and run it again each time; how often it was killed before its end.

    Raises AssertionError where a file was broken, or the second run did not end as an undisturbed one does.
    """
    base = reviewed(folder / "base")
    before = tree(base)
    calm = Path(shutil.copytree(base, folder / "calm"))
    began = time.monotonic()
    assert start(calm, *command).wait(120) in (0, 1)
    lasted = time.monotonic() - began
    expected = tree(calm)
    assert expected != before
    chance = random.Random(seed)
    killed = 0
    for moment in range(moments):
        root = Path(shutil.copytree(base, folder / f"killed-{moment}"))
        process = start(root, *command)
        time.sleep(lasted * chance.uniform(0.2, 0.95))
        killed += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)
        for path, data in tree(root).items():
            if not path.endswith(".tmp"):
                assert data in (before.get(path), expected.get(path)), f"{path} is broken"
        assert start(root, *command).wait(120) in (0, 1)
        assert tree(root) == expected
        shutil.rmtree(root)
    return killed
