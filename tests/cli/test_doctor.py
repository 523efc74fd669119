"""`doctor` says what is installed, found and missing, and fails only where commands would."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline.commands import doctor
from tests.repo import ENGLISH, Repo, localized

Run = Callable[..., Result]
Make = Callable[..., Path]


def states(run_in: Run, root: Path, *arguments: str) -> dict[str, tuple[str, str]]:
    result = run_in(root, "doctor", "--format", "json", *arguments)
    document = json.loads(result.stdout)
    assert result.exit_code == (not document["ok"])
    return {one["topic"]: (one["state"], one["message"]) for one in document["checks"]}


def test_a_docset_in_git(repo: Repo, run_in: Run) -> None:
    repo.write("content/en-US/a.md", ENGLISH)
    repo.write("content/nl-NL/a.md", localized(ENGLISH))
    repo.write("content/nl-NL/b.md", localized(ENGLISH))
    repo.write("content/xx-XX/a.md", localized(ENGLISH))
    repo.write("pipeline.toml", 'glossary = "terms/{locale}.csv"\nlocales = ["nl-NL"]\n')
    repo.commit()
    repo.commit("second")
    found = states(run_in, repo.root)
    assert found["settings"] == ("ok", "pipeline.toml")
    assert found["sources"] == ("ok", "1 page in content/en-US")
    assert found["nl-NL"][0] == "note"
    assert (
        "2 pages in content/nl-NL, 0 with a PO file; 1 page without a source" in found["nl-NL"][1]
    )
    assert "2 commits" in found["git of sources"][1]
    assert found["glossary nl-NL"] == ("note", "terms/nl-NL.csv: not there")
    assert not [topic for topic in found if "xx-XX" in topic]
    assert {"locpipe", "python", "git", "cache", "memory", "family"} <= found.keys()


def test_a_shallow_clone_says_how_to_get_the_rest(repo: Repo, tmp_path: Path, run_in: Run) -> None:
    repo.write("content/en-US/a.md", ENGLISH)
    repo.commit()
    repo.commit("second")
    clone = tmp_path / "clone"
    command = ["git", "clone", "-q", "--depth", "1", repo.root.as_uri(), str(clone)]
    subprocess.run(command, check=True, capture_output=True)
    said = run_in(clone, "doctor").output
    assert "a shallow clone with 1 commit" in said
    assert "git fetch --unshallow" in said


def test_without_git_and_without_a_dictionary(docset: Make, run_in: Run) -> None:
    root = docset({"content/tlh/a.md": localized(ENGLISH), "content/en-US/a.md": ENGLISH})
    found = states(run_in, root, "--locale", "tlh")
    assert found["git of sources"][0] == "note"
    assert found["dictionary tlh"][0] == "note"


@pytest.mark.parametrize(
    "text", ["", 'contents = "x"\n', 'content = "gone/{locale}"\n', "[", 'family = "nope"\n']
)
def test_what_stops_all_commands_is_an_error(docset: Make, run_in: Run, text: str) -> None:
    root = docset({"pipeline.toml": text} | ({"content/en-US/a.md": ENGLISH} if text else {}))
    found = states(run_in, root)
    assert found["docset"][0] == "error"
    assert run_in(root, "doctor").exit_code == 1


def test_an_extra_that_is_missing_says_what_for(monkeypatch: pytest.MonkeyPatch) -> None:
    required = [
        "click>=8.1",
        "no-such-package>=2.0 ; extra == 'spelling'",
        "click>=1 ; extra == 'web'",
        "mkdocs>=1 ; extra == 'docs'",
    ]
    monkeypatch.setattr(doctor.metadata, "requires", lambda _name: required)
    found = {one.topic: one for one in doctor.installed()}
    assert found["extra web"].state == "ok"
    assert found["extra spelling"].state == "note"
    assert found["extra spelling"].todo == "pip install 'locpipe[spelling]'"
    assert "no-such-package" in found["extra spelling"].message
    assert "extra docs" not in found


def test_names_cannot_write_to_the_terminal(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": ENGLISH, "pipeline.toml": 'memory = "\\u001b[31m.db"\n'})
    said = run_in(root, "doctor").output
    assert "\x1b" not in said
    assert "\\x1b[31m.db" in said


def test_quiet_leaves_out_what_is_well(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": ENGLISH})
    lines = run_in(root, "doctor", "-q").output.splitlines()
    assert lines
    assert not [line for line in lines if line.startswith("ok")]
