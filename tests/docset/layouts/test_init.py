"""`locpipe init`, run as users run it."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import locpipe
from pipeline.docset.layouts.parse import layouts_of
from pipeline.families import library
from tests.docset.layouts.test_discovery import TREES, Tree, made


def init(root: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    """The command, run in a folder."""
    monkeypatch.chdir(root)
    return CliRunner().invoke(locpipe, ["init", *options])


def site(tmp_path: Path, *pages: str) -> Path:
    """A checkout with these pages, under git."""
    root = made(Tree("", list(pages), [], {}), tmp_path).root
    (root / ".git").mkdir()
    return root


def test_it_says_what_it_found_and_what_it_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(
        tmp_path, "docs/en/a.md", "docs/en/b.md", "docs/nl/a.md", "docs/api/x.md", "LICENSE.md"
    )
    result = init(root, monkeypatch)
    assert result.exit_code == 0, result.output
    for line in (
        "  docs/en/{path}  ↔  docs/{locale}/{path}",
        "  sources      2 pages (en)",
        "  nl           1 page, 1 with a source",
        "Left out: api: no locale that is known; [locale-names] can say which one it is",
        "Left out: 2 pages elsewhere (LICENSE.md, docs/api/x.md)",
        "pipeline.toml written.",
        ".gitignore: /build/ added, the folder of PO files and built pages.",
        "Next: locpipe run",
    ):
        assert line in result.output.splitlines()
    assert (root / ".gitignore").read_text() == "/build/\n"
    said = tomllib.loads((root / "pipeline.toml").read_text("utf-8"))
    assert said == {
        "source": "docs/en",
        "content": "docs/{locale}",
        "family": "plain",
        "locales": ["nl"],
        "po": "build/po/{locale}",
        "out": "build/content/{locale}",
    }


def test_the_settings_that_it_writes_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path, "docs/en-us/a.md", "docs/nl-nl/a.md", "docs/faq/a.md")
    assert init(root, monkeypatch).exit_code == 0
    result = CliRunner().invoke(locpipe, ["status"])
    assert result.exit_code == 0, result.output
    assert "nl-nl" in result.output
    assert "faq" not in result.output


def test_a_dry_run_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path, "docs/en/a.md", "docs/nl/a.md")
    (root / "pipeline.toml").write_text("# mine\n")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    result = init(root, monkeypatch, "--dry-run")
    assert result.exit_code == 0
    assert 'content = "docs/{locale}"' in result.output
    assert "Would add to .gitignore: /build/" in result.output
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_nothing_found_is_1_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(tmp_path, "README.md", "docs/api/a.md")
    result = init(root, monkeypatch)
    assert result.exit_code == 1
    assert "Name the folders yourself: locpipe init --source" in result.output
    assert not (root / "pipeline.toml").exists()
    assert not (root / ".gitignore").exists()


def test_folders_that_are_named_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path, "x/en/a.md", "x/nl/a.md")
    result = init(root, monkeypatch, "--source", "x/en", "--content", "x/{locale}")
    assert result.exit_code == 0
    assert "Source pages: 1; locales found: nl." in result.output


def test_named_folders_without_pages_are_written_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(tmp_path, "README.md")
    result = init(root, monkeypatch, "--source", "x/en", "--content", "x/{locale}")
    assert result.exit_code == 1
    assert "There are no pages in these folders" in result.output
    assert (root / "pipeline.toml").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\r\nb", "a\r\nb\r\n/build/\r\n"),
        ("a\n", "a\n/build/\n"),
        ("build/\n", "build/\n"),
        ("/build/*\n!/build/x\n", "/build/*\n!/build/x\n"),
    ],
)
def test_what_git_ignores_is_added_to(
    before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(tmp_path, "docs/en/a.md", "docs/nl/a.md")
    (root / ".gitignore").write_bytes(before.encode())
    assert init(root, monkeypatch).exit_code == 0
    assert (root / ".gitignore").read_bytes() == after.encode()


def test_no_name_reaches_the_terminal_or_the_settings_raw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(tmp_path, "docs/en/a.md", "docs/nl/a.md", "x/\x1b[31m.md", "x/a\nFound: b.md")
    monkeypatch.chdir(root)
    output = CliRunner().invoke(locpipe, ["init"], color=True).output
    assert "\x1b" not in output
    assert r"x/\x1b[31m.md, x/a\nFound: b.md" in output


@pytest.mark.parametrize("tree", TREES, ids=[tree.name for tree in TREES])
def test_what_is_written_says_what_was_found(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = made(tree, tmp_path).root
    result = init(root, monkeypatch)
    assert result.exit_code == 0, result.output
    said = tomllib.loads((root / "pipeline.toml").read_text("utf-8"))
    if "layouts" in said:
        layouts = layouts_of(said["layouts"], (".md", ".mdx"))
        assert [(one.source.text, one.target.text) for one in layouts] == tree.pairs
    else:
        assert [(f"{said['source']}/{{path}}", f"{said['content']}/{{path}}")] == tree.pairs


def test_folders_of_the_sources_are_no_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(tmp_path, "docs/guides/a.md", "docs/nl/guides/a.md", "docs/is/own.md")
    result = init(root, monkeypatch)
    assert "guides:" not in result.output
    assert "Left out: is: pages with a source: 0 of 1" in result.output


@pytest.mark.parametrize("name", library.names())
def test_it_knows_the_family_of_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    root = Path(shutil.copytree(library.shipped(name).folder / "example", tmp_path / "site"))
    result = init(root, monkeypatch)
    assert f"Family: {name}" in result.output.splitlines()
    said = tomllib.loads((root / "pipeline.toml").read_text("utf-8"))
    assert said["family"] == name
