"""What a terminal shows: laid out for its width, coloured only where that is wanted, never raw control characters."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.output.excerpt import width
from pipeline.output.screen import hanging, table
from tests.cli.terminal import PROJECT, environment, in_terminal

_SGR = re.compile(r"\x1b\[[\d;]*m")
Make = Callable[..., Path]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(PROJECT / "content", folder / "content")
    return folder


def piped(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment(**env), timeout=60
    )


@pytest.mark.parametrize("columns", [40, 120])
@pytest.mark.parametrize("command", ["run", "status", "validate", "rules", "extract", "build"])
def test_no_line_is_wider_than_the_terminal(example: Path, command: str, columns: int) -> None:
    code, text = in_terminal(example, command, columns=columns)
    assert code == 0
    wide = [line for line in _SGR.sub("", text).split("\n") if width(line) > columns]
    assert not [line for line in wide if " " in line.strip()], "only a long word may stand out"
    assert _SGR.search(text) or command in ("extract", "build")


def test_a_log_is_plain_and_the_same_at_any_width(example: Path) -> None:
    piped(example, "run")
    narrow, wide = (piped(example, "run", COLUMNS=columns) for columns in ("40", "200"))
    assert narrow.stdout == wide.stdout
    assert "\x1b" not in narrow.stdout + narrow.stderr
    assert max(map(len, narrow.stdout.splitlines())) > 80


@pytest.mark.parametrize(
    ("options", "env", "coloured"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
    ],
    ids=["a terminal", "NO_COLOR", "never", "always goes before NO_COLOR"],
)
@pytest.mark.parametrize("command", ["validate", "status", "run"])
def test_colours_on_a_terminal(
    example: Path, command: str, options: tuple[str, ...], env: dict[str, str], coloured: bool
) -> None:
    _, text = in_terminal(example, *options, command, env=env)
    assert bool(_SGR.search(text)) is coloured


def test_colours_in_a_log_only_where_they_are_asked_for(example: Path) -> None:
    assert "\x1b[" not in piped(example, "status").stdout
    assert "\x1b[" in piped(example, "--color", "always", "status").stdout


def test_control_characters_are_written_out(docset: Make) -> None:
    evil = "\x1b[31m\u202e"
    folder = docset(
        {f"content/nl-NL/{evil}.md": f"---\ntitle: {evil}\nms.topic: {evil}\n---\n# {evil}\n"}
    )
    for command in ("run", "status"):
        _, text = in_terminal(folder, "-v", command)
        assert "\x1b[31m\u202e" not in text
        assert "\u202e" not in text
        assert "\\x1b[31m\\u202e" in text.replace("\n", "")
    for words in ((f"--{evil}",), ("run", evil), ("explain", evil), ("-C", evil, "run"), (evil,)):
        code, text = in_terminal(folder, *words)
        assert code == 2
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\\u202e" in text, "what a terminal would obey is taken out or written out"


_WAITING = """
import time
from pipeline.cli.main import main
from pipeline.files import files

def wait(path):
    print("waiting", flush=True)
    time.sleep(60)

files.read = wait
main()
"""


def test_ctrl_c_ends_with_130(docset: Make) -> None:
    folder = docset({"content/nl-NL/a.md": "# A\n"})
    process = subprocess.Popen(
        [sys.executable, "-c", _WAITING, "validate", "--jobs", "1", "--no-cache"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "waiting\n", "for the page"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors == "locpipe: interrupted\n" or errors == "\nlocpipe: interrupted\n"


def test_next_steps(example: Path, tmp_path: Path) -> None:
    shutil.copytree(example / "content", tmp_path / "content")
    assert "Next: translate build/po/nl-NL in any PO editor" in piped(tmp_path, "extract").stdout
    assert "Next" not in piped(tmp_path, "extract").stdout, "nothing was written"
    assert "Next: the built pages are in build/content/nl-NL" in piped(tmp_path, "build").stdout
    assert re.search(r"Next: locpipe explain [\w-]+ \(found", piped(tmp_path, "run").stdout)
    assert "Next" not in piped(tmp_path, "-q", "run").stdout
    assert "Next" not in piped(tmp_path, "run", "--format", "json").stdout


def test_verbose_names_the_files_that_are_written(example: Path, tmp_path: Path) -> None:
    shutil.copytree(example / "content", tmp_path / "content")
    result = piped(tmp_path, "-v", "extract")
    written = {line for line in result.stderr.splitlines() if line.startswith("written: ")}
    files = {f"written: {file.relative_to(tmp_path)}" for file in tmp_path.rglob("*.po")}
    assert written == files
    assert "written: " not in piped(tmp_path, "-v", "extract").stderr


def test_long_lines_hang_and_words_stay_whole() -> None:
    text = "content/nl-NL/a/very/long/path.md:1:2: \x1b[31merror\x1b[0m: 日本語 の 文 [rule]"
    shown = hanging(text, 29)
    assert shown.split("\n") == [
        "content/nl-NL/a/very/long/path.md:1:2:",
        "    \x1b[31merror\x1b[0m: 日本語 の 文",
        "    [rule]",
    ]
    assert hanging(text, 0) == text
    assert (
        hanging("    indented text that is too long", 20, "")
        == "    indented text\n    that is too long"
    )


def test_a_narrow_table_is_a_list() -> None:
    rows = [("MT", "current", "nl-NL/a.md\nwhy")]
    assert (
        table(("", "is", "page"), rows, 40, title=-1) == "nl-NL/a.md\n    why\n    MT, is current\n"
    )
    assert [
        _SGR.sub("", line).split()
        for line in table(("", "is", "page"), rows, 80, title=-1).splitlines()
    ] == [
        ["is", "page"],
        ["MT", "current", "nl-NL/a.md"],
        ["why"],
    ]


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("command", ["check", "status", "run"])
def test_output_that_is_closed_is_no_fault(example: Path, command: str, closed: str) -> None:
    line = f"exec {sys.executable} -m pipeline {command} {closed}"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=example,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
    )
    assert done.returncode == 0
    assert "a fault in locpipe" not in done.stdout + done.stderr
