"""A run that is killed at any moment leaves whole files, and the next run ends as an undisturbed one would."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.po import file as po_files
from tests.engine.pages import ENVIRONMENT, fill, tree

PAGES = 90
FEW_PAGES = 12
MOMENTS = 4
COMMANDS = {
    "run": ("run", "--jobs", "2"),
    "build in place": ("build", "--in-place", "--jobs", "2"),
    "extract": ("extract", "--jobs", "2"),
    "import": ("import", "build/xliff"),
    "review saves": ("saves",),
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")


def start(root: Path, *command: str) -> subprocess.Popen[bytes]:
    """A command in a process group of its own, which can be killed as a whole; `saves` are those of a reviewer."""
    locpipe = ["-m", "pipeline", "-q", *command]
    return subprocess.Popen(
        [sys.executable, *(["-m", "tests.faults.save", "."] if command == ("saves",) else locpipe)],
        cwd=root,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def reviewed(root: Path, pages: int) -> Path:
    """A docset with PO files in which people changed every text and read every entry."""
    assert start(fill(root, pages), "extract").wait(120) == 0
    for file in sorted((root / "build/po").rglob("*.po")):
        text = file.read_text("utf-8").replace("#, fuzzy\n", "")
        file.write_text(
            text.replace('msgstr "U kunt', 'msgstr "Je mag').replace(" opnieuw", " weer"), "utf-8"
        )
    return root


def edited(root: Path, pages: int) -> Path:
    """The same, with XLIFF files of it, pages that were edited since, and XLIFF files that were, too."""
    assert start(reviewed(root, pages), "export").wait(120) == 0
    for file in sorted((root / "build/xliff").rglob("*.xlf")):
        text = file.read_text("utf-8").replace("Betaal uw rekening", "Voldoe de rekening")
        file.write_text(text, "utf-8")
    for page in sorted((root / "content/nl-NL").rglob("*.md")):
        page.write_text(page.read_text("utf-8").replace("Open de pagina", "Ga naar de pagina"))
    return root


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_killed_and_run_again(tmp_path: Path, command: str) -> None:
    if command in ("run", "build in place"):
        assert interrupted(tmp_path, COMMANDS[command], MOMENTS)
    else:
        interrupted(tmp_path, COMMANDS[command], 1, FEW_PAGES)


def interrupted(
    folder: Path, command: tuple[str, ...], moments: int, pages: int = PAGES, seed: int = 20
) -> int:
    """Kill a command at so many moments and run it again each time; how often it was killed before its end.

    Raises AssertionError where a file was broken, or the second run did not end as an undisturbed one does.
    """
    base = (reviewed if "build" in command else edited)(folder / "base", pages)
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
        if process.poll() is None:
            killed += 1
        else:  # the machine was busier when it was measured
            lasted *= 0.6
        with suppress(ProcessLookupError):  # it has ended
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)
        for path, data in tree(root).items():
            if not path.endswith(".tmp"):
                assert data in (before.get(path), expected.get(path)), f"{path} is broken"
        assert start(root, *command).wait(120) in (0, 1)
        assert tree(root) == expected
        shutil.rmtree(root)
    return killed


PAIRS = {
    "two runs": (("run", "--jobs", "1"), ("run", "--jobs", "1")),
    "extract and import": (("extract", "--jobs", "1"), ("import", "build/xliff")),
    "run and review saves": (("run", "--jobs", "1"), ("saves",)),
}


@pytest.mark.parametrize("pair", sorted(PAIRS))
def test_two_commands_at_once(tmp_path: Path, pair: str) -> None:
    at_once(tmp_path, PAIRS[pair], 1, FEW_PAGES)


def at_once(folder: Path, commands: tuple[tuple[str, ...], ...], times: int, pages: int) -> None:
    """Run two commands at the same time, again and again from the start, then each by itself.

    Raises AssertionError where a file is broken then, or something is left to be done that one of them has said it
    did.
    """
    base = edited(folder / "base", pages)
    for number in range(times):
        root = Path(shutil.copytree(base, folder / f"at-once-{number}"))
        processes = [start(root, *command) for command in commands]
        for process in processes:
            assert process.wait(120) in (0, 1)
        for path, data in tree(root).items():
            assert not path.endswith(".tmp"), path
            if path.endswith(".po"):
                po_files.parse(data)
        for command in commands:
            assert start(root, *command).wait(120) in (0, 1)
        settled = tree(root)
        for command in commands:
            assert start(root, *command).wait(120) in (0, 1)
        assert tree(root) == settled
        alone = Path(shutil.copytree(base, folder / f"alone-{number}"))
        for _ in range(2):
            for command in commands:
                assert start(alone, *command).wait(120) in (0, 1)
        assert tree(alone) == settled
        shutil.rmtree(root)
        shutil.rmtree(alone)
