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
        name, command, *options = hook["entry"].split()
        assert name == "locpipe"
        assert command in COMMANDS
        assert "--" not in options, "what `args` says stands behind it, and would be no option"
        files = re.compile(hook["files"])
        assert not files.search("--config=x.md"), "a name must not pass for an option"
        assert files.search("hololens/a.md") or files.search("po/nl/a.po"), "any layout"


@pytest.mark.parametrize("args", [(), ("--fail-on", "never"), ("--select", "title-missing")])
def test_hooks_take_args_and_files_of_any_kind(
    args: tuple[str, ...], docset: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from pipeline.cli.main import locpipe

    pages = {"content/en-US/a.md": BAD, "README.md": "# No page\n", "notes/x.mdx": "x\n"}
    monkeypatch.chdir(docset(pages | {"pipeline.toml": 'family = "openlocalization"\n'}))
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())
    (hook,) = (one for one in hooks if one["id"] == "locpipe-validate")
    entry = hook["entry"].split()[1:]
    done = CliRunner().invoke(locpipe, [*entry, *args, *pages])
    assert done.exit_code == ("never" not in args)
    assert "title-missing" in done.output
    assert "README" not in done.output
    others = CliRunner().invoke(locpipe, [*entry, *args, "README.md", "notes/x.mdx"])
    assert getattr(others.exception, "exit_code", 0) == 0, "none of them is a page"


def test_every_input_is_used_and_every_variable_is_an_input() -> None:
    action = yaml.safe_load((PROJECT / "action.yml").read_text())
    script = (PROJECT / ".github" / "locpipe-action.sh").read_text()
    (step,) = (one for one in action["runs"]["steps"] if "LOCPIPE_COMMAND" in one.get("env", {}))
    used = {value.split(".")[1].split()[0] for value in step["env"].values()}
    assert action["inputs"].keys() - used == {"working-directory", "python-version", "version"}
    assert set(re.findall(r"LOCPIPE_[A-Z_]+", script)) == step["env"].keys()


def test_actions_are_pinned_by_commit() -> None:
    action = yaml.safe_load((PROJECT / "action.yml").read_text())
    for step in action["runs"]["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])


def test_inputs_narrow_what_is_looked_at(
    run: Callable[..., subprocess.CompletedProcess[str]], docset: Callable[..., Path]
) -> None:
    docset(
        {
            "a/en/x.md": "---\ntitle: T\n---\n# T\n\n![](a.png)\n",
            "b.toml": 'source = "a/en"\ncontent = "a/{locale}"\nfamily = "openlocalization"\n',
        }
    )
    done = run(command="validate", config="b.toml", select="alt-text-missing\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("::warning") == 1
    assert run(command="validate", config="b.toml", fail_on="warning").returncode == 1
    ignored = run(command="validate", config="b.toml", ignore="alt-text-missing\n\nlinks")
    assert "::warning" not in ignored.stdout
    named = run(command="validate", source="a/en", content="a/nl-NL", fail_on="warning")
    assert "no such folder: a/nl-NL" in named.stderr
    assert "::warning" not in run(command="validate", config="b.toml", min_severity="error").stdout
