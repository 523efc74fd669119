import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.docset import git
from pipeline.provenance.history import Change, changed_sentences, changes, commit_days
from tests.repo import ENGLISH, Repo

NAME = "content/en-US/a page — é.md"


def test_counts_commits_and_names_sentences(repo: Repo) -> None:
    path = repo.write(NAME, ENGLISH)
    first = repo.commit()
    repo.write("other.md", "x")
    repo.commit("not about the page")
    repo.write(NAME, ENGLISH.replace("20 days", "30 days"))
    second = repo.commit()
    repo.write(NAME, ENGLISH.replace("20 days", "30 days").replace("Bye.\n", "Bye. See you.\n"))
    repo.commit()
    found = changes([(path, first), (path, second)])
    assert found[path, first] == Change(2, ("Pay in 30 days.", "See you."), 0)
    assert found[path, second] == Change(1, ("See you.",), 0)
    assert found[path, first].described == "2 commits since, 2 sentences changed or new"


def test_commits_on_merged_branches_count(repo: Repo) -> None:
    path = repo.write(NAME, ENGLISH)
    first = repo.commit()
    repo.git("checkout", "-q", "-b", "side")
    repo.write(NAME, ENGLISH.replace("20", "25"))
    side = repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write("b.md", "b")
    repo.commit()
    repo.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    assert changes([(path, first)])[path, first].commits == 1
    assert changes([(path, side)])[path, side].commits == 0


def test_unknown_commit_says_so(repo: Repo) -> None:
    path = repo.write(NAME, ENGLISH)
    repo.commit()
    found = changes([(path, "f" * 40)], "`source-commit`")[path, "f" * 40]
    assert found.commits == -1
    assert found.described == "git does not know `source-commit`"


def test_shallow_clone_says_so(repo: Repo, tmp_path: Path) -> None:
    repo.write(NAME, ENGLISH)
    first = repo.commit()
    repo.write(NAME, ENGLISH + "More.\n")
    repo.commit()
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.root}", str(tmp_path / "shallow"))
    path = tmp_path / "shallow" / NAME
    assert "the clone is shallow" in changes([(path, first)])[path, first].described


def test_linked_worktree_with_detached_head(repo: Repo, tmp_path: Path) -> None:
    repo.write(NAME, ENGLISH)
    first = repo.commit()
    repo.write(NAME, ENGLISH + "More.\n")
    repo.commit()
    repo.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"))
    path = tmp_path / "tree" / NAME
    assert changes([(path, first)])[path, first].commits == 1


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(ENGLISH)
    assert changes([(path, "f" * 40)])[path, "f" * 40].described == ""


def test_without_git_nothing_is_known(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    path = repo.write(NAME, ENGLISH)
    first = repo.commit()
    monkeypatch.setenv("PATH", os.devnull)
    assert git.Repository.around(repo.root) is None
    assert changes([(path, first)])[path, first] == Change()


def test_many_pages_need_few_processes(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [repo.write(f"content/en-US/{n}.md", ENGLISH) for n in range(40)]
    first = repo.commit()
    for n, path in enumerate(paths):
        path.write_text(ENGLISH + f"More {n}.\n")
    repo.commit()
    calls = []
    asked = git.ask

    def counting(*arguments: object, **options: object) -> bytes:
        calls.append(arguments)
        return asked(*arguments, **options)

    monkeypatch.setattr(git, "ask", counting)
    found = changes([(path, first) for path in paths])
    assert {change.commits for change in found.values()} == {1}
    assert len(calls) < 10


def test_white_space_is_no_change() -> None:
    old = b"# One\n\nTwo three.\nFour five.\n"
    assert changed_sentences(old, b"# One\r\n\r\nTwo  three. Four five.\r\n") == ((), 0)
    assert changed_sentences(old, b"# One\n\nTwo three.\n") == ((), 1)


def test_days_of_commits(repo: Repo) -> None:
    repo.write(NAME, ENGLISH)
    commit = repo.commit()
    made = datetime.fromtimestamp(int(repo.git("show", "-s", "--format=%ct", commit)), UTC).date()
    assert commit_days(repo.root, [commit, "f" * 40]) == {commit: made}
    assert commit_days(repo.root.parent, [commit]) == {}
