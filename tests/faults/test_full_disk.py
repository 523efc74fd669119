"""A disk that is full: what is there stays as it is, and each command says what it could not write."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.engine.pages import ENVIRONMENT, fill, tree

COMMANDS = [
    "extract", "run --no-cache", "report", "build --in-place", "memory fill", "export", "check --annotate",
    "validate --output out.json", "check --baseline known.json --update-baseline",
]  # fmt: skip


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)]
    if (
        sys.platform != "linux"
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("cannot mount a small file system here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_nothing_is_lost_on_a_full_disk(disk: Path) -> None:
    fill(disk, 4)
    _run(disk, "extract")
    for page in (disk / "content/nl-NL").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace("Betaal", "Voldoe"), "utf-8")
    before = tree(disk)
    with suppress(OSError), (disk / "rest").open("wb", buffering=0) as rest:
        while rest.write(b"x" * 1024):
            pass
    for command in COMMANDS:
        done = _run(disk, command)
        said = done.stdout + done.stderr
        assert done.returncode == 1, (command, said)
        assert "No space left" in said or "disk is full" in said, command
        assert "Traceback" not in said
        now = tree(disk)
        assert {path: now.get(path) for path in before} == before, command
        assert not list(disk.rglob("*.tmp"))
    (disk / "rest").unlink()
    (disk / "build/memory.db").unlink(missing_ok=True)
    shutil.rmtree(disk / "build/report", ignore_errors=True)
    assert _run(disk, "extract").returncode == 0
    assert tree(disk, "build/po") != {path: before[path] for path in before if "build/po" in path}


def _run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, "TMPDIR": str(folder)}
    line = [sys.executable, "-m", "pipeline", *command.split()]
    return subprocess.run(
        line, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
