"""Pages that do not name their source: every command takes git's history for it, and never one that has moved on."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from click.testing import Result

from tests.repo import Repo

Run = Callable[..., Result]

ENGLISH = "# Pay\n\nPay in 20 days. Then wait for the receipt.\n\nCall us on Monday.\n"
DUTCH = "# Betalen\n\nBetaal binnen 20 dagen. Wacht daarna op de bon.\n\nBel ons op maandag.\n"
FILES = 26  # pages a tree: more than what is worked on without a cache
SETTINGS = """\
family = "mkdocs"
[[layouts]]
source = "docs/en/{path}"
target = "docs/{locale}/{path}"
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "docs")
    repo.write("pipeline.toml", SETTINGS)
    repo.write(".gitignore", "build/\n")
    for number in range(FILES):
        repo.write(f"docs/en/p{number}.md", ENGLISH)
        repo.write(f"docs/nl/p{number}.md", DUTCH)
    repo.commit()
    time.sleep(0.1)  # so that the files are old enough to be trusted by their times
    return repo


def edit(repo: Repo, name: str, old: str, new: str) -> None:
    text = (repo.root / name).read_text("utf-8")
    assert old in text
    repo.write(name, text.replace(old, new))


def stale(run_in: Run, repo: Repo) -> list[str]:
    result = run_in(repo.root, "validate", "--format", "json", "--jobs", "1")
    found = json.loads(result.stdout)["findings"]
    return [one["message"] for one in found if one["rule"] == "page-stale"]


def states(run_in: Run, repo: Repo) -> dict[str, dict[str, Any]]:
    result = run_in(repo.root, "status", "--format", "json")
    return {one["path"]: one for one in json.loads(result.stdout)["pages"]}


def test_status_says_what_changed(run_in: Run, repo: Repo) -> None:
    edit(repo, "docs/en/p1.md", "20 days", "30 days")
    repo.commit()
    edit(repo, "docs/en/p1.md", "Call us on Monday.\n", "Call us on Monday.\n\n```\npay\n```\n")
    edit(repo, "docs/en/p2.md", "days. Then", "days.\nThen")
    repo.commit()
    edit(repo, "docs/nl/p1.md", "de bon", "de Bon")  # mends the translation, follows nothing
    repo.commit()
    found = states(run_in, repo)
    page = found["p1.md"]
    assert (page["freshness"], page["commits"], page["changed_units"]) == ("stale", 2, 1)
    assert page["sentences"] == [
        {"kind": "changed", "source": "Pay in 30 days.", "was": "Pay in 20 days."}
    ]
    assert page["structure"] == ["+ pay"]
    assert found["p2.md"]["cosmetic"] is True
    assert found["p0.md"]["freshness"] == "current"
    text = run_in(repo.root, "status").output
    assert "“Pay in 30 days.”" in text
    assert "stale (cosmetic)" in text


def test_no_verdict_outlives_a_commit_or_an_edit(run_in: Run, repo: Repo) -> None:
    assert stale(run_in, repo) == []
    edit(repo, "docs/en/p1.md", "20 days", "30 days")
    (message,) = stale(run_in, repo)
    assert "(0 commits since): “Pay in 30 days.”" in message
    edit(repo, "docs/en/p1.md", "30 days", "40 days")
    assert "“Pay in 40 days.”" in stale(run_in, repo)[0]
    repo.commit()
    assert "(1 commit since): “Pay in 40 days.”" in stale(run_in, repo)[0]
    edit(repo, "docs/nl/p1.md", "20 dagen", "40 dagen")
    assert stale(run_in, repo) == []
    repo.commit()
    assert stale(run_in, repo) == []
    repo.git("reset", "-q", "--hard", "HEAD~1")
    assert "“Pay in 40 days.”" in stale(run_in, repo)[0]
    repo.git("checkout", "-q", "-b", "other", "HEAD~1")
    assert stale(run_in, repo) == []
    # history alone says it: the same files, made otherwise
    edit(repo, "docs/en/p1.md", "20 days", "40 days")
    edit(repo, "docs/nl/p1.md", "Bel ons", "Bel mij")
    repo.commit()
    assert len(stale(run_in, repo)) == 1
    repo.git("pack-refs", "--all")
    assert len(stale(run_in, repo)) == 1


def entries(repo: Repo, page: str) -> dict[str, polib.POEntry]:
    po = polib.pofile(str(repo.root / f"build/po/nl/{page}.po"))
    return {entry.msgid: entry for entry in po if not entry.obsolete}


def test_a_page_that_is_behind_is_extracted_from_what_it_was_made_from(
    run_in: Run, repo: Repo
) -> None:
    edit(repo, "docs/en/p1.md", "Pay in 20", "Keep the bill. Pay in 30")
    edit(repo, "docs/en/p1.md", "Monday", "Friday morning")
    repo.commit()
    edit(repo, "docs/nl/p1.md", "maandag", "vrijdagochtend")  # one change is brought over
    repo.commit()
    run_in(repo.root, "extract", "docs/nl/p1.md")
    found = entries(repo, "p1")
    assert {one.msgid: (one.msgstr, one.fuzzy, one.previous_msgid) for one in found.values()} == {
        "Pay": ("Betalen", False, None),
        "Keep the bill.": ("", False, None),
        "Pay in 30 days.": ("Betaal binnen 20 dagen.", True, "Pay in 20 days."),
        "Then wait for the receipt.": ("Wacht daarna op de bon.", False, None),
        "Call us on Friday morning.": ("Bel ons op vrijdagochtend.", False, None),
    }
    file = repo.root / "build/po/nl/p1.po"
    before = file.read_bytes()
    run_in(repo.root, "extract", "docs/nl/p1.md")
    assert file.read_bytes() == before

    # where history is not at hand, the file still tells what must not be put together
    clone = Repo(repo.root.parent / "clone")
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.root}", f"{clone.root}/docs")
    clone = Repo(clone.root / "docs")
    clone.write("build/po/nl/p1.po", before.decode())
    run_in(clone.root, "extract", "docs/nl/p1.md")
    texts = {one.msgid: one.msgstr for one in entries(clone, "p1").values() if not one.fuzzy}
    assert "Betaal binnen 20 dagen." not in texts.values()

    translations = {
        "Pay in 30 days.": "Betaal binnen 30 dagen.",
        "Keep the bill.": "Houd de rekening.",
    }
    po = polib.pofile(str(file))
    for entry in po:
        if entry.msgid in translations:
            entry.msgstr, entry.flags = translations[entry.msgid], []
            entry.previous_msgid = None
    po.save()
    result = run_in(repo.root, "build", "--in-place", "docs/nl/p1.md")
    assert result.exit_code == 0
    assert (repo.root / "docs/nl/p1.md").read_text("utf-8") == (
        "# Betalen\n\nHoud de rekening. Betaal binnen 30 dagen. Wacht daarna op de bon.\n\n"
        "Bel ons op vrijdagochtend.\n"
    )
    assert states(run_in, repo)["p1.md"]["freshness"] == "current"
    repo.commit()
    assert states(run_in, repo)["p1.md"]["freshness"] == "current"
    assert repo.git("status", "--porcelain") == ""


def test_pages_whose_source_is_only_formatted_anew_are_left_alone(run_in: Run, repo: Repo) -> None:
    edit(repo, "docs/en/p2.md", "days. Then", "days.\nThen")
    repo.commit()
    result = run_in(repo.root, "run")
    assert result.exit_code == 0
    for number in range(FILES):
        assert (repo.root / f"build/content/nl/p{number}.md").read_text("utf-8") == DUTCH


def test_sources_in_another_repository(
    run_in: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The source that counts is the one that there was when the translation was committed."""
    english, dutch = Repo(tmp_path / "docs.en"), Repo(tmp_path / "docs.nl")
    texts = (english, ENGLISH), (dutch, DUTCH), (english, ENGLISH.replace("20 days", "30 days"))
    for day, (repo, text) in enumerate(texts, start=1):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"2024-01-0{day}T00:00:00Z")
        repo.write("pages/a.md", text)
        repo.commit()
    options = ("--content", "pages", "--source", "../docs.en/pages", "--locale", "nl-NL")
    result = run_in(dutch.root, "status", "--family", "plain", "--format", "json", *options)
    (page,) = json.loads(result.stdout)["pages"]
    assert (page["freshness"], page["changed_units"], page["commits"]) == ("stale", 1, 1)


def stale_images(run_in: Run, repo: Repo) -> list[tuple[str, str]]:
    result = run_in(repo.root, "validate", "--format", "json", "--jobs", "1")
    found = json.loads(result.stdout)["findings"]
    return [(one["path"], one["message"]) for one in found if one["rule"] == "image-stale"]


def test_an_image_that_is_older_than_its_source(run_in: Run, repo: Repo) -> None:
    names = "both", "shared", "copied", "new", "named"
    shown = "".join(f"\n![A picture of {name}](media/{name}.png)\n" for name in names)
    for number in (1, 2):
        repo.write(f"docs/en/p{number}.md", ENGLISH + shown)
        repo.write(f"docs/nl/p{number}.md", DUTCH + shown.replace("named.png", "benoemd.png"))
    for name in names:
        repo.write(f"docs/en/media/{name}.png", f"english {name}")
    repo.write("docs/nl/media/both.png", "dutch both")
    repo.write("docs/nl/media/copied.png", "english copied")
    repo.write("docs/nl/media/benoemd.png", "dutch named")
    repo.commit()
    assert stale_images(run_in, repo) == []
    repo.write("docs/en/media/shared.png", "english shared, drawn anew")
    repo.write("docs/nl/media/new.png", "dutch new")
    repo.commit()
    assert stale_images(run_in, repo) == []
    for name in ("both", "copied", "named"):
        repo.write(f"docs/en/media/{name}.png", f"english {name}, drawn anew")
        found = {message.split("`")[1] for _, message in stale_images(run_in, repo)}
        assert f"{name}.png".replace("named", "benoemd") in found
    assert {path for path, _ in stale_images(run_in, repo)} == {"p1.md"}
    repo.commit()
    assert len(stale_images(run_in, repo)) == 3
    repo.git("mv", "docs/nl/media/both.png", "docs/nl/media/again.png")
    repo.git("mv", "docs/nl/media/again.png", "docs/nl/media/both.png")
    repo.write("docs/nl/media/both.png", "dutch both, drawn anew")  # being made
    assert len(stale_images(run_in, repo)) == 2
    repo.commit()
    assert len(stale_images(run_in, repo)) == 2
    repo.write("docs/nl/media/copied.png", "english copied, drawn anew")
    assert [message.split("`")[1] for _, message in stale_images(run_in, repo)] == ["benoemd.png"]


def test_status_is_the_same_from_several_processes_and_when_it_is_asked_again(
    run_in: Run, repo: Repo
) -> None:
    edit(repo, "docs/en/p1.md", "20 days", "30 days")
    repo.commit()
    for number in range(FILES, 60):
        repo.write(f"docs/en/p{number}.md", ENGLISH)
        repo.write(f"docs/nl/p{number}.md", DUTCH)
    repo.write("docs/nl/p3.md", "---\ntitle: [\n---\n" + DUTCH)
    repo.root.joinpath("docs/nl/p4.md").write_bytes(b"\xff\xfe\xff")
    one = run_in(repo.root, "status", "--jobs", "1", "--no-cache")
    assert one.exit_code == 1
    for options in (["--jobs", "2", "--no-cache"], ["--jobs", "1"], ["--jobs", "1"]):
        other = run_in(repo.root, "status", *options)
        assert (other.output, other.exit_code) == (one.output, one.exit_code)
