"""What settings name stays in the repository, and no link leads out of it, unless the user says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline.errors import UsageError
from pipeline.lsp.docsets import Docsets
from tests.repo import ENGLISH, localized

Run = Callable[..., Result]

COMMANDS: dict[str, tuple[str, ...]] = {
    "validate": ("validate",),
    "validate --fix": ("validate", "--fix"),
    "extract": ("extract",),
    "check": ("check",),
    "check --po-only --fix": ("check", "--po-only", "--fix"),
    "check --annotate": ("check", "--annotate"),
    "check --baseline": ("check", "--baseline", "known.json", "--update-baseline"),
    "build": ("build",),
    "build --in-place": ("build", "--in-place"),
    "run": ("run",),
    "status": ("status",),
    "export": ("export",),
    "report": ("report",),
    "review": ("review",),
    "memory fill": ("memory", "fill"),
    "move": ("move", "a.md", "b.md"),
}
OUT = "../outside"
SETTINGS: dict[str, str] = {
    "po up": f'po = "{OUT}/{{locale}}"',
    "po away": 'po = "{outside}/{locale}"',
    "po in git": 'po = "../.git/{locale}"',
    "out up": 'out = "build/../../outside/{locale}"',
    "out away": 'out = "{outside}"',
    "out in git": 'out = "../.git/hooks/{locale}"',
    "out by a link": 'out = "away/{locale}"',
    "memory": 'memory = "{outside}/memory.db"',
    "memory in git": 'memory = "../.git/config"',
    "glossary": 'glossary = "{outside}/glossary.csv"',
    "schema": 'schema = "{outside}/schema.json"',
    "localized-schema": 'localized-schema = "{outside}/schema.json"',
    "po at a URL": 'po = "memory://room/{locale}"',
    "out at a URL": 'out = "memory://room/{locale}"',
    "content up": f'content = "{OUT}/{{locale}}"',
    "content away": 'content = "{outside}/{locale}"',
    "content in a name": 'content = "{outside}/x-{locale}/docs"',
    "content by a link": 'content = "away/{locale}"',
    "content at a URL": 'content = "memory://room/{locale}"',
    "source at a URL": 'source = "memory://room/en-US"',
}
LINKS = (
    "build",
    "build/po",
    "build/po/nl-NL",
    "build/content",
    "build/content/nl-NL",
    "build/memory.db",
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A docset below the top of a repository, with a folder of somebody else beside the repository."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "schema.json").write_text("{}")
    (tmp_path / "outside" / "glossary.csv").write_text("invoice,factuur\n")
    git = tmp_path / "repository" / ".git"
    for folder in ("objects", "refs"):
        (git / folder).mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    root = tmp_path / "repository" / "docs"
    for name, text in (("en-US", ENGLISH), ("nl-NL", localized(ENGLISH))):
        (root / "content" / name).mkdir(parents=True)
        (root / "content" / name / "a.md").write_text(text)
    return root


def settings(docs: Path, text: str) -> None:
    said = text.replace("{outside}", str(outside(docs)))
    (docs / "pipeline.toml").write_text(said.replace("../outside", "../../outside") + "\n")


def outside(docs: Path) -> Path:
    return docs.parent.parent / "outside"


def all_files(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def told(result: Result) -> str:
    return " ".join(f"{result.output} {result.exception}".split())


@pytest.mark.parametrize("name", SETTINGS)
def test_no_command_follows_settings_that_lead_away(run_in: Run, docs: Path, name: str) -> None:
    (docs / "away").symlink_to(outside(docs))
    settings(docs, SETTINGS[name])
    before = all_files(docs.parent.parent)
    key = SETTINGS[name].split(" ")[0]
    for command, arguments in COMMANDS.items():
        result = run_in(docs, *arguments)
        assert getattr(result.exception, "exit_code", 0) == 2, (command, told(result))
        assert f"`{key}` in the settings" in told(result), command
        assert "--trust-settings" in told(result), command
    assert all_files(docs.parent.parent) == before
    with pytest.raises(UsageError, match=key):
        Docsets([docs]).of(docs / "content/nl-NL/a.md")


@pytest.mark.parametrize("link", LINKS)
def test_no_command_follows_a_link_out_of_the_docset(run_in: Run, docs: Path, link: str) -> None:
    (docs / link).parent.mkdir(parents=True, exist_ok=True)
    (docs / link).symlink_to(outside(docs) / "x" if link.endswith("db") else outside(docs))
    before = all_files(docs.parent.parent)
    for command, arguments in COMMANDS.items():
        result = run_in(docs, *arguments)
        assert getattr(result.exception, "exit_code", 0) == 2, (command, told(result))
        assert "a symbolic link that leads out of the docset" in told(result), command
    assert all_files(docs.parent.parent) == before


@pytest.mark.parametrize("to", ["outside", "repository/other"])
@pytest.mark.parametrize(
    ("link", "arguments"),
    [
        ("build/xliff", ("export",)),
        ("build/xliff/nl-NL", ("export",)),
        ("build/report", ("report",)),
    ],
)
def test_no_default_of_an_option_is_a_link_out(
    run_in: Run, docs: Path, link: str, arguments: tuple[str, ...], to: str
) -> None:
    place = docs.parent.parent / to
    place.mkdir(exist_ok=True)
    run_in(docs, "extract")
    (docs / link).parent.mkdir(parents=True, exist_ok=True)
    (docs / link).symlink_to(place)
    before = all_files(place)
    result = run_in(docs, *arguments)
    assert "a symbolic link that leads out of the docset" in told(result)
    assert all_files(place) == before
    shutil.rmtree(place)
    place.mkdir()
    assert run_in(docs, "--trust-settings", *arguments).exit_code == 0
    assert all_files(place)


@pytest.mark.parametrize(
    ("link", "arguments"),
    [
        ("build/po/nl-NL/deep", ("extract",)),
        ("build/content/nl-NL/deep", ("build",)),
        ("build/xliff/nl-NL/deep", ("export",)),
        ("build/report/pages", ("report",)),
        ("build/report/assets", ("report",)),
    ],
)
def test_no_folder_below_an_output_root_is_a_link_out(
    run_in: Run, docs: Path, link: str, arguments: tuple[str, ...]
) -> None:
    for name, text in (("en-US", ENGLISH), ("nl-NL", localized(ENGLISH))):
        (docs / "content" / name / "deep").mkdir()
        (docs / "content" / name / "deep" / "b.md").write_text(text)
    if arguments != ("extract",):
        run_in(docs, "extract")
    (docs / link).parent.mkdir(parents=True, exist_ok=True)
    (docs / "build/report").mkdir(exist_ok=True)
    (docs / "build/report/.locpipe-report").write_text("")
    (outside(docs) / "mine.html").write_text("mine")
    (docs / link).symlink_to(outside(docs))
    before = all_files(outside(docs))
    result = run_in(docs, *arguments)
    assert result.exit_code == 1
    if link != "build/report/pages":  # there, the report's overview says it
        assert "symbolic link to" in told(result)
    assert all_files(outside(docs)) == before


@pytest.mark.parametrize("how", ["--trust-settings", "variable"])
@pytest.mark.parametrize(
    ("name", "command"),
    [("po up", "extract"), ("po away", "extract"), ("out up", "build"), ("out by a link", "build")],
)
def test_settings_that_are_trusted_lead_anywhere(
    run_in: Run, docs: Path, name: str, command: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (docs / "away").symlink_to(outside(docs))
    settings(docs, SETTINGS[name])
    if how == "variable":
        monkeypatch.setenv("LOCPIPE_TRUST_SETTINGS", "1")
    arguments = ("--trust-settings", command) if how.startswith("-") else (command,)
    assert run_in(docs, *arguments).exit_code == 0
    assert (outside(docs) / "nl-NL" / ("a.po" if command == "extract" else "a.md")).is_file()


@pytest.mark.parametrize(
    ("name", "command", "option"),
    [
        ("po away", ("extract",), "--po"),
        ("out away", ("build",), "--out"),
        ("memory", ("memory", "fill"), "--memory"),
    ],
)
def test_what_the_command_line_names_may_be_anywhere(
    run_in: Run, docs: Path, name: str, command: tuple[str, ...], option: str
) -> None:
    settings(docs, SETTINGS[name])
    place = docs.parent.parent / "mine"
    result = run_in(docs, *command, option, str(place))
    if name == "memory":
        assert place.is_file(), told(result)
    else:
        assert all_files(place), told(result)
    assert not (outside(docs) / "nl-NL").exists()


def test_what_stays_in_the_repository_is_fine(run_in: Run, docs: Path) -> None:
    settings(docs, 'po = "../po/{locale}"\nout = "../site/{locale}"\nmemory = "../memory.db"')
    assert run_in(docs, "run").exit_code == 0
    assert (docs.parent / "po/nl-NL/a.po").is_file()
    assert (docs.parent / "site/nl-NL/a.md").is_file()


def test_without_a_repository_the_docset_is_the_boundary(run_in: Run, docs: Path) -> None:
    shutil.rmtree(docs.parent / ".git")
    settings(docs, 'po = "../po/{locale}"')
    assert "outside of the docset" in told(run_in(docs, "extract"))
    assert not (docs.parent / "po").exists()


def test_sources_in_another_repository_are_read_and_not_written(run_in: Run, docs: Path) -> None:
    shutil.move(docs / "content/en-US", outside(docs) / "en-US")
    settings(docs, f'source = "{OUT}/en-US"')
    assert run_in(docs, "extract").exit_code == 0
    assert (docs / "build/po/nl-NL/a.po").is_file()
    page = outside(docs) / "en-US/a.md"
    page.write_text(page.read_text() + "\n![]()  \n[a]( b.md)\n")
    before = all_files(outside(docs))
    assert run_in(docs, "extract").exit_code == 0
    for arguments in (
        ("validate", "--fix"),
        ("check", "--fix"),
        ("build", "--in-place"),
        ("move", "a.md", "b.md"),
    ):
        result = run_in(docs, *arguments)
        assert "`source` in the settings" in told(result)
        assert getattr(result.exception, "exit_code", 0) == 2
    assert run_in(docs, "status").exit_code == 0
    assert all_files(outside(docs)) == before


@pytest.mark.parametrize("arguments", [(), ("--locale", "nl-NL")])
def test_localized_pages_elsewhere_are_read_where_the_user_says_so(
    run_in: Run, docs: Path, arguments: tuple[str, ...]
) -> None:
    shutil.move(docs / "content/nl-NL", outside(docs) / "nl-NL")
    settings(docs, f'content = "{OUT}/{{locale}}"')
    result = run_in(docs, "extract", *arguments)
    assert "`content` in the settings" in told(result)
    assert not (docs / "build").exists()
    assert run_in(docs, "--trust-settings", "extract", *arguments).exit_code == 0
    assert (docs / "build/po/nl-NL/a.po").is_file()
    place = str(outside(docs) / "nl-NL")
    named = run_in(docs, "check", "--content", place, "--source", "content/en-US", *arguments)
    assert "--trust-settings" not in told(named)
    assert named.exit_code == 0, told(named)


def test_an_imported_file_names_no_place_elsewhere(run_in: Run, docs: Path) -> None:
    run_in(docs, "extract")
    run_in(docs, "export")
    shutil.copytree(docs / "build/po/nl-NL", outside(docs) / "nl-NL")
    settings(docs, SETTINGS["po up"])
    before = all_files(outside(docs))
    assert "`po` in the settings" in told(run_in(docs, "import", "build/xliff/nl-NL"))
    assert all_files(outside(docs)) == before
