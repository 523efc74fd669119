"""Renamed sources: what begins with the old page's translations, and `locpipe move`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from tests.cli.test_moved_on import BLOCKS, CLOSE, TARGETS, entries, page, source
from tests.repo import Repo

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path, run_in: Run) -> Path:
    """A docset of two locales, extracted and remembered."""
    for name, text in (
        ("en-US", source(*BLOCKS)),
        ("nl-NL", page(source(*BLOCKS))),
        ("de-DE", page(source(*BLOCKS), kind="MT")),
    ):
        (tmp_path / "content" / name).mkdir(parents=True)
        (tmp_path / "content" / name / "a.md").write_text(text, "utf-8")
    run_in(tmp_path, "extract")
    po = entries(tmp_path)
    po.find(CLOSE).msgstr = "Doe dicht."
    po.save()
    run_in(tmp_path, "memory", "fill")
    return tmp_path


def tree(root: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(root)): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file() and ".cache" not in file.parts and ".git" not in file.parts
    }


def rename(root: Path, name: str = "sub/b.md") -> None:
    place = root / "content/en-US" / name
    place.parent.mkdir(exist_ok=True)
    (root / "content/en-US/a.md").rename(place)


def test_a_renamed_source_begins_with_the_translations_and_states(root: Path, run_in: Run) -> None:
    rename(root)
    before = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in entries(root)}
    result = run_in(root, "extract")
    assert result.output.count("[source-renamed]") == 2, "in each locale"
    assert "locpipe move a.md sub/b.md" in result.output
    after = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in entries(root, "sub/b")}
    assert after == before
    assert "0 written" in run_in(root, "extract").output


def test_a_renamed_source_with_few_other_sentences_is_found_and_one_with_many_is_not(
    root: Path, run_in: Run
) -> None:
    rename(root)
    new = root / "content/en-US/sub/b.md"
    new.write_text(source(*BLOCKS, "A last word."), "utf-8")
    (root / "content/en-US/c.md").write_text(
        source(BLOCKS[0], "Some.", "Other.", "Words."), "utf-8"
    )
    said = run_in(root, "extract").output
    assert "content/nl-NL/sub/b.md: suggestion: the source was a.md before" in said
    assert "c.md: suggestion" not in said
    assert entries(root, "sub/b").find(CLOSE).msgstr == "Doe dicht."


def test_of_two_that_are_as_like_none_is_taken(root: Path, run_in: Run) -> None:
    text = (root / "content/en-US/a.md").read_text("utf-8")
    rename(root)
    (root / "content/en-US/c.md").write_text(text, "utf-8")
    result = run_in(root, "extract")
    assert "[source-renamed]" not in result.output


def test_git_knows_a_rename_with_many_edits(root: Path, run_in: Run) -> None:
    repo = Repo(root)
    repo.write(".gitignore", "/build/\n")
    commit = repo.commit()
    for name in ("nl-NL", "de-DE"):
        repo.write(f"content/{name}/a.md", page(source(*BLOCKS), commit))
    run_in(root, "extract")
    edited = source(*BLOCKS, "One more.", "And more.", "And more again.")
    repo.git("mv", "content/en-US/a.md", "content/en-US/b.md")
    repo.write("content/en-US/b.md", edited)
    result = run_in(root, "extract")
    assert "[source-renamed]" in result.output
    assert entries(root, "b").find(CLOSE).msgstr == "Doe dicht."


@pytest.mark.parametrize("name", ["a.md", "content/en-US/a.md", "content/nl-NL/a.md"])
def test_move_moves_all_that_belongs_to_a_page(name: str, root: Path, run_in: Run) -> None:
    before = tree(root)
    result = run_in(root, "move", name, "sub/b.md")
    assert result.exit_code == 0, result.output
    for folder, suffix in (
        ("content/en-US", "md"),
        ("content/nl-NL", "md"),
        ("content/de-DE", "md"),
        ("build/po/nl-NL", "po"),
        ("build/po/de-DE", "po"),
    ):
        old, new = f"{folder}/a.{suffix}", f"{folder}/sub/b.{suffix}"
        assert f"{old} -> {new}" in result.output
        assert (root / new).read_bytes() == before[old]
        assert not (root / old).exists()
    with sqlite3.connect(root / "build/memory.db") as base:
        assert base.execute("SELECT DISTINCT origin FROM unit").fetchall() == [("sub/b.md",)]
    assert "0 conflicts" in run_in(root, "run").output
    assert entries(root, "sub/b").find(CLOSE).msgstr == "Doe dicht."


def test_move_after_extract_began_the_file_anew_keeps_what_was_edited_in_both(
    root: Path, run_in: Run
) -> None:
    rename(root)
    run_in(root, "extract")
    old, new = entries(root), entries(root, "sub/b")
    old.find("Stop the service.").msgstr = "Houd de service tegen."
    old.save()
    new.find("Then wait for an answer.").msgstr = "Wacht maar."
    new.save()
    result = run_in(root, "move", "a.md", "sub/b.md")
    assert result.exit_code == 0, result.output
    run_in(root, "extract")
    file = entries(root, "sub/b")
    assert file.find("Then wait for an answer.").msgstr == "Wacht maar."
    stop = file.find("Stop the service.")
    assert "Houd de service tegen." in (stop.msgstr, stop.tcomment.removeprefix("Earlier: "))
    assert file.find("Last steps").msgstr == TARGETS["Last steps"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("a.md", "c.md"), "content/de-DE/c.md: is there already"),
        (("a.md", "../c.md"), "not the path of a page"),
        (("a.md", "/tmp/c.md"), "not the path of a page"),
        (("a.md", "c.txt"), "not a page"),
        (("a.md", "a.md"), "the old one"),
        (("b.md", "d.md"), "no source, page or PO file"),
    ],
)
def test_move_refuses(arguments: tuple[str, str], says: str, root: Path, run_in: Run) -> None:
    (root / "content/de-DE/c.md").write_text("# Other\n", "utf-8")
    before = tree(root)
    result = run_in(root, "move", *arguments)
    assert result.exit_code != 0
    assert says in str(result.exception)
    assert tree(root) == before


def test_move_does_all_or_nothing(root: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(root)
    real = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.suffix == ".po" and "nl-NL" in self.parts:
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    result = run_in(root, "move", "a.md", "sub/b.md")
    assert "nothing was moved: Permission denied" in str(result.exception)
    assert tree(root) == before
    assert not (root / "content/en-US/sub").exists()


def test_a_text_with_a_line_break_is_treated_alike_wherever_it_stands(
    tmp_path: Path, run_in: Run
) -> None:
    text = source("Manage your orders", "Stop the service.")
    for name, one in (("en-US", text), ("nl-NL", page(text))):
        (tmp_path / "content" / name).mkdir(parents=True)
        (tmp_path / "content" / name / "a.md").write_text(one, "utf-8")
    run_in(tmp_path, "extract")
    po = polib.pofile(str(tmp_path / "build/po/nl-NL/a.po"), wrapwidth=0)
    po.find("Manage your orders").msgstr = "Uw\nbestellingen"
    po.find("Stop the service.").msgstr = "Stop hem."
    po.save()
    result = run_in(tmp_path, "build")
    assert result.output.count("[translation-breaks-page]") == 3, "title, heading and paragraph"
    built = (tmp_path / "build/content/nl-NL/a.md").read_text("utf-8")
    assert built == page(text).replace("Stop de service.", "Stop hem.")
