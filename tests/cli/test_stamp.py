"""`locpipe stamp`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline.errors import UsageError
from tests.repo import Repo

Run = Callable[..., Result]

SOURCE = "---\ntitle: Pay\n---\n# Pay\n\nPay in 20 days. Then wait.\n"
HEADS = {
    "experience-league": "---\ntitle: Betalen\nsource-git-commit: {commit} # of us\nrole: User\n---\n",
    "mdn": "---\ntitle: Betalen\nslug: Pay\nl10n:\n  sourceCommit: {commit}\n---\n",
    "hugo": '+++\ntitle = "Betalen"\ndefault_lang_commit = "{commit}"\nweight = 3\n+++\n',
    "openlocalization": "---\ntitle: Betalen\nms.openlocfilehash: {hash}\nms.sourcegitcommit: {commit}\n---\n",
}
FILE = "content/nl-NL/a.md"
EDITS = {
    "cosmetic": SOURCE.replace("days. Then", "days.\nThen").replace("# Pay", "#  Pay"),
    "changed": SOURCE.replace("20", "30"),
    "title": SOURCE.replace("title: Pay", "title: Pay now"),
    "structure": SOURCE + "\n![](pay.png)\n",
}


def filled(family: str, commit: str, source: str = SOURCE) -> str:
    digest = hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()
    return (HEADS[family] + "# Betalen\r\n\nBetaal in 20 dagen. Wacht dan.\n").format(
        commit=commit, hash=digest
    )


@pytest.fixture(params=sorted(HEADS))
def family(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def made(root: Path, family: str, edit: str) -> tuple[Repo, str]:
    """A docset whose source was edited since the translation, and the commit of that edit."""
    repo = Repo(root)
    repo.write("content/en-US/a.md", SOURCE)
    then = repo.commit()
    repo.write(FILE, filled(family, then))
    repo.write("content/en-US/a.md", EDITS[edit])
    return repo, repo.commit()


def read(repo: Repo) -> str:
    return (repo.root / FILE).read_bytes().decode()


def status(run_in: Run, repo: Repo, family: str) -> dict[str, object]:
    result = run_in(repo.root, "status", "--family", family, "--format", "json")
    (row,) = json.loads(result.stdout)["pages"]
    return dict(row)


def test_a_cosmetic_page_is_no_work_and_is_stamped(
    tmp_path: Path, run_in: Run, family: str
) -> None:
    repo, now = made(tmp_path / "r", family, "cosmetic")
    row = status(run_in, repo, family)
    assert (row["freshness"], row["cosmetic"]) == ("stale", True)
    shown = run_in(repo.root, "status", "--family", family).output
    assert "stale (cosmetic)" in shown
    checked = run_in(repo.root, "validate", "--family", family, "--select", "page-stale")
    assert "page-stale" not in checked.output
    before = read(repo)
    diff = run_in(repo.root, "stamp", FILE, "--family", family, "--diff")
    assert diff.exit_code == 0
    assert now in diff.output
    assert read(repo) == before, "nothing is written"
    assert run_in(repo.root, "stamp", FILE, "--family", family).exit_code == 0
    assert read(repo) == filled(family, now, EDITS["cosmetic"])
    assert status(run_in, repo, family)["freshness"] == "current"
    again = run_in(repo.root, "stamp", FILE, "--family", family)
    assert "says so already" in again.output


@pytest.mark.parametrize("edit", ["changed", "title", "structure"])
def test_a_page_with_work_is_refused_until_it_was_reviewed(
    tmp_path: Path, run_in: Run, family: str, edit: str
) -> None:
    repo, now = made(tmp_path / "r", family, edit)
    before = read(repo)
    assert status(run_in, repo, family)["cosmetic"] is False
    checked = run_in(repo.root, "validate", "--family", family, "--select", "page-stale")
    assert "page-stale" in checked.output
    refused = run_in(repo.root, "stamp", FILE, "--family", family)
    assert refused.exit_code == 1
    assert "a.md: " in refused.stderr
    assert "--reviewed" in refused.stderr
    assert read(repo) == before
    assert run_in(repo.root, "stamp", FILE, "--family", family, "--reviewed").exit_code == 0
    assert read(repo) == filled(family, now, EDITS[edit])


def test_a_source_that_is_not_committed_can_be_named_by_revision(
    tmp_path: Path, run_in: Run
) -> None:
    repo, now = made(tmp_path / "r", "mdn", "cosmetic")
    repo.write("content/en-US/a.md", EDITS["cosmetic"] + "\n\n")
    refused = run_in(repo.root, "stamp", FILE, "--family", "mdn")
    assert refused.exit_code == 1
    assert "not committed" in refused.stderr
    assert run_in(repo.root, "stamp", FILE, "--family", "mdn", "--to", "HEAD").exit_code == 0
    assert read(repo) == filled("mdn", now)
    wrong = run_in(repo.root, "stamp", FILE, "--family", "mdn", "--to", "nowhere")
    assert wrong.exit_code == 1
    assert "no such revision: nowhere" in wrong.stderr


def test_a_page_of_an_unknown_version_is_stamped_only_where_it_was_reviewed(
    tmp_path: Path, run_in: Run
) -> None:
    repo, _ = made(tmp_path / "r", "hugo", "cosmetic")
    (repo.root / FILE).write_text(filled("hugo", "0" * 40), "utf-8", newline="")
    refused = run_in(repo.root, "stamp", FILE, "--family", "hugo")
    assert refused.exit_code == 1
    assert "nobody knows" in refused.stderr
    assert run_in(repo.root, "stamp", FILE, "--family", "hugo", "--reviewed").exit_code == 0


def test_a_family_whose_pages_name_no_source_and_no_paths_are_errors_of_use(
    tmp_path: Path, run_in: Run
) -> None:
    repo, _ = made(tmp_path / "r", "mdn", "cosmetic")
    for arguments in ((FILE, "--family", "mkdocs"), ("--family", "mdn")):
        result = run_in(repo.root, "stamp", *arguments)
        assert isinstance(result.exception, UsageError), "the command ends with 2"


def test_a_page_that_named_no_commit_is_stamped_where_history_knows_what_it_was_made_from(
    run_in: Run, tmp_path: Path
) -> None:
    for edit, is_fresh in ((SOURCE, True), (EDITS["cosmetic"], True), (EDITS["changed"], False)):
        repo = Repo(tmp_path / str(len(edit)) / str(is_fresh))
        repo.write("content/en-US/a.md", SOURCE)
        page = filled("hugo", "").replace('default_lang_commit = ""\n', "")
        repo.write(FILE, page)
        repo.commit()
        repo.write("content/en-US/a.md", edit)
        now = repo.commit()
        result = run_in(repo.root, "stamp", "--family", "hugo", "content/nl-NL/a.md")
        assert (result.exit_code == 0) == is_fresh
        assert ("default_lang_commit" in read(repo)) == is_fresh
        if not is_fresh:
            assert "1 sentence changed" in result.output
            options = ("--family", "hugo", "--reviewed", "content/nl-NL/a.md")
            assert run_in(repo.root, "stamp", *options).exit_code == 0
            assert now in read(repo)
