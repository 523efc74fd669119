"""A command finds its docset from any folder in it, as git does, and never one outside of the repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline.docset.root import root_around

PAGE = "---\ntitle: Bills\n---\n# Bills\n\nPay them.\n"
DEFAULT = {"content/en-US/a/bills.md": PAGE, "content/nl-NL/a/bills.md": PAGE}
Make = Callable[[dict[str, str]], Path]


@pytest.mark.parametrize(
    ("files", "start", "root"),
    [
        ({"pipeline.toml": "", ".git/HEAD": "", "content/en-US/a.md": PAGE}, "content/en-US", "."),
        ({"docs/pipeline.toml": "", ".git/HEAD": "", "docs/en/a.md": PAGE}, "docs/en", "docs"),
        ({"pyproject.toml": "[tool.locpipe]\n", ".git/HEAD": "", "en/a.md": PAGE}, "en", "."),
        ({".git/HEAD": "", **DEFAULT}, "content/nl-NL/a", "."),
        ({".git/HEAD": "", "src/a.md": PAGE}, "src", "src"),
        ({"pipeline.toml": "", "repo/.git/HEAD": "", "repo/a/b.md": PAGE}, "repo/a", "repo/a"),
        ({"pipeline.toml": "", "a/b.md": PAGE}, "a", "a"),
    ],
    ids=[
        "settings above",
        "nearest settings",
        "pyproject",
        "no settings",
        "no docset at the top",
        "not above the repository",
        "not without a repository",
    ],
)
def test_where_the_docset_is(docset: Make, files: dict[str, str], start: str, root: str) -> None:
    top = docset(files)
    assert root_around(top / start) == top / root


def test_a_writer_validates_a_page_where_it_stands(
    docset: Make, run_in: Callable[..., Result]
) -> None:
    top = docset({".git/HEAD": "", **DEFAULT})
    result = run_in(top / "content/nl-NL/a", "validate", "--family=openlocalization", "bills.md")
    assert "on 1 page" in result.output
    assert "\nbills.md:" in f"\n{result.output}"


def test_files_are_written_where_the_docset_says(
    docset: Make, run_in: Callable[..., Result]
) -> None:
    top = docset({".git/HEAD": "", **DEFAULT})
    result = run_in(top / "content/nl-NL", "extract")
    assert (top / "build/po/nl-NL/a/bills.po").is_file()
    assert not (top / "content/nl-NL/build").exists()
    assert "../../build/po/nl-NL" in result.output
