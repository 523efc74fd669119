from pathlib import Path

import pytest

from pipeline.docset.docset import Docset
from pipeline.docset.pages import Page
from pipeline.errors import UsageError
from pipeline.families.library import USUAL, shipped
from pipeline.provenance.since import Since
from pipeline.settings import Settings
from tests.repo import ENGLISH, Repo, localized


def pages(root: Path) -> tuple[Page, ...]:
    docset = Docset(Settings(root=root))
    return (*docset.source_pages(), *docset.pages())


def names(found: object) -> list[str]:
    return [f"{page.locale}/{page.path}" for page in found]  # type: ignore[attr-defined]


@pytest.fixture
def docs(repo: Repo) -> Repo:
    for name in ("a b.md", "-dash.md", "é.md"):
        repo.write(f"content/en-US/{name}", ENGLISH)
        repo.write(f"content/nl-NL/{name}", localized(ENGLISH, kind="HT"))
    repo.commit()
    return repo


def test_touched_are_committed_uncommitted_and_new_pages(docs: Repo) -> None:
    base = docs.git("rev-parse", "HEAD")
    docs.write("content/nl-NL/a b.md", localized(ENGLISH) + "x\n")
    docs.commit()
    docs.write("content/en-US/-dash.md", ENGLISH + "x\n")
    docs.write("content/nl-NL/new.md", "# New\n")
    all_pages = pages(docs.root)
    found = Since(all_pages, base).touched(all_pages)
    assert names(found) == ["/-dash.md", "nl-NL/a b.md", "nl-NL/new.md"]


def test_other_branch_is_compared_at_the_fork(docs: Repo) -> None:
    docs.git("checkout", "-q", "-b", "mine")
    docs.write("content/nl-NL/é.md", localized(ENGLISH) + "x\n")
    docs.commit()
    docs.git("checkout", "-q", "main")
    docs.write("content/nl-NL/a b.md", localized(ENGLISH) + "x\n")
    docs.commit()
    docs.git("checkout", "-q", "mine")
    all_pages = pages(docs.root)
    assert names(Since(all_pages, "main").touched(all_pages)) == ["nl-NL/é.md"]


def test_human_translation_that_became_machine_translation_is_lost(docs: Repo) -> None:
    docs.write("content/nl-NL/é.md", localized(ENGLISH, kind="MTE95"))
    docs.write("content/nl-NL/a b.md", localized(ENGLISH, kind="Human Translation"))
    all_pages = pages(docs.root)
    assert names(Since(all_pages, "HEAD").lost_types(all_pages, shipped(USUAL))) == ["nl-NL/é.md"]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD~99"])
def test_unknown_revision_is_wrong_usage(docs: Repo, revision: str) -> None:
    with pytest.raises(UsageError, match="no such revision"):
        Since(pages(docs.root), revision)


def test_without_a_repository_is_wrong_usage(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "nl-NL"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("# A\n")
    with pytest.raises(UsageError, match="no git repository"):
        Since(pages(tmp_path), "HEAD")
