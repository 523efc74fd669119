"""Shell completion: what a shell is told when the Tab key is pressed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.terminal import environment


def completed(folder: Path, words: str) -> list[str]:
    """What bash is offered for the last of some words."""
    env = environment(
        _LOCPIPE_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split(" ")) - 1),
    )
    result = subprocess.run(
        [sys.executable, "-m", "pipeline"],
        cwd=folder,
        capture_output=True,
        text=True,
        env=env,
        timeout=60,
    )
    return result.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("locpipe va", "plain,validate"),
        ("locpipe run --form", "plain,--format"),
        ("locpipe run --format sa", "plain,sarif"),
        ("locpipe explain link-target-ch", "plain,link-target-changed"),
        ("locpipe check --ignore link-target-ch", "plain,link-target-changed"),
        ("locpipe run --locale n", "plain,nl-NL"),
        ("locpipe run --content ", "dir,"),
        ("locpipe run con", "file,con"),
    ],
)
def test_what_is_offered(docset: Callable[..., Path], words: str, offered: str) -> None:
    folder = docset({"content/nl-NL/a.md": "# A\n", "content/de-DE/a.md": "# A\n"})
    found = completed(folder, words)
    assert offered in found
    assert "plain,de-DE" not in found


def test_wrong_settings_do_not_disturb_completion(docset: Callable[..., Path]) -> None:
    folder = docset({"pipeline.toml": "wrong = 1\n"})
    assert completed(folder, "locpipe run --locale n") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell(shell: str, tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pipeline"],
        capture_output=True,
        text=True,
        env=environment(_LOCPIPE_COMPLETE=f"{shell}_source"),
        timeout=60,
    )
    assert result.returncode == 0
    assert "_LOCPIPE_COMPLETE" in result.stdout
    program = shutil.which(shell)
    if program:
        script = tmp_path / "completion"
        script.write_text(result.stdout)
        assert subprocess.run([program, "-n", str(script)], timeout=60).returncode == 0
