"""`validate` a second time, from what was remembered: what a page depends on besides itself counts, too."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

PAGE = "---\ntitle: Page {n}\nshelf: low\n---\n# Page\n\n[a](other.md#there) ![b](media/b.png)\n"
SCHEMA = '{"$ref": "locpipe:source", "properties": {"shelf": {"enum": ["low"]}}}'


@pytest.fixture
def root(docset: Callable[..., Path]) -> Path:
    pages = {f"content/en-US/{n}.md": PAGE.format(n=n) for n in range(60)}
    pages["content/en-US/other.md"] = "---\ntitle: Other\n---\n# Other\n\n## There\n"
    pages |= {"content/en-US/media/b.png": "x", "s.json": SCHEMA}
    return docset({**pages, "pipeline.toml": 'schema = "s.json"\n'})


def rules(run_in: Run, root: Path) -> set[str]:
    result = run_in(root, "validate", "--format", "json", "--jobs", "1")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return {one["rule"] for one in json.loads(result.stdout)["findings"]}


def test_changes_around_a_page_are_seen(root: Path, run_in: Run) -> None:
    assert rules(run_in, root) == set()
    time.sleep(0.1)  # so that the files are old enough to be trusted by their times
    assert rules(run_in, root) == set()
    assert not (root / "build").exists()

    other = root / "content/en-US/other.md"
    other.write_text(other.read_text().replace("## There", "## Here"))
    assert rules(run_in, root) == {"bookmark-not-found"}
    (root / "content/en-US/media/b.png").unlink()
    assert rules(run_in, root) == {"bookmark-not-found", "file-not-found"}
    (root / "content/en-US/media/b.png").write_text("y")
    other.write_text(other.read_text().replace("## Here", "## There"))
    assert rules(run_in, root) == set()
    (root / "s.json").write_text(SCHEMA.replace("low", "top"))
    assert rules(run_in, root) == {"shelf-invalid"}
