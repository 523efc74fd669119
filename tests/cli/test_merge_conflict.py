"""A page or a source with an unresolved merge conflict is two texts at once: nothing is handed off or built of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.repo import ENGLISH, localized

Run = Callable[..., Result]

CONFLICT = "\n<<<<<<< HEAD\nClose it.\n=======\nShut it.\n>>>>>>> main\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("command", ["extract", "build", "run"])
@pytest.mark.parametrize("place", ["content/en-US/a.md", "content/nl-NL/a.md"])
def test_a_conflict_is_refused_at_its_line(
    tmp_path: Path, run_in: Run, place: str, command: str, line_end: str
) -> None:
    for name, text in (("en-US", ENGLISH), ("nl-NL", localized(ENGLISH))):
        (tmp_path / f"content/{name}").mkdir(parents=True)
        (tmp_path / f"content/{name}/a.md").write_text(text, "utf-8")
    run_in(tmp_path, "extract")
    po = tmp_path / "build/po/nl-NL/a.po"
    before = po.read_bytes()
    page = tmp_path / place
    text = page.read_text("utf-8") + CONFLICT
    page.write_bytes(text.replace("\n", line_end).encode())
    line = text[: text.index("<<<<<<<")].count("\n") + 1
    result = run_in(tmp_path, command)
    assert result.exit_code == 1
    assert f"{place}:{line}:1: " in result.output
    assert "a merge conflict that nobody has resolved" in result.output
    assert "nothing-compared" not in result.output
    assert po.read_bytes() == before
    assert not (tmp_path / "build/content/nl-NL/a.md").exists()


def test_a_conflict_that_is_shown_as_code_is_text(tmp_path: Path, run_in: Run) -> None:
    shown = f"\n```\n{CONFLICT.strip()}\n```\n"
    english = ENGLISH + shown
    for name, text in (("en-US", english), ("nl-NL", localized(english) + shown)):
        (tmp_path / f"content/{name}").mkdir(parents=True)
        (tmp_path / f"content/{name}/a.md").write_text(text, "utf-8")
    assert run_in(tmp_path, "extract").exit_code == 0
    assert (tmp_path / "build/po/nl-NL/a.po").is_file()
