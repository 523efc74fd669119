"""Freshness from history as commands see it: in working trees, with the units of pages that are behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.docset.pages import Page, Tree
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.settings import Settings
from tests.cases import Case, read_cases
from tests.provenance.histories import checkout
from tests.repo import Repo

CASES = read_cases(Path(__file__).parent / "fixtures" / "histories.txt")
PAIRS = read_cases(Path(__file__).parent / "fixtures" / "former_pairs.txt")


def loaded(page: Page, family: str = "plain") -> LoadedPage:
    return LoadedPage(page, Settings(root=page.root, family=family))


@pytest.mark.parametrize("family", ["plain", "hugo"])
@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_page_has_the_verdict_of_a_careful_person(
    case: Case, family: str, tmp_path: Path
) -> None:
    page = loaded(checkout(case, tmp_path / "repository"), family)
    found = "cosmetic" if page.is_cosmetic else page.verdict.freshness.value
    assert found == case["verdict"].splitlines()[0].strip()
    wanted = [line for line in case["verdict"].splitlines() if ": " in line]
    assert page.history is not None
    sentences = page.history.verdict.sentences
    assert [f"{one.kind}: {one.source or one.was}" for one in sentences] == wanted


@pytest.mark.parametrize("case", PAIRS, ids=[case.title for case in PAIRS])
def test_each_text_has_the_source_that_it_was_translated_from(case: Case, tmp_path: Path) -> None:
    page = loaded(checkout(case, tmp_path / "repository"))
    pairs = [f"{unit.source} = {unit.target}" for unit in page.units if unit.target]
    assert pairs == case["pairs"].strip().splitlines()
    if "now" in case.parts:
        carried = page.carried.units
        lines = [f"{unit.source} = {unit.target}".rstrip() for unit in carried]
        assert lines == case["now"].strip().splitlines()


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    tree = Tree("nl-NL", *(tmp_path / one for one in ("nl", "en", "po", "out")))
    page = Page("a.md", tree)
    for folder in ("nl", "en"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text("Text.\n")
    assert "no git repository" in loaded(page).verdict.reason


def pages_of(root: Path) -> LoadedPage:
    return loaded(Page("a.md", Tree("nl-NL", root / "nl", root / "en", root / "po", root / "out")))


def test_a_partial_clone_tells_nothing_wrong(tmp_path: Path) -> None:
    """The texts of former commits are not in it, and nothing is fetched."""
    repo = Repo(tmp_path / "all")
    repo.git("config", "uploadpack.allowFilter", "true")
    for day in (20, 30):
        repo.write("en/a.md", f"Pay in {day} days.\n")
        repo.write("nl/a.md", "Betaal binnen 20 dagen.\n")
        repo.commit()
    assert pages_of(repo.root).verdict.freshness == "stale"
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.root}", str(clone))
    (clone / "en/a.md").write_text("Pay in 30 days.\n")
    page = pages_of(clone)
    assert page.verdict.freshness == "unverifiable"
    assert "partial" in page.verdict.reason or "git:" in page.verdict.reason


def test_of_endless_histories_only_the_end_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.provenance.page_log.MOST_VERSIONS", 3)
    repo = Repo(tmp_path)
    repo.write("en/a.md", "Pay in 20 days. Then wait.\n")
    for word in ("wacht", "wachd", "wagt", "wacht dan"):
        repo.write("nl/a.md", f"Betaal binnen 20 dagen. En {word}.\n")
        repo.commit(word)
    page = pages_of(repo.root)
    assert page.verdict.freshness == "unverifiable"
    assert page.history is not None
    assert len(page.history.versions) == 4
