"""Which changes of a source a translation has to follow, and which are cosmetic."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline.markdown.article import Article
from pipeline.provenance.cosmetic import is_cosmetic
from tests.repo import ENGLISH, Repo, localized

THEN = (
    "---\ntitle: Pay\nms.date: 01/02/2024\n---\n\n# Pay\n\nOpen [it](a.md) and\nwait.\n\n"
    "```bash\nls\n```\n\n[a]: b.md\n"
)
COSMETIC = {
    "other metadata": ("01/02/2024", "03/04/2024"),
    "a line broken elsewhere": ("and\nwait", "\nand wait"),
    "a blank line more": ("\n\n```", "\n\n\n```"),
}
REAL = {
    "a word": ("wait", "go on"),
    "the title": ("title: Pay", "title: Pay now"),
    "an address": ("a.md", "c.md"),
    "code": ("ls", "pwd"),
    "the level of a heading": ("# Pay", "## Pay"),
    "a paragraph more": ("```bash", "Bye.\n\n```bash"),
    "where a label leads": ("b.md", "d.md"),
    "a capital": ("Open", "open"),
}


@pytest.mark.parametrize("name", [*COSMETIC, *REAL])
def test_changes(name: str) -> None:
    now = THEN.replace(*(COSMETIC | REAL)[name], 1)
    assert now != THEN
    assert is_cosmetic(Article(THEN), Article(now), ("title",)) == (name in COSMETIC)


@pytest.mark.parametrize("right", [True, False])
def test_the_commit_must_have_what_the_hash_says(
    tmp_path: Path, run_in: Callable[..., Result], right: bool
) -> None:
    repo = Repo(tmp_path)
    repo.write("content/en-US/a.md", ENGLISH)
    commit = repo.commit()
    made_from = ENGLISH if right else ENGLISH.replace("20 days", "10 days")
    repo.write("content/nl-NL/a.md", localized(made_from, commit))
    repo.write("content/en-US/a.md", ENGLISH.replace("title:", "ms.date: 01/02/2024\ntitle:"))
    repo.commit()
    status = run_in(tmp_path, "status", "--format", "json")
    (page,) = json.loads(status.stdout)["pages"]
    assert page["freshness"] == "stale"
    assert page["cosmetic"] == right
    found = run_in(tmp_path, "validate", "--select", "page-stale")
    assert ("page-stale" in found.output) != right
