"""No code of a repository runs, whatever is in it: every command and the language server are tried."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline.docset.git import Repository
from pipeline.lsp.desk import Desk
from pipeline.lsp.docsets import Docsets
from tests.provenance.hostile import (
    HOSTILE,
    Trap,
    bare_among_pages,
    docset,
    everything,
    program_in_the_tree,
)
from tests.repo import Repo

PROJECT = Path(__file__).parents[2]
ASKING: tuple[tuple[str, ...], ...] = (
    ("validate", "--since", "HEAD~1"),
    ("status",),
    ("run",),
    ("-C", "content/nl-NL", "extract"),
    ("regressions", "HEAD~1"),
    ("impact", "HEAD~1"),
)
"""Commands that ask git all that there is to ask."""
OTHERS: tuple[tuple[str, ...], ...] = (
    ("validate",),
    ("validate", "--since", "origin/main"),
    ("check",),
    ("check", "--since", "HEAD~1"),
    ("check", "--po-only"),
    ("build", "--diff"),
    ("build",),
    ("run", "--since", "HEAD~1"),
    ("export",),
    ("import", "build/xliff/nl-NL"),
    ("memory", "fill"),
    ("report",),
    ("validate", "--fix"),
    ("build", "--in-place"),
    ("status", "--record", "log.jsonl"),
    ("doctor",),
    ("rules",),
    ("doctor",),
    ("stamp", "--diff", "--to", "HEAD~1"),
    ("stamp", "--reviewed"),
    ("move", "a.md", "c.md"),
    ("move", "c.md", "a.md"),
    ("init",),
)
names = pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap.at(tmp_path / "traps")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return docset(tmp_path / "docs")


@names
def test_the_trap_works(repo: Repo, trap: Trap, make: Callable[[Repo, Trap], None]) -> None:
    make(repo, trap)
    assert not trap.is_off(), trap.canary.read_text()
    HOSTILE[make](repo.root)
    assert trap.is_off()


@names
def test_nothing_of_a_repository_runs(
    run_in: Callable[..., Result],
    repo: Repo,
    trap: Trap,
    make: Callable[[Repo, Trap], None],
) -> None:
    make(repo, trap)
    whole = make in (bare_among_pages, everything)
    for command in (*ASKING, *OTHERS) if whole else ASKING:
        run_in(repo.root, *command)
        assert not trap.is_off(), (command, trap.canary.read_text())
    desk = Desk(Docsets([repo.root]), lambda _file: None, print)
    for page in ("content/en-US/a.md", "content/nl-NL/a.md", "content/nl-NL/b.md"):
        desk.analyse(repo.root / page, (repo.root / page).read_text())
    assert not trap.is_off(), trap.canary.read_text()


def test_nothing_runs_under_an_editor(repo: Repo, trap: Trap) -> None:
    from tests.lsp.client import Client

    for make in (everything, bare_among_pages):
        make(repo, trap)
    client = Client(repo.root)
    uri = client.open("content/nl-NL/a.md")
    client.wait(
        lambda message: (
            message.get("method") == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == uri
        )
    )
    client.close()
    assert not trap.is_off(), trap.canary.read_text()


def test_no_program_of_the_tree_is_taken_for_git(repo: Repo, trap: Trap) -> None:
    program_in_the_tree(repo, trap)
    path = os.pathsep.join([".", "", "content", os.environ["PATH"]])
    command = [sys.executable, "-m", "pipeline", "validate", "--since", "HEAD~1"]
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(PROJECT)}
    for folder in (repo.root, repo.root / "content/nl-NL"):
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        assert not trap.is_off(), trap.canary.read_text()


@pytest.mark.parametrize("command", [("run",), ("validate", "--since", "HEAD~1")])
def test_what_a_hostile_repository_says_is_still_read(
    run_in: Callable[..., Result], repo: Repo, trap: Trap, command: tuple[str, ...]
) -> None:
    """Nothing is lost by it: the same is said as in a clean one."""
    run_in(repo.root, "run")
    clean = run_in(repo.root, *command).output
    everything(repo, trap)
    assert run_in(repo.root, *command).output == clean
    assert Repository.around(repo.root).head == repo.git("rev-parse", "HEAD")  # type: ignore[union-attr]
