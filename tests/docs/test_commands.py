"""Every command that README and the guides show, run as a reader would run it, on a copy of the example docset."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import environment
from tests.docs.blocks import NOT_RUN, PROJECT, Shown, commands, pages

_PAGES = pages()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone with the example docset, and the command where a reader would have it."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("content", "docs"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copytree(PROJECT / ".ci", folder / ".ci")
    program = folder / ".venv" / "bin" / "locpipe"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n')
    program.chmod(0o755)
    (folder / ".gitignore").write_text("/build/\n/.venv/\n")
    for arguments in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=T", "-c", "user.email=t@example.com", "commit", "-qm", "All"),
        ("update-ref", "refs/remotes/origin/main", "HEAD"),
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("shown", _PAGES, ids=[shown.name for shown in _PAGES])
def test_the_commands_of_a_page(shown: Shown, clone: Path) -> None:
    """Each ends with 0, and says nothing of a fault or of wrong usage."""
    path = f"{clone / '.venv' / 'bin'}:{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    env = environment(PATH=path)
    for command in shown.commands:
        result = subprocess.run(
            ["bash", "-c", command], cwd=clone, env=env, capture_output=True, text=True, timeout=120
        )
        said = f"{shown.name}: {command}\n{result.stdout[-3000:]}{result.stderr[-3000:]}"
        assert result.returncode == 0, said
        assert "Traceback" not in result.stderr, said


def test_the_five_minute_start_reviews_and_rebuilds(clone: Path) -> None:
    """What the guide promises has come true at its end: a reviewed entry, and a page that carries it."""
    (start,) = [shown for shown in _PAGES if shown.page.name == "start.md"]
    test_the_commands_of_a_page(start, clone)
    file = (clone / "build/po/nl-NL/billing/download-invoices.po").read_text("utf-8")
    entry = file[file.index("#. heading 1") : file.index("\n\n#. paragraph")]
    assert entry.endswith('msgstr "Facturen en kwitanties downloaden"')
    assert "fuzzy" not in entry
    page = (clone / "build/content/nl-NL/billing/download-invoices.md").read_text("utf-8")
    assert "Facturen en kwitanties downloaden\n" in page
    assert "data-ttu-id" not in page


def test_commands_are_found() -> None:
    text = (
        "```bash\n# a comment\nlocpipe run\npip install x && locpipe rules\n```\n"
        "```yaml\n  - run: locpipe check\n  - run: pip install x\n```\n```text\nlocpipe no\n```\n"
    )
    assert commands(text) == ["locpipe run", "locpipe rules", "locpipe check"]
    names = {shown.name for shown in _PAGES}
    assert {
        "README.md",
        "docs/start.md",
        "docs/writers.md",
        "docs/localizers.md",
        "docs/ci.md",
    } <= names


def test_what_is_not_run_is_shown_somewhere() -> None:
    """A line of the list of exceptions that nothing needs any more is taken out of it."""
    files = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
    everything = "\n".join(file.read_text("utf-8") for file in files)
    assert [line for line in NOT_RUN if line not in everything] == []
