"""What --diff shows can be applied where the docset is, and makes what the command would have written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.test_bad_input import GOOD, po
from tests.cli.test_check import PAGE
from tests.cli.test_validate import BAD

Run = Callable[..., Result]
Make = Callable[..., Path]
PO = po(("One.", "Eentje."))
FILES = {
    "content/en-US/sub/a.md": BAD,
    "content/nl-NL/sub/a.md": GOOD,
    "content/fr-FR/sub/a.md": GOOD.replace("nl-NL", "fr-FR"),
    "content/nl-NL/b.md": PAGE,
    "content/nl-NL/crlf.md": PAGE.replace("\n", "\r\n").rstrip(),
    "build/po/nl-NL/sub/a.po": PO,
    "build/po/fr-FR/sub/a.po": PO,
    "build/content/fr-FR/sub/a.md": "# Old\n",
}


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        (["validate"], ["validate", "--fix"]),
        (["check", "--fix"], ["check", "--fix"]),
        (["build"], ["build"]),
        (["build", "--in-place"], ["build", "--in-place"]),
    ],
    ids=["validate", "check", "build", "in place"],
)
def test_the_diff_can_be_applied(
    docset: Make, run_in: Run, command: list[str], writes: list[str]
) -> None:
    root = docset(FILES)
    shown = run_in(root, *command, "--diff", "--no-cache").stdout_bytes
    diff = shown[shown.index(b"--- ") :] if b"--- " in shown else b""
    lines = diff.splitlines(keepends=True)
    patch = b"".join(line for line in lines if line[:1] in b"+-@ \\")
    subprocess.run(["git", "apply", "-"], cwd=root, input=patch, check=True)
    applied = contents(root)
    for name, text in FILES.items():
        (root / name).write_bytes(text.encode())
    for name in set(applied) - set(FILES):
        (root / name).unlink()
    run_in(root, *writes, "--no-cache")
    assert contents(root) == applied
    assert applied != {name: text.encode() for name, text in FILES.items()}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_no_control_character_of_a_page_is_shown(docset: Make, run_in: Run, end: str) -> None:
    evil = BAD.replace("\n", f" \x1b[31m\u202e{end}")
    root = docset({"content/nl-NL/a.md": PAGE.replace("dagen", "\x1b[31m\u202edagen")})
    (root / "content/en-US").mkdir()
    (root / "content/en-US/a.md").write_bytes(evil.encode())
    for command in (
        ["validate", "--diff", "--unsafe-fixes"],
        ["check", "--fix", "--diff"],
        ["build", "--diff"],
    ):
        shown = run_in(root, *command).output
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "\\x1b[31m\\u202e" in shown[shown.index("@@") :]


def contents(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in root.rglob("*.*")
        if file.is_file()
    }
