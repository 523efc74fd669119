"""Whatever names and pages hold: commands end in good order, and what they print acts on no terminal or CI system."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.engine.pages import ENVIRONMENT, write
from tests.fuzz.case import Ended, run
from tests.fuzz.mutate import NAMES
from tests.markdown.test_bilingual import unit

Make = Callable[..., Path]

PAGE = (
    "---\ntitle: x\nms.translationtype: MT\nms.contentlocale: nl-NL\n---\n# Kop \ufffe [a](weg.md)\n\n"
    + unit(102, "Een.", "One.")
    + "\n\n  ::error::in a page [b](nergens.md)\n\n##[group] \x1b[31m \x9d [c](weg2.md)\n"
)
COMMANDS = [
    "status", "status --format json", "validate", "validate --format json", "validate --format jsonl",
    "validate --format sarif", "validate --format junit", "validate --format github", "check", "extract", "build",
    "run", "memory fill", "report", "export", "check --annotate", "validate --baseline known.json --update-baseline",
    "validate --baseline known.json", "validate --fix --diff", "check --fix", "validate --statistics",
    "validate --statistics --format json", "validate --format concise", "validate --format grouped",
    "validate --format markdown", "run --also jsonl:found.jsonl", "status --stale", "status --format csv",
    "status --format markdown", "status --record log.jsonl --export pages.json", "doctor", "doctor --format json",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_of_any_bytes(docset: Make, monkeypatch: pytest.MonkeyPatch, name: bytes) -> None:
    root = docset({"content/en-US/a.md": "# A\n\nOne.\n"})
    for folder in (b"content/nl-NL/", b"content/nl-NL/sub/"):
        write(root / os.fsdecode(folder + name + b".md"), PAGE)
    monkeypatch.chdir(root)
    for command in COMMANDS:
        ended = run(*command.split())
        assert ended.code in (0, 1), (command, ended.err)
        _reads(command, ended)
    assert run("build").out == run("build").out


def _reads(command: str, ended: Ended) -> None:
    """What is made for programs can be read by them."""
    if command == "validate --format junit":
        assert ElementTree.fromstring(ended.out).get("tests") != "0"
    if command in ("validate --format json", "status --format json"):
        assert os.fsencode(json.loads(ended.out)[_rows(command)][0]["path"])


def _rows(command: str) -> str:
    return "pages" if "status" in command else "findings"


def test_results_of_names_that_are_not_utf8_are_remembered(
    docset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.engine.how.FEW", 0)
    monkeypatch.setattr(
        "pipeline.engine.how.How.__init__.__defaults__", (1, "", True, 0), raising=False
    )
    root = docset({"content/nl-NL/a\udcff.md": PAGE})
    monkeypatch.chdir(root)
    first = run("validate")
    assert run("validate").out == first.out


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n", "=======\n", ">>>>>>> branch\n"])
def test_a_conflict_in_a_po_file_is_called_so(
    docset: Make, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    root = docset({"content/nl-NL/a.md": PAGE})
    monkeypatch.chdir(root)
    run("extract")
    file = root / "build/po/nl-NL/a.po"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines[:5], text, *lines[5:]]), "utf-8")
    ended = run("extract")
    assert ended.code == 1
    assert "a.po:6:1" in ended.err
    assert "merge conflict" in ended.err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pipeline.toml", f"x = {'9' * 5000}"),
        ("pipeline.toml", f"x = {'[' * 5000}"),
        ("known.json", '{"version": 1, "findings": {"a.md": {"h1-missing": {"x": 1e999}}}}'),
        ("known.json", "[" * 100_000),
    ],
    ids=["many digits", "nested settings", "no number", "nested baseline"],
)
def test_settings_and_baselines_that_no_program_writes_are_named(
    docset: Make, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.chdir(docset({"content/nl-NL/a.md": PAGE, name: text}))
    ended = run("validate", "--baseline", "known.json")
    assert ended.code == 2
    assert ended.err.startswith(f"locpipe: error: {name}: ")


@pytest.mark.parametrize("place", ["content/nl-NL/a.md", "content/en-US/a.md"])
def test_a_pointer_of_git_lfs_is_no_page(
    docset: Make, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    pages = {"content/en-US/a.md": "# A\n\nOne.\n", "content/nl-NL/a.md": PAGE}
    monkeypatch.chdir(docset(pages | {place: pointer}))
    for command in ("validate", "extract", "run"):
        ended = run(command)
        assert ended.code == 1
        assert ended.out.count("Git LFS") + ended.err.count("Git LFS") >= 1
    assert not Path("build/po/nl-NL/a.po").exists()
    assert not Path("build/content/nl-NL/a.md").exists()


def test_a_name_in_capitals_is_told(docset: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(docset({"content/nl-NL/a.md": PAGE, "content/nl-NL/sub/UPPER.MD": PAGE}))
    assert "content/nl-NL/sub/UPPER.MD: no page; names of pages end in .md" in run("validate").err


def test_annotating_again_changes_nothing(docset: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = "Save the file in the folder.", "Sla het bestand op in de map."
    pages = {}
    for name, other in (
        ("a", "Kies een betaalmethode voor de rekening."),
        ("b", target),
        ("c", target),
    ):
        text = unit(101, other, source) + "\n\n" + unit(102, f"Nog {name}.", f"More {name}.") + "\n"
        pages[f"content/nl-NL/{name}.md"] = "---\ntitle: x\nms.translationtype: MT\n---\n" + text
    root = docset(pages)
    monkeypatch.chdir(root)
    run("extract")
    once = run("check", "--annotate")
    assert "in build/po/nl-NL/b.po" in once.out
    written = [file.read_bytes() for file in sorted(root.rglob("*.po"))]
    again = run("check", "--annotate")
    assert [file.read_bytes() for file in sorted(root.rglob("*.po"))] == written
    assert again.out == once.out


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="makes a device")
@pytest.mark.parametrize(
    "command",
    [
        "validate --output {}", "status --output {}", "validate --format json --output {}",
        "check --baseline {} --update-baseline", "memory export --locale nl-NL {}",
    ],
)  # fmt: skip
def test_a_device_is_written_into(
    docset: Make, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    root = docset({"content/nl-NL/a.md": PAGE})
    monkeypatch.chdir(root)
    run("memory", "fill")
    os.mknod(root / "null", 0o20666, os.makedev(1, 3))
    assert run(*command.format("null").split()).code in (0, 1)
    assert (root / "null").is_char_device()


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="makes a device")
def test_what_must_be_a_file_or_a_folder_is_no_device(
    docset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = docset({"content/nl-NL/a.md": PAGE})
    monkeypatch.chdir(root)
    os.mknod(root / "null", 0o20666, os.makedev(1, 3))
    for command in ("memory fill --memory null", "report --output null", "extract --po null"):
        assert run(*command.split()).code in (1, 2), command
        assert (root / "null").is_char_device()
    assert [one.name for one in root.iterdir() if "null" in one.name] == ["null"]


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    "line",
    [
        "{} validate --format json --output /dev/stdout --no-cache",
        "{} validate --format json --output /dev/stdout --no-cache > out; cat out",
        "{} validate --format json --output >(cat) --no-cache | cat",
        "mkfifo pipe; cat pipe & {} validate --format json --output pipe --no-cache; wait; test -p pipe",
    ],
    ids=["standard output", "a file as standard output", "process substitution", "a named pipe"],
)
def test_pipes_and_descriptors_are_written_into(docset: Make, line: str) -> None:
    root = docset({"content/nl-NL/a.md": PAGE})
    command = line.format(f"{sys.executable} -m pipeline")
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=root,
        env=ENVIRONMENT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert json.loads(done.stdout)["findings"], done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_told(docset: Make) -> None:
    root = docset({"content/nl-NL/a.md": PAGE})
    for more in ("> /dev/full", "--output /dev/full"):
        line = f"{sys.executable} -m pipeline validate --no-cache {more}"
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=root,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "No space left on device" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_database_that_cannot_be_used_is_told_in_one_line(
    docset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.chdir(docset({"content/nl-NL/a.md": PAGE}))
    monkeypatch.setattr("pipeline.web.known.Known.put", full)
    ended = run("report")
    assert ended.code == 1
    assert ended.err == "locpipe: error: a database cannot be used: database or disk is full\n"
