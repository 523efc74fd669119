"""Diffs are what git takes, whatever the lines end in."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.files.difference import unified_diff

TEXTS = st.text(st.sampled_from("ab\n\r\x1b\x0c\u2028é"), max_size=30)


@settings(max_examples=40)
@given(old=TEXTS, new=TEXTS)
def test_git_applies_it(old: str, new: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("diff")
    page = folder / "a.md"
    page.write_bytes(old.encode())
    diff = unified_diff(old, new, "a.md")
    assert bool(diff) == (old != new)
    if diff:
        apply(diff, folder)
    assert page.read_bytes() == new.encode()


def test_a_new_file(tmp_path: Path) -> None:
    apply(unified_diff(None, "one\n", "content/nl-NL/a.md"), tmp_path)
    assert (tmp_path / "content/nl-NL/a.md").read_bytes() == b"one\n"


def apply(diff: str, folder: Path) -> None:
    command = ["git", "-c", "core.autocrlf=false", "apply", "--unidiff-zero", "-"]
    subprocess.run(command, cwd=folder, input=diff.encode(), check=True, capture_output=True)
