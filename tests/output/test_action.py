"""The script behind action.yml, with a `locpipe` that is this one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).parents[2]
BAD = "---\nauthor: alma\n---\n# Pay\n"


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    tools = tmp_path / "tools"
    tools.mkdir()
    tool = tools / "locpipe"
    tool.write_text(f'#!/bin/sh\nPYTHONPATH="{PROJECT}" exec "{sys.executable}" -m pipeline "$@"\n')
    tool.chmod(0o755)

    def call(**inputs: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
            **{f"LOCPIPE_{name.upper()}": value for name, value in inputs.items()},
        }
        script = PROJECT / ".github" / "locpipe-action.sh"
        return subprocess.run(
            ["bash", str(script)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_annotations_summary_and_sarif(
    run: Callable[..., subprocess.CompletedProcess[str]], docset: Callable[..., Path]
) -> None:
    pages = {"content/en-US/a b.md": BAD, "content/en-US/$(id).md": BAD}
    root = docset(pages | {"pipeline.toml": 'family = "openlocalization"\n'})
    done = run(command="validate", sarif="out.sarif", paths="a b.md\n$(id).md\n")
    assert done.returncode == 1, done.stderr
    assert (
        "::error file=content/en-US/a b.md,line=1,col=1,endColumn=4,title=title-missing::"
        in done.stdout
    )
    assert "content/en-US/$(id).md" in done.stdout
    summary = (root / "summary.md").read_text()
    assert "### locpipe validate" in summary
    assert "content/en-US/a b.md:1:1: error" in summary
    assert "\x1b" not in summary
    assert '"ruleId": "title-missing"' in (root / "out.sarif").read_text()


def test_clean_docset_passes(
    run: Callable[..., subprocess.CompletedProcess[str]], docset: Callable[..., Path]
) -> None:
    docset({"content/en-US/a.md": "---\ntitle: Pay\n---\n# Pay\n"})
    assert run(command="validate").returncode == 0


def test_another_command_is_refused(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    assert run(command="build; id").returncode == 2


def test_action_hands_every_input_over_as_a_variable() -> None:
    action = yaml.safe_load((PROJECT / "action.yml").read_text())
    for step in action["runs"]["steps"]:
        assert not re.search(r"\$\{\{\s*inputs", step.get("run", "")), step["run"]


def test_hooks_name_commands_that_are() -> None:
    from pipeline.cli.main import COMMANDS

    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())
    assert {hook["id"] for hook in hooks} >= {"locpipe-validate", "locpipe-check"}
    for hook in hooks:
        name, command, *_, last = hook["entry"].split()
        assert (name, last) == ("locpipe", "--")
        assert command in COMMANDS
