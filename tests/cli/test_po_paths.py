"""PO files, and folders of them, stand for their pages on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.repo import ENGLISH, localized

Run = Callable[..., Result]
PO = "build/po/nl-NL/sub/a.po"


@pytest.fixture
def root(docset: Callable[..., Path], run_in: Run) -> Path:
    page = localized(ENGLISH, kind="HT")
    folder = docset(
        {
            "content/en-US/sub/a.md": ENGLISH,
            "content/en-US/sub/new.md": ENGLISH,
            "content/nl-NL/sub/a.md": page,
            "content/nl-NL/b.md": page,
            "content/de-DE/sub/a.md": page,
        }
    )
    run_in(folder, "extract")
    return folder


def pages(run_in: Run, root: Path, *arguments: str) -> list[str]:
    result = run_in(root, "status", "--format", "json", *arguments)
    return [f"{one['locale']}/{one['path']}" for one in json.loads(result.stdout)["pages"]]


def test_a_po_file_is_its_page(root: Path, run_in: Run) -> None:
    assert pages(run_in, root, PO) == ["nl-NL/sub/a.md"]
    assert pages(run_in, root, str(root / PO)) == ["nl-NL/sub/a.md"]
    assert pages(run_in, root, "build/po/nl-NL") == ["nl-NL/sub/a.md"], "b.md has no source"
    both = pages(run_in, root, PO, "content/de-DE")
    assert both == ["de-DE/sub/a.md", "nl-NL/sub/a.md"]


def test_check_looks_into_the_po_files_that_are_named(root: Path, run_in: Run) -> None:
    (root / PO).write_text(
        (root / PO).read_text().replace('msgstr "Betaal."', 'msgstr "Betaal  ."')
    )
    found = json.loads(run_in(root, "check", PO, "--format", "json").stdout)["findings"]
    assert {one["path"] for one in found} == {PO}
    mixed = run_in(root, "check", PO, "content/nl-NL/b.md", "--format", "json")
    assert PO not in {one["path"] for one in json.loads(mixed.stdout)["findings"]}


def test_a_po_file_without_a_page_is_built_from_its_source(root: Path, run_in: Run) -> None:
    new = "build/po/nl-NL/sub/new.po"
    for locale in ("nl-NL", "de-DE"):
        file = root / "build/po" / locale / "sub/new.po"
        file.write_text(file.read_text().replace('"Bye."\nmsgstr ""', '"Bye."\nmsgstr "Dag."'))
    run_in(root, "build", "--allow-untranslated", new)
    built = sorted(
        str(file.relative_to(root / "build/content"))
        for file in (root / "build/content").rglob("*.md")
    )
    assert built == ["nl-NL/sub/new.md"], "and not that of the other locale"


def test_files_that_are_no_po_files_of_the_docset_are_refused(root: Path, run_in: Run) -> None:
    (root / "other.po").write_text('msgid ""\nmsgstr ""\n')
    for name in ("other.po", "build/po/nl-NL/none.po"):
        result = run_in(root, "check", name)
        assert result.exit_code == 2 or "no such page" in str(result.exception)


def test_pages_and_po_files_in_one_folder_are_pages_where_the_folder_is_named(
    root: Path, run_in: Run
) -> None:
    (root / "pipeline.toml").write_text('po = "content/{locale}"\n')
    assert pages(run_in, root, "content/nl-NL") == ["nl-NL/b.md", "nl-NL/sub/a.md"]
