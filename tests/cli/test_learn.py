"""`locpipe learn` from pages, PO files, two versions of pages, and git's history."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra `learn` is not installed")

from click.testing import CliRunner, Result

from pipeline.cli.main import locpipe


def _page(kind: str, target: str) -> str:
    spans = "".join(
        f'<span data-ttu-id="1a2b3-10{number}">Open de {target} {number}.</span><span class="sxs-lookup">'
        f'<span data-stu-id="1a2b3-10{number}">Open the tenant {number}.</span></span>\n\n'
        for number in range(3)
    )
    return f"---\ntitle: T\nms.translationtype: {kind}\n---\n\n{spans}"


def _docset(root: Path, kind: str = "MT", target: str = "huurder") -> Path:
    for number in range(4):
        page = root / "content" / "nl-NL" / f"p{number}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(_page(kind, target), "utf-8")
    return root


def _run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(locpipe, ["-C", str(root), *arguments])


def _file(root: Path) -> Path:
    return root / "build" / "learned" / "nl-NL.json"


@pytest.fixture(autouse=True)
def _stay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_no_human_pages_is_said(tmp_path: Path) -> None:
    run = _run(_docset(tmp_path), "learn")
    assert run.exit_code == 0, run.output
    assert "0 human units, 12 unread units" in run.output
    assert "too little to compare terms" in run.output
    assert "too few to learn an order" in run.output
    assert len(json.loads(_file(tmp_path).read_text())["order"]) == 4


def test_same_bytes_in_any_number_of_processes(tmp_path: Path) -> None:
    _docset(tmp_path)
    _run(tmp_path, "learn", "--no-cache", "--jobs", "1")
    first = _file(tmp_path).read_bytes()
    _run(tmp_path, "learn", "--jobs", "2")
    assert _file(tmp_path).read_bytes() == first


def test_evaluate_writes_nothing(tmp_path: Path) -> None:
    run = _run(_docset(tmp_path), "learn", "--evaluate")
    assert run.exit_code == 0
    assert not _file(tmp_path).exists()


def test_corrections_between_two_versions(tmp_path: Path) -> None:
    _docset(tmp_path, "HT", "tenant")
    _docset(tmp_path / "old")
    run = _run(tmp_path, "learn", "--before", str(tmp_path / "old" / "content"))
    found = json.loads(_file(tmp_path).read_text())
    assert found["counts"]["corrections"] == found["counts"]["changed"] == 12, run.output
    assert found["removals"] == [["huurder", 12, 12, 4, "tenant"]]


def test_corrections_in_git_history(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
        subprocess.run(
            ["git", "-C", str(tmp_path), *who, *arguments], check=True, capture_output=True
        )

    git("init", "-q")
    _docset(tmp_path)
    git("add", "-A")
    git("commit", "-qm", "MT")
    _docset(tmp_path, "HT", "tenant")
    git("commit", "-qam", "HT")
    run = _run(tmp_path, "learn", "--history")
    assert run.exit_code == 0, run.output
    assert json.loads(_file(tmp_path).read_text())["counts"]["changed"] == 12


def test_corrections_in_po_files(tmp_path: Path) -> None:
    _docset(tmp_path)
    (tmp_path / "content" / "en-US").mkdir()
    assert _run(tmp_path, "extract").exit_code == 0
    [po] = sorted((tmp_path).rglob("p0*.po"))
    text = (
        po.read_text("utf-8").replace("#, fuzzy\n", "").replace("Open de huurder", "Open de tenant")
    )
    po.write_text(text, "utf-8")
    run = _run(tmp_path, "learn")
    found = json.loads(_file(tmp_path).read_text())
    assert found["counts"]["changed"] == 3, run.output
    assert found["counts"]["human"] == 3
    assert found["counts"]["machine"] == 9


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--after", "x"], "--after needs --before"),
        (["--before", "nowhere"], "no such folder"),
        (["--before", ".", "--history"], "cannot be used at once"),
        (["--history"], "needs a git repository"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], message: str) -> None:
    run = _run(_docset(tmp_path), "learn", *arguments)
    assert run.exit_code != 0
    assert message in run.output + str(run.exception)


def test_a_link_out_of_the_docset_is_not_written_through(tmp_path: Path) -> None:
    root = _docset(tmp_path / "docset")
    (tmp_path / "out").mkdir()
    (root / "build").mkdir()
    (root / "build" / "learned").symlink_to(tmp_path / "out")
    run = _run(root, "learn")
    assert run.exit_code != 0
    assert not list((tmp_path / "out").iterdir())
