"""Sources that moved on while nobody knows their history: translations stay with their sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from tests.repo import Repo

Run = Callable[..., Result]

TARGETS = {
    "Manage your orders": "Uw bestellingen beheren",
    "Open `orders.json` and read 12 lines.": "Open `orders.json` en lees 12 regels.",
    "Close `list.json` after 30 seconds.": "Sluit `list.json` na 30 seconden.",
    "Then wait for an answer.": "Wacht dan op antwoord.",
    "First steps": "Eerste stappen",
    "Start the service. It takes a while.": "Start de service. Dat duurt even.",
    "Last steps": "Laatste stappen",
    "Stop the service.": "Stop de service.",
}
OPEN, CLOSE, WAIT = list(TARGETS)[1:4]
SECTIONS = [
    "## First steps\n\nStart the service. It takes a while.",
    "## Last steps\n\nStop the service.",
]
BLOCKS = [OPEN, CLOSE, WAIT, *SECTIONS]


def source(*blocks: str) -> str:
    return "---\ntitle: Manage your orders\n---\n\n# Manage your orders\n\n" + "".join(
        f"{block}\n\n" for block in blocks
    )


def translated(text: str) -> str:
    for one, other in TARGETS.items():
        text = text.replace(one, other)
    return text


def page(text: str, commit: str = "0" * 40, *, named: bool = True, kind: str = "HT") -> str:
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    fields = (
        f"ms.openlocfilehash: {digest}\nms.sourcegitcommit: {commit}\nms.translationtype: {kind}\n"
    )
    body = translated(text).removeprefix("---\n")
    return f"---\n{fields}{body}" if named else f"---\n{body}"


EDITS = {
    "nothing but code": [*BLOCKS, "```bash\nls\n```"],
    "two swapped": [CLOSE, OPEN, WAIT, *SECTIONS],
    "three rotated": [WAIT, OPEN, CLOSE, *SECTIONS],
    "sections swapped": [OPEN, CLOSE, WAIT, *reversed(SECTIONS)],
    "a section split": [OPEN, "## New here", CLOSE, WAIT, *SECTIONS],
    "sections merged": [*BLOCKS[:4], "Stop the service."],
    "a section twice": [*BLOCKS, SECTIONS[0]],
    "one gone": [OPEN, WAIT, *SECTIONS],
    "one changed, two swapped": [CLOSE.replace("30", "31"), OPEN, WAIT, *SECTIONS],
}


PLACES = ["no repository", "shallow clone", "sources elsewhere"]


@pytest.fixture(params=PLACES)
def handed_off(request: pytest.FixtureRequest, tmp_path: Path, run_in: Run) -> Path:
    """A docset whose page was extracted, in a place where git does not know what it was made from."""
    if request.param == "shallow clone":
        repo = Repo(tmp_path / "origin")
        repo.write("content/en-US/a.md", source(*BLOCKS))
        commit = repo.commit()
        repo.write("content/nl-NL/a.md", page(source(*BLOCKS), commit))
        repo.commit()
        root = tmp_path / "docs"
        repo.git("clone", "-q", "--depth", "1", f"file://{repo.root}", str(root))
    else:
        root = tmp_path / "docs"
        english = root / "content/en-US"
        if request.param == "sources elsewhere":
            Repo(root)
            english = tmp_path / "english"
            english.mkdir()
            (root / "pipeline.toml").write_text('source = "../english"\n', "utf-8")
        else:
            english.mkdir(parents=True)
        (english / "a.md").write_text(source(*BLOCKS), "utf-8")
        (root / "content/nl-NL").mkdir(parents=True)
        (root / "content/nl-NL/a.md").write_text(page(source(*BLOCKS)), "utf-8")
    assert run_in(root, "extract").exit_code == 0
    return root


def write_source(root: Path, text: str) -> None:
    elsewhere = root.parent / "english" / "a.md"
    (elsewhere if elsewhere.exists() else root / "content/en-US/a.md").write_text(text, "utf-8")


def entries(root: Path, name: str = "a") -> polib.POFile:
    return polib.pofile(str(root / f"build/po/nl-NL/{name}.po"), wrapwidth=0)


TRIED = [(PLACES[0], edit) for edit in EDITS] + [
    (place, edit) for place in PLACES[1:] for edit in ("three rotated", "sections swapped")
]


@pytest.mark.parametrize(("handed_off", "edit"), TRIED, indirect=["handed_off"])
def test_each_sentence_keeps_its_translation_and_state(
    edit: str, handed_off: Path, run_in: Run
) -> None:
    before = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in entries(handed_off)}
    write_source(handed_off, source(*EDITS[edit]))
    result = run_in(handed_off, "run")
    assert "hand-off-unknown" not in result.output
    after = entries(handed_off)
    for entry in after:
        if entry.msgid in before:
            assert (entry.msgstr, entry.fuzzy) == before[entry.msgid]
        elif entry.msgstr:
            assert entry.fuzzy
            assert entry.previous_msgid in before, "the former source stands in the PO file"
            assert entry.msgstr == before[entry.previous_msgid][0]
    assert {text for text, _ in before.values()} <= {entry.msgstr for entry in after}
    once = (handed_off / "build/po/nl-NL/a.po").read_bytes()
    run_in(handed_off, "run")
    assert (handed_off / "build/po/nl-NL/a.po").read_bytes() == once


def test_a_page_that_nothing_is_known_of_is_left_alone(handed_off: Path, run_in: Run) -> None:
    (handed_off / "build/po/nl-NL/a.po").unlink()
    write_source(handed_off, source(*EDITS["three rotated"]))
    before = (handed_off / "content/nl-NL/a.md").read_bytes()
    result = run_in(handed_off, "run")
    assert result.output.count("[hand-off-unknown]") == 1, "once"
    assert not (handed_off / "build/po/nl-NL/a.po").exists()
    assert (handed_off / "build/content/nl-NL/a.md").read_bytes() == before


def test_a_page_that_was_handed_back_anew_meanwhile_is_left_alone_with_its_file(
    handed_off: Path, run_in: Run
) -> None:
    other = source(*EDITS["two swapped"])
    text = page(other).replace("Open `", "Ontsluit `").replace("Wacht", "Blijf wachten en wacht")
    (handed_off / "content/nl-NL/a.md").write_text(text, "utf-8")
    write_source(handed_off, source(*EDITS["three rotated"]))
    before = (handed_off / "build/po/nl-NL/a.po").read_bytes()
    result = run_in(handed_off, "extract")
    after = (handed_off / "build/po/nl-NL/a.po").read_bytes()
    assert result.output.count("[hand-off-unknown]") == 1
    assert after == before


def test_a_file_that_a_tool_emptied_and_stripped_of_its_comments_shows_nothing(
    tmp_path: Path, run_in: Run
) -> None:
    for name, text in (("en-US", source(*BLOCKS)), ("nl-NL", page(source(*BLOCKS)))):
        (tmp_path / "content" / name).mkdir(parents=True)
        (tmp_path / "content" / name / "a.md").write_text(text, "utf-8")
    run_in(tmp_path, "extract")
    po = entries(tmp_path)
    for entry in po:
        entry.msgstr, entry.comment = "", ""
    po.save()
    write_source(tmp_path, source(*EDITS["three rotated"]))
    assert "[hand-off-unknown]" in run_in(tmp_path, "run").output
    built = (tmp_path / "build/content/nl-NL/a.md").read_text("utf-8")
    assert built == page(source(*BLOCKS))


@pytest.mark.parametrize("kind", ["HT", "MT"])
@pytest.mark.parametrize("edit", [None, "sections swapped"])
def test_emptied_entries_are_filled_again_from_the_page(
    kind: str, edit: str | None, tmp_path: Path, run_in: Run
) -> None:
    for name, text in (
        ("en-US", source(*BLOCKS)),
        ("nl-NL", page(source(*BLOCKS), kind=kind)),
    ):
        (tmp_path / "content" / name).mkdir(parents=True)
        (tmp_path / "content" / name / "a.md").write_text(text, "utf-8")
    run_in(tmp_path, "extract")
    po = entries(tmp_path)
    before = {entry.msgid: entry.msgstr for entry in po}
    for entry in po:
        if entry.msgid != WAIT:
            entry.msgstr, entry.flags = "", []  # as OmegaT writes what nobody has confirmed
    po.save()
    if edit is not None:
        write_source(tmp_path, source(*EDITS[edit]))
    run_in(tmp_path, "extract")
    for entry in entries(tmp_path):
        assert entry.msgstr == before[entry.msgid]
        assert entry.fuzzy == (entry.msgid != WAIT or kind == "MT")


def test_a_page_that_names_no_source_is_paired_with_the_one_it_was_extracted_with(
    tmp_path: Path, run_in: Run
) -> None:
    for name, text in (
        ("en-US", source(*BLOCKS)),
        ("nl-NL", page(source(*BLOCKS), named=False)),
    ):
        (tmp_path / "content" / name).mkdir(parents=True)
        (tmp_path / "content" / name / "a.md").write_text(text, "utf-8")
    run_in(tmp_path, "extract")
    before = {entry.msgid: entry.msgstr for entry in entries(tmp_path)}
    for edit in ("three rotated", "sections swapped"):
        write_source(tmp_path, source(*EDITS[edit]))
        run_in(tmp_path, "run")
        assert {entry.msgid: entry.msgstr for entry in entries(tmp_path)} == before
    built = tmp_path / "build/content/nl-NL/a.md"
    assert built.read_text("utf-8") == page(source(*BLOCKS), named=False)


def test_full_history_gives_the_same(tmp_path: Path, run_in: Run) -> None:
    repo = Repo(tmp_path / "docs")
    repo.write("content/en-US/a.md", source(*BLOCKS))
    commit = repo.commit()
    repo.write("content/nl-NL/a.md", page(source(*BLOCKS), commit))
    run_in(repo.root, "extract")
    repo.write("content/en-US/a.md", source(*EDITS["one changed, two swapped"]))
    run_in(repo.root, "extract")
    with_git = entries(repo.root)
    (changed,) = (entry for entry in with_git if "31" in entry.msgid)
    assert changed.previous_msgid == CLOSE
    assert changed.msgstr == TARGETS[CLOSE]


UNREADABLE = {
    "a blank line before it": lambda text: f"\n{text}",
    "no valid YAML": lambda text: text.replace("title: ", 'title: "Uw: [', 1),
}


@pytest.mark.parametrize("extracted", [False, True])
@pytest.mark.parametrize("slip", UNREADABLE)
def test_a_slip_in_its_metadata_pairs_no_page_with_a_newer_source(
    tmp_path: Path, run_in: Run, slip: str, extracted: bool
) -> None:
    for name in ("en-US", "nl-NL"):
        (tmp_path / "content" / name).mkdir(parents=True)
    english = tmp_path / "content/en-US/a.md"
    english.write_text(source(OPEN, CLOSE, WAIT), "utf-8")
    text = UNREADABLE[slip](page(source(OPEN, CLOSE, WAIT)))
    (tmp_path / "content/nl-NL/a.md").write_text(text, "utf-8")
    if extracted:
        run_in(tmp_path, "extract")
    english.write_text(source(WAIT, OPEN, CLOSE), "utf-8")
    result = run_in(tmp_path, "run")
    assert "the page's metadata cannot be read" in result.output
    assert "[hand-off-unknown]" in result.output
    assert result.exit_code == 1
    assert (tmp_path / "build/content/nl-NL/a.md").read_text("utf-8") == text
    po = tmp_path / "build/po/nl-NL/a.po"
    assert po.is_file() == extracted
    for entry in polib.pofile(str(po)) if extracted else ():
        assert entry.msgstr in ("", TARGETS[entry.msgid])
