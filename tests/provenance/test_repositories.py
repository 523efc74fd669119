"""Kinds of repositories and clones: what git has is known, what it does not have is not, and nothing is fetched."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline.docset.git import Repository
from pipeline.provenance.handed_off import commit_of, handed_off
from pipeline.provenance.history import changes
from tests.repo import ENGLISH, Repo, localized

NAME = "content/en-US/a.md"
CHANGED = ENGLISH.replace("20", "30")


@pytest.fixture
def first(repo: Repo) -> str:
    """The first of two commits to a page."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.write(NAME, ENGLISH)
    first = repo.commit()
    repo.write(NAME, CHANGED)
    repo.commit()
    return first


def _worktree(repo: Repo, place: Path) -> None:
    repo.git("worktree", "add", "-q", "--detach", str(place))


def _submodule(repo: Repo, place: Path) -> None:
    around = Repo(place.parent / "around")
    around.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo.root), "docs")
    place.symlink_to(around.root / "docs")


def _git_folder_elsewhere(repo: Repo, place: Path) -> None:
    repo.git("clone", "-q", "--separate-git-dir", f"{place}.git", str(repo.root), str(place))


def _reference(repo: Repo, place: Path) -> None:
    repo.git("clone", "-q", "--shared", str(repo.root), str(place))


def _packed(repo: Repo, place: Path) -> None:
    repo.git("clone", "-q", str(repo.root), str(place))
    clone = Repo(place)
    clone.git("pack-refs", "--all")
    clone.git("gc", "-q")


def _of_somebody_else(repo: Repo, place: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root")
    repo.git("clone", "-q", str(repo.root), str(place))
    for one in (place, *place.rglob("*")):
        os.chown(one, 12345, 12345)


WHOLE = (_worktree, _submodule, _git_folder_elsewhere, _reference, _packed, _of_somebody_else)


@pytest.mark.parametrize("make", WHOLE)
def test_a_whole_repository_knows_all(
    repo: Repo, first: str, tmp_path: Path, make: Callable[[Repo, Path], None]
) -> None:
    make(repo, tmp_path / "clone")
    page = tmp_path / "clone" / NAME
    assert handed_off(page, first) == ENGLISH.encode()
    assert commit_of(page, CHANGED.encode()) == repo.git("rev-parse", "HEAD")
    assert changes([(page, first)])[page, first].commits == 1


@pytest.mark.parametrize("how", ["--depth=1", "--filter=blob:none", "--filter=tree:0"])
def test_a_clone_of_a_part_says_what_it_does_not_know_and_fetches_nothing(
    repo: Repo, first: str, tmp_path: Path, how: str
) -> None:
    place = tmp_path / "clone"
    repo.git("clone", "-q", how, f"file://{repo.root}", str(place))
    page = place / NAME
    here = Repo(place)
    before = here.git("count-objects", "-v")
    assert handed_off(page, first) is None
    assert commit_of(page, CHANGED.encode()) == here.git("rev-parse", "HEAD")
    assert changes([(page, first)])[page, first].commits == -1
    assert changes([(page, first)])[page, first].unknown
    assert here.git("count-objects", "-v") == before


def test_a_missing_object_does_not_hide_others(repo: Repo, first: str, tmp_path: Path) -> None:
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.root}", str(tmp_path / "clone"))
    found = Repository.around(tmp_path / "clone")
    assert found is not None
    wanted = [(first, NAME), (found.head, NAME), ("f" * 40, NAME)]
    assert found.contents(wanted) == {(found.head, NAME): CHANGED.encode()}
    assert found.known([first, found.head, "f" * 40]) == {first, found.head}
    assert found.reader.read(first, NAME) is None
    assert found.reader.read(found.head, NAME) == CHANGED.encode()


def test_a_repository_of_longer_names(run_in: Callable[..., Result], tmp_path: Path) -> None:
    root = tmp_path / "docs"
    root.mkdir()
    repo = Repo.__new__(Repo)
    repo.root = root
    repo.git("init", "-q", "-b", "main", "--object-format=sha256")
    page = repo.write(NAME, ENGLISH)
    first = repo.commit()
    repo.write(NAME, CHANGED)
    repo.write("content/nl-NL/a.md", localized(ENGLISH))
    repo.commit()
    assert changes([(page, first)])[page, first].commits == 1
    assert run_in(root, "validate", "--since", "HEAD").output.endswith("on 0 pages\n")
    assert "on 2 pages" in run_in(root, "validate", "--since", "HEAD~1").output


@pytest.mark.parametrize("where", ["top", "below", "worktree"])
def test_inside_a_hook(repo: Repo, first: str, tmp_path: Path, where: str) -> None:
    """git tells a hook about its repository by variables, by paths from the top; locpipe looks for itself."""
    place = tmp_path / "tree" if where == "worktree" else repo.root
    if where == "worktree":
        _worktree(repo, place)
    command = "import sys; from pipeline.cli.main import main; main()"
    project = Path(__file__).parents[2]
    script = (
        f"#!/bin/sh\nset -e\n{'cd content' if where == 'below' else ':'}\n"
        f"PYTHONPATH={project} {sys.executable} -c '{command}' validate --since HEAD > {tmp_path}/said 2>&1"
        " || true\n"
    )
    hook = repo.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(script)
    hook.chmod(0o755)
    (place / NAME).write_text(ENGLISH)
    (place / "content/nl-NL").mkdir()
    (place / "content/nl-NL/a.md").write_text(localized(ENGLISH))
    there = Repo.__new__(Repo)
    there.root = place
    there.commit()
    assert "on 2 pages" in (tmp_path / "said").read_text()


@pytest.mark.parametrize(
    ("write", "is_changed"),
    [
        (ENGLISH, False),
        (ENGLISH.replace("\n", "\r\n"), False),
        (CHANGED, True),
    ],
)
def test_files_are_compared_as_git_would(repo: Repo, write: str, is_changed: bool) -> None:
    repo.write(NAME, ENGLISH)
    repo.write("content/en-US/b.md", ENGLISH)
    commit = repo.commit()
    repo.write(NAME, write)
    repo.write(".gitignore", "ignored.md\n")
    for name in ("new.md", "ignored.md", ":(top)new.md"):
        repo.write(f"content/en-US/{name}", ENGLISH)
    found = Repository.around(repo.root / "content")
    assert found is not None
    names = [f"content/en-US/{name}.md" for name in ("a", "b", "new", "ignored", ":(top)new")]
    expected = {"content/en-US/new.md", "content/en-US/:(top)new.md"} | (
        {NAME} if is_changed else set()
    )
    assert found.changed(commit, names) == expected
