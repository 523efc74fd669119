"""What a killed process left half-written goes; what a living one writes stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipeline.files import files, temporary


def left_behind(folder: Path, process: int) -> Path:
    """A temporary file as that process would have named it."""
    handle, name = temporary.create(folder / "page.md")
    os.close(handle)
    renamed = Path(name.replace(f"-{os.getpid()}-", f"-{process}-"))
    Path(name).rename(renamed)
    temporary.finished(name, kept=True)
    return renamed


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_file_of_a_dead_process_goes(tmp_path: Path) -> None:
    half = left_behind(tmp_path, dead_process())
    temporary.tidy(str(tmp_path))
    assert not half.exists()


def test_the_file_of_a_living_process_stays(tmp_path: Path) -> None:
    half = left_behind(tmp_path, os.getppid())
    temporary.tidy(str(tmp_path))
    assert half.exists()


def test_the_file_of_another_machine_stays(tmp_path: Path) -> None:
    half = left_behind(tmp_path, dead_process())
    foreign = half.rename(half.with_name(f".page.md.{'0' * 12}-1-1.tmp"))
    temporary.tidy(str(tmp_path))
    assert foreign.exists()


def test_other_files_stay(tmp_path: Path) -> None:
    names = ("page.md", "notes.tmp", ".hidden.tmp", ".page.md.123-4.tmp")
    for name in names:
        (tmp_path / name).touch()
    temporary.tidy(str(tmp_path))
    assert {file.name for file in tmp_path.iterdir()} == set(names)


def test_a_process_that_ends_in_the_middle_clears_its_file_away(tmp_path: Path) -> None:
    handle, name = temporary.create(tmp_path / "page.md")
    os.close(handle)
    temporary.discard()
    assert not Path(name).exists()


def test_long_names_in_any_script_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("請求書" * 27 + ".md")
    files.write(path, b"text")
    assert path.read_bytes() == b"text"


def test_a_process_that_nobody_has_asked_how_it_ended_is_dead(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    try:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # it has ended, and is still listed
        half = left_behind(tmp_path, child)
        temporary.tidy(str(tmp_path))
        assert not half.exists()
    finally:
        os.waitpid(child, 0)
