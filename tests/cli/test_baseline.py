"""A baseline serves all commands: each replaces what it has looked at, and keeps the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.test_check import PAGE

Run = Callable[..., Result]
Make = Callable[..., Path]

BASELINE = ["--baseline", "b.json"]
UPDATE = [*BASELINE, "--update-baseline"]
FILES = {
    "content/en-US/a.md": "---\ntitle: Pay\nms.date: 9/9/2021\n---\n# Pay\n",
    "content/nl-NL/a.md": PAGE,
    "content/nl-NL/b.md": PAGE,
    "content/fr-FR/a.md": PAGE.replace("nl-NL", "fr-FR"),
}
ALL: list[list[str]] = [["validate"], ["check"], ["check", "--po-only"], ["run"]]


def known(root: Path) -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = json.loads((root / "b.json").read_text())
    return found["findings"]


def recorded(root: Path) -> int:
    return sum(sum(each.values()) for rules in known(root).values() for each in rules.values())


def test_a_page_that_cannot_be_read_is_not_recorded_but_said(docset: Make, run_in: Run) -> None:
    root = docset({**FILES, "content/nl-NL/b.md": b"\xff\n"})
    result = run_in(root, "validate", *UPDATE)
    assert result.exit_code == 1
    assert "b.md:1:1: error: " in result.stderr
    assert "page-unreadable" not in (root / "b.json").read_text()


@pytest.mark.parametrize("others", [ALL, ALL[::-1]], ids=["in order", "the other way round"])
def test_no_command_forgets_what_another_recorded(
    docset: Make, run_in: Run, others: list[list[str]]
) -> None:
    root = docset(FILES)
    run_in(root, "extract")
    for command in others:
        assert run_in(root, *command, *UPDATE).exit_code == 0
    for command in others:
        result = run_in(root, *command, *BASELINE, "--format", "json")
        assert json.loads(result.stdout)["findings"] == [], command


@pytest.mark.parametrize(
    "narrow",
    [
        ["validate", "--select", "ms-date-invalid"],
        ["validate", "--ignore", "structure"],
        ["validate", "--locale", "nl-NL"],
        ["validate", "content/nl-NL/a.md"],
        ["check", "--select", "space-lost"],
        ["check", "content/nl-NL/b.md"],
        ["run", "--locale", "fr-FR"],
    ],
    ids=" ".join,
)
def test_a_narrow_look_changes_nothing_where_nothing_changed(
    docset: Make, run_in: Run, narrow: list[str]
) -> None:
    root = docset(FILES)
    for command in ("validate", "check", "run"):
        run_in(root, command, *UPDATE)
    before = known(root)
    result = run_in(root, *narrow, *UPDATE)
    assert "of other rules or pages kept" in result.stdout
    assert known(root) == before


def test_what_was_mended_leaves_and_how_much_is_known_is_said(docset: Make, run_in: Run) -> None:
    root = docset(FILES)
    run_in(root, "validate", *UPDATE)
    of_validate = recorded(root)
    result = run_in(root, "check", *UPDATE)
    of_check = recorded(root) - of_validate
    assert result.stdout == (
        f"{of_check} findings recorded in b.json; "
        f"{of_validate} findings of other rules or pages kept\n"
    )
    (root / "content/nl-NL/b.md").write_text(PAGE.replace(")voor", ") voor"))
    result = run_in(root, "check", "content/nl-NL/b.md", *UPDATE)
    assert recorded(root) == of_validate + of_check - 1
    assert "space-lost" not in known(root)["nl-NL/b.md"]
    (root / "content/nl-NL/b.md").unlink()
    run_in(root, "check", *UPDATE)
    assert not {"space-lost", "number-changed"} & set(known(root).get("nl-NL/b.md", ()))


def test_a_document_stays_a_document(docset: Make, run_in: Run) -> None:
    result = run_in(docset(FILES), "check", *UPDATE, "--format", "json")
    assert json.loads(result.stdout)["findings"] == []
    assert "findings recorded in b.json" in result.stderr


def test_a_file_that_is_no_baseline_is_left_alone(docset: Make, run_in: Run) -> None:
    root = docset(FILES | {"b.json": "[]"})
    assert "is no baseline" in str(run_in(root, "check", *UPDATE).exception)
    assert (root / "b.json").read_text() == "[]"
