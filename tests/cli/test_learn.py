"""`locpipe learn` from pages, PO files, two versions of pages, and git's history."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra `learn` is not installed")

from click.testing import CliRunner, Result

from pipeline.cli.main import locpipe
from pipeline.learning.file import Learned, to_bytes
from pipeline.learning.rows import Drift, Scored


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


def _learned(root: Path) -> Path:
    """A docset in which people say tenant, and machines huurder; what was learned of it."""
    _docset(root)
    place = _file(root)
    place.parent.mkdir(parents=True)
    row = Drift("tenant", "tenant", 20, 20, "huurder", 12)
    place.write_bytes(to_bytes(Learned("nl-NL", drifts=(row,))))
    return place


def _found(root: Path, *arguments: str) -> tuple[int, list[str]]:
    run = _run(
        root, "check", "--format", "json", "--select", "term-drift", "--no-cache", *arguments
    )
    return run.exit_code, [one["certainty"] for one in json.loads(run.stdout)["findings"]]


def test_what_was_learned_changes_no_exit_code(tmp_path: Path) -> None:
    place = _learned(tmp_path)
    assert _found(tmp_path, "--fail-on", "suggestion") == (0, ["guess"] * 12)
    (tmp_path / "pipeline.toml").write_text('[rules]\nterm-drift = "error"\n')
    assert _found(tmp_path) == (0, ["guess"] * 12)
    place.unlink()
    assert _found(tmp_path) == (0, [])


def test_edited_file_is_refused_with_its_place(tmp_path: Path) -> None:
    place = _learned(tmp_path)
    place.write_bytes(place.read_bytes().replace(b"huurder", b"huurde"))
    run = _run(tmp_path, "check", "--no-cache")
    assert run.exit_code == 0, run.output
    assert "nl-NL.json:4:1: was edited since `locpipe learn` wrote it" in run.stderr
    assert "term-drift" not in run.output


@pytest.mark.parametrize(
    ("answer", "found", "glossary"),
    [
        ("a", ["likely"] * 12, True),
        ("r", [], False),
        ("l", ["guess"] * 12, False),
        ("q", ["guess"] * 12, False),
    ],
)
def test_review(tmp_path: Path, answer: str, found: list[str], glossary: bool) -> None:
    _learned(tmp_path)
    run = CliRunner().invoke(
        locpipe, ["-C", str(tmp_path), "learn", "--review"], input=f"{answer}\n"
    )
    assert run.exit_code == 0, run.output
    assert "people say tenant (20 of 20 units), machines huurder (12 units)" in run.output
    assert _found(tmp_path) == (0, found)
    terms = tmp_path / "terms" / "nl-NL.csv"
    assert terms.exists() == glossary
    if glossary:
        assert terms.read_text() == "source,target,status,note\ntenant,tenant,preferred,\n"
    again = CliRunner().invoke(locpipe, ["-C", str(tmp_path), "learn", "--review"], input="q\n")
    assert ("0 terms to decide" in again.output) == (answer in "ar")


def test_review_keeps_what_stands_in_the_files(tmp_path: Path) -> None:
    _learned(tmp_path)
    (tmp_path / "terms").mkdir()
    decided, terms = (tmp_path / "terms" / name for name in ("nl-NL.decisions.csv", "nl-NL.csv"))
    decided.write_bytes(b"source,human,machine,verdict\r\na,b,c,reject")
    terms.write_bytes(b"source;target\nx;y\n")
    run = CliRunner().invoke(locpipe, ["-C", str(tmp_path), "learn", "--review"], input="a\n")
    assert run.exit_code == 0, run.output
    assert decided.read_bytes() == (
        b"source,human,machine,verdict\r\na,b,c,reject\r\ntenant,tenant,huurder,accept\r\n"
    )
    assert terms.read_bytes() == b"source;target\nx;y\ntenant;tenant\n"


def test_decisions_that_are_none_are_named_by_their_line(tmp_path: Path) -> None:
    _learned(tmp_path)
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "nl-NL.decisions.csv").write_text(
        "source,human,machine,verdict\na,b,c,maybe\n"
    )
    run = _run(tmp_path, "check", "--no-cache")
    assert "nl-NL.decisions.csv:2:1: a decision is" in run.stderr


def test_review_before_learning(tmp_path: Path) -> None:
    run = _run(_docset(tmp_path), "learn", "--review")
    assert run.exit_code != 0
    assert "run `locpipe learn`" in run.output + str(run.exception)


def test_findings_in_the_order_of_review(tmp_path: Path) -> None:
    place = _learned(tmp_path)
    lines = {f"p{n}.md": [6 + 2 * m for m in range(3)] for n in range(4)}
    first = ("p2.md", lines["p2.md"][1])
    order = {
        path: tuple(Scored(line, float((path, line) == first), 3) for line in of)
        for path, of in lines.items()
    }
    row = Drift("tenant", "tenant", 20, 20, "huurder", 12)
    place.write_bytes(to_bytes(Learned("nl-NL", drifts=(row,), order=order)))

    def found(*arguments: str) -> list[tuple[str, int]]:
        run = _run(tmp_path, "check", "--select", "term-drift", "--no-cache", *arguments)
        assert run.exit_code == 0, run.output
        if "json" in arguments:
            return [(one["path"], one["line"]) for one in json.loads(run.stdout)["findings"]]
        shown = re.findall(r"(p\d\.md):(\d+):\d+: suggestion", run.stdout)
        return [(path, int(line)) for path, line in shown]

    by_place = found("--format", "json")
    by_review = found("--format", "json", "--order", "review")
    assert by_review[0] == first != by_place[0]
    assert sorted(by_review) == sorted(by_place)
    assert found("--format", "concise", "--order", "review") == by_review
    assert found("--format", "json", "--order", "gravity") == by_place
    place.unlink()
    assert found("--format", "json", "--order", "review") == []


def test_findings_by_gravity(tmp_path: Path) -> None:
    _docset(tmp_path)
    (tmp_path / "content" / "nl-NL" / "p3.md").write_text(
        _page("MT", "huurder").replace("Open de huurder 1.", "Open [de](x) huurder 1."), "utf-8"
    )
    run = _run(
        tmp_path,
        "check",
        "--format",
        "json",
        "--no-cache",
        "--order",
        "gravity",
        "--fail-on",
        "never",
    )
    severities = [one["severity"] for one in json.loads(run.stdout)["findings"]]
    assert severities == sorted(severities, key=["error", "warning", "suggestion"].index)
    assert severities


def test_status_names_the_pages_to_review_first(tmp_path: Path) -> None:
    place = _learned(tmp_path)
    (tmp_path / "content" / "nl-NL" / "p3.md").write_text(_page("HT", "tenant"), "utf-8")
    order = {f"p{n}.md": (Scored(6, float(n), 4),) for n in range(3)}
    place.write_bytes(to_bytes(Learned("nl-NL", order=order)))
    run = _run(tmp_path, "status", "--format", "json", "--order", "review")
    pages = [(one["path"], one["review_words"]) for one in json.loads(run.stdout)["pages"]]
    assert pages == [("p2.md", 12), ("p1.md", 12), ("p0.md", 12), ("p3.md", 0)]
    assert "36 words to review" in _run(tmp_path, "status").stdout
    place.unlink()
    run = _run(tmp_path, "status", "--format", "json", "--order", "review")
    assert [one["path"] for one in json.loads(run.stdout)["pages"]] == [
        f"p{n}.md" for n in range(4)
    ]
