"""Symbolic links among the pages: whatever is not looked at because of one is named, and a locale fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

PAGE = "---\ntitle: Pay\n---\n\n# Pay\n"
Run = Callable[..., Result]
Make = Callable[..., Path]


@pytest.fixture(name="root")
def docset_with_folder_beside(docset: Make) -> Path:
    places = ("content/en-US", "content/de-DE", "beside")
    return docset({f"{place}/a.md": PAGE for place in places})


@pytest.mark.parametrize("command", ["validate", "extract", "check", "build", "run", "status"])
@pytest.mark.parametrize(
    ("target", "said"), [("../beside", "leads out of content"), ("nothing", "leads nowhere")]
)
@pytest.mark.parametrize("settings", ["", 'locales = ["nl-NL"]\n', 'locales = ["de-DE"]\n'])
def test_the_folder_of_a_locale_is_a_link(
    root: Path, run_in: Run, command: str, target: str, said: str, settings: str
) -> None:
    (root / "content/nl-NL").symlink_to(target)
    (root / "pipeline.toml").write_text(settings, "utf-8")
    result = run_in(root, command)
    if "de-DE" in settings:  # the settings say that the other locale is none of theirs
        assert "symbolic link" not in result.output
        return
    assert type(result.exception).__name__ == "UsageError"
    assert "content/nl-NL is a symbolic link that " + said in str(result.exception)


@pytest.mark.parametrize("command", ["validate", "extract", "check", "build", "run", "status"])
@pytest.mark.parametrize("arguments", [(), ("--locale", "de-DE")])
def test_the_folder_of_the_sources_may_be_a_link(
    root: Path, run_in: Run, command: str, arguments: tuple[str, ...]
) -> None:
    (root / "content/en-US").rename(root / "english")
    (root / "content/en-US").symlink_to("../english")
    result = run_in(root, command, *arguments)
    assert "symbolic link" not in f"{result.output}{result.exception}"
    (root / "content/en-US").unlink()
    (root / "content/en-US").symlink_to("nothing")
    result = run_in(root, command, *arguments)
    assert type(result.exception).__name__ == "UsageError"
    assert "content/en-US is a symbolic link that leads nowhere" in str(result.exception)
    assert "--source" in str(result.exception)


def test_the_folder_in_the_folder_of_a_locale_is_a_link(root: Path, run_in: Run) -> None:
    (root / "content/nl-NL").mkdir()
    (root / "content/nl-NL/docs").symlink_to("../../beside")
    (root / "pipeline.toml").write_text('content = "content/{locale}/docs"\n', "utf-8")
    result = run_in(root, "validate")
    assert "content/nl-NL/docs is a symbolic link" in str(result.exception)


@pytest.mark.parametrize("layouts", [False, True])
@pytest.mark.parametrize("target", ["../../beside", "../../beside/a.md"])
def test_a_link_among_the_pages_is_named(
    root: Path, run_in: Run, target: str, layouts: bool
) -> None:
    name = "content/de-DE/" + ("b.md" if target.endswith(".md") else "more")
    (root / name).symlink_to(target)
    if layouts:
        text = '[[layouts]]\nsource = "content/en-US/{path}"\ntarget = "content/{locale}/{path}"\n'
        (root / "pipeline.toml").write_text(text, "utf-8")
    result = run_in(root, "status")
    assert result.exit_code == 0
    assert f"{name}: not looked at, as it is a symbolic link" in result.stderr


def test_a_link_to_pages_that_are_looked_at_is_not_named(root: Path, run_in: Run) -> None:
    (root / "content/de-DE/more").mkdir()
    (root / "content/de-DE/more/b.md").write_text(PAGE, "utf-8")
    (root / "content/de-DE/again").symlink_to("more")
    result = run_in(root, "status")
    assert "link" not in result.output
