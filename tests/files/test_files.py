from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from pipeline.errors import PageError
from pipeline.files import files


def test_writing_makes_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "page.md"
    files.write(path, b"text")
    assert path.read_bytes() == b"text"
    assert [entry.name for entry in path.parent.iterdir()] == ["page.md"]


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.write(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_in_place_of_a_folder_is_an_error_with_the_path(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"in the way")
    with pytest.raises(PageError, match="cannot be written") as caught:
        files.write(tmp_path / "a" / "page.md", b"text")
    assert caught.value.path.endswith("page.md")
    assert (tmp_path / "a").read_bytes() == b"in the way"


def test_a_disk_that_fills_up_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(PageError, match="cannot be written"):
            files.write(path, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.md"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"edited by somebody")
    with pytest.raises(PageError, match="changed by another program"):
        files.replace(path, b"new", expected=b"old")
    assert path.read_bytes() == b"edited by somebody"


@pytest.mark.parametrize(
    ("link", "target", "within", "written"),
    [
        ("a.md", "z.md", "", True),
        ("a.md", "new.md", "", True),
        ("sub/a.md", "../z.md", ".", True),
        ("sub/a.md", "../z.md", "", False),
        ("sub/a.md", "../z.md", "sub", False),
        ("a.md", "../outside.md", ".", False),
    ],
)
def test_a_link_stays_a_link_and_is_written_through_only_within(
    tmp_path: Path, link: str, target: str, within: str, written: bool
) -> None:
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    for old in (root / "z.md", tmp_path / "outside.md"):
        old.write_bytes(b"old")
    path = root / link
    path.symlink_to(target)
    refused = pytest.raises(PageError, match="a symbolic link to")
    with nullcontext() if written else refused:
        files.write(path, b"new", root / within if within else None)
    assert path.read_bytes() == (b"new" if written else b"old")
    assert str(path.readlink()) == target


_WRITER = """
import sys
from pathlib import Path
from pipeline.files import files
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    files.write(path, b"a" * 300_000)
    files.write(path, b"b" * 300_000)
"""


def test_a_killed_process_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    for turn in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        while not path.exists():
            time.sleep(0.001)
        time.sleep(0.003 * turn)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert path.read_bytes() in (b"a" * 300_000, b"b" * 300_000)
