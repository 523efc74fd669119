"""The real command on the project's own docset: pages to PO files and back."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.markdown.article import Article
from pipeline.po import file as po_files
from pipeline.rebuild.apply import with_targets
from pipeline.rebuild.texts import texts_of
from pipeline.units.bilingual import bilingual_units
from tests.conftest import PROJECT

Run = Callable[..., Result]

STALE = "billing/spending-limit.md"
"""The page of the docset whose source has changed since its hand-off."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's docset, to work on, without git."""
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A docset in git whose one page is behind its source."""
    source = tmp_path / "content" / "en-US" / "a.md"
    source.parent.mkdir(parents=True)
    source.write_text("---\ntitle: Limits\n---\n# Limits\n\nOne stays. Two is EUR 200.\n", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Hand off")
    page = tmp_path / "content" / "nl-NL" / "a.md"
    page.parent.mkdir()
    page.write_text(
        "---\ntitle: Limieten\n"
        f"ms.openlocfilehash: {hashlib.sha1(source.read_bytes()).hexdigest()}\n"
        f"ms.sourcegitcommit: {git(tmp_path, 'rev-parse', 'HEAD')}\n"
        "ms.translationtype: HT\nms.contentlocale: nl-NL\nms.lasthandoff: 01/02/2026\n"
        'ms.locfileid: "42"\n---\n'
        '# <a name="limits"></a>Limieten\n\nEen blijft. Twee is EUR 200.\n',
        "utf-8",
    )
    source.write_text(
        "---\ntitle: Limits\n---\n# Limits\n\nOne stays. Two is EUR 250. Three is new.\n", "utf-8"
    )
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Move on")
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def pages(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(folder).items() if path.endswith(".md")}


def test_run_ends_with_0_and_has_something_to_show(copy: Path, run_in: Run) -> None:
    result = run_in(copy, "run")
    assert result.exit_code == 0, result.output
    assert any(line.startswith("0 errors, ") for line in result.output.splitlines())
    assert "gate       passed (fails on error)" in result.output
    assert len(tree(copy / "build" / "po")) >= 12
    assert (
        pages(copy / "build" / "content" / "nl-NL").keys()
        == pages(copy / "content" / "nl-NL").keys()
    )
    assert b"data-ttu-id" not in b"".join(tree(copy / "build" / "content").values())


def test_no_page_of_the_docset_is_ever_touched_without_in_place(copy: Path, run_in: Run) -> None:
    before = tree(copy / "content")
    for command in (
        ["run"],
        ["extract"],
        ["build", "--form", "bilingual"],
        ["validate"],
        ["check"],
    ):
        run_in(copy, *command)
    assert tree(copy / "content") == before


def test_every_page_comes_back_byte_for_byte(copy: Path, run_in: Run) -> None:
    run_in(copy, "extract")
    assert run_in(copy, "build", "--form", "bilingual").exit_code == 0
    assert pages(copy / "build" / "content" / "nl-NL") == pages(copy / "content" / "nl-NL")
    assert run_in(copy, "build", "--in-place").exit_code == 0
    assert tree(copy / "content") == tree(PROJECT / "content")


def test_a_page_behind_its_source_is_made_from_the_source_as_it_is_now(
    repository: Path, run_in: Run
) -> None:
    run_in(repository, "extract")
    po = repository / "build" / "po" / "nl-NL" / "a.po"
    file = polib.pofile(str(po), wrapwidth=0)
    texts = {
        entry.msgid: (entry.msgstr, entry.previous_msgid) for entry in file if not entry.obsolete
    }
    assert texts == {
        "Limits": ("Limieten", None),
        "One stays.": ("Een blijft.", None),
        "Two is EUR 250.": ("Twee is EUR 200.", "Two is EUR 200."),
        "Three is new.": ("", None),
    }
    assert [entry.msgid for entry in file if entry.obsolete] == ["Two is EUR 200."]

    before = pages(repository)
    result = run_in(repository, "build", "--in-place")
    assert result.exit_code == 0, result.output
    assert "the page stays as it is: 3 of 5 units translated" in result.output
    assert pages(repository) == before

    options = ("--in-place", "--allow-untranslated", "--date", "2026-12-01")
    result = run_in(repository, "build", *options)
    assert result.exit_code == 0, result.output
    assert "3 of 5 units translated" in result.output
    page = (repository / "content" / "nl-NL" / "a.md").read_text("utf-8")
    source = (repository / "content" / "en-US" / "a.md").read_bytes()
    assert page == (
        "---\ntitle: Limieten\n"
        f"ms.openlocfilehash: {hashlib.sha1(source).hexdigest()}\n"
        f"ms.sourcegitcommit: {git(repository, 'rev-parse', 'HEAD')}\n"
        "ms.translationtype: MT\nms.contentlocale: nl-NL\nms.lasthandoff: 12/01/2026\n"
        'ms.locfileid: "42"\n---\n'
        '# <a name="limits"></a>Limieten\n\nEen blijft. Two is EUR 250. Three is new.\n'
    )
    status = json.loads(run_in(repository, "status", "--format", "json").stdout)
    assert status["pages"][0]["freshness"] == "current"

    texts_before = po.read_text("utf-8")
    run_in(repository, "extract")
    after = polib.pofile(str(po), wrapwidth=0)
    assert after.find("Three is new.").msgstr == "", (
        "what stands in the source language is no translation"
    )
    assert after.find("Two is EUR 250.").previous_msgid == "Two is EUR 200."
    assert texts_before.count("msgid") == po.read_text("utf-8").count("msgid")


def test_a_page_whose_hand_off_nobody_knows_stays_as_it_is(copy: Path, run_in: Run) -> None:
    assert "[hand-off-unknown]" in run_in(copy, "run").output
    assert not (copy / "build" / "po" / "nl-NL" / STALE.replace(".md", ".po")).exists()
    built = copy / "build" / "content" / "nl-NL" / STALE
    assert built.read_bytes() == (copy / "content" / "nl-NL" / STALE).read_bytes()


def test_a_page_that_only_the_source_has_is_handed_off_and_built_when_translated(
    copy: Path, run_in: Run
) -> None:
    new = "cli/rotate-api-keys.md"
    run_in(copy, "run")
    po = copy / "build" / "po" / "nl-NL" / new.replace(".md", ".po")
    file = polib.pofile(str(po), wrapwidth=0)
    assert file
    assert not any(entry.msgstr for entry in file)
    assert not (copy / "build" / "content" / "nl-NL" / new).exists()
    for entry in file:
        entry.msgstr = entry.msgid.upper() if entry.msgid.isalpha() else f"nl {entry.msgid}"
    file.save()
    result = run_in(copy, "build", new)
    assert result.exit_code == 0, result.output
    page = Article.parse((copy / "build" / "content" / "nl-NL" / new).read_bytes())
    assert page.meta("ms.translationtype") == "HT"
    assert page.meta("ms.contentlocale") == "nl-NL"
    assert page.meta("title").startswith("nl ")


def test_a_second_extract_changes_no_byte(copy: Path, run_in: Run) -> None:
    run_in(copy, "extract")
    before = tree(copy / "build" / "po")
    assert "0 written" in run_in(copy, "extract").output
    assert tree(copy / "build" / "po") == before


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_accepts_every_file_and_saving_with_it_changes_no_page(
    copy: Path, run_in: Run
) -> None:
    run_in(copy, "extract")
    files = sorted((copy / "build" / "po").rglob("*.po"))
    for file in files:
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(file)], check=True)
        subprocess.run(["msgcat", "-o", str(file), str(file)], check=True)
    run_in(copy, "build", "--form", "bilingual")
    assert pages(copy / "build" / "content" / "nl-NL") == pages(copy / "content" / "nl-NL")


@pytest.mark.parametrize("command", ["build", "run"])
def test_a_published_page_that_cannot_be_bilingual_is_said_once(
    docset: Callable[..., Path], run_in: Run, command: str
) -> None:
    page = "---\ntitle: Een\n---\n# Een\n"
    root = docset({f"content/nl-NL/{name}.md": page for name in "ab"})
    said = "--form bilingual: 2 pages built published"
    assert run_in(root, command, "--form", "bilingual").stderr.count(said) == 1
    assert said not in run_in(root, command).stderr
    assert (root / "build/content/nl-NL/a.md").read_text() == page


def test_an_edited_entry_reaches_the_page_and_the_second_time_nothing_changes(
    copy: Path, run_in: Run
) -> None:
    run_in(copy, "extract")
    path = copy / "build" / "po" / "nl-NL" / "billing" / "download-invoices.po"
    file = polib.pofile(str(path), wrapwidth=0)
    entry = file[0]
    old, entry.msgstr = entry.msgstr, "Uw facturen ophalen"
    file.save()
    shown = run_in(copy, "build", "--in-place", "--diff", "billing/download-invoices.md")
    assert "+title: Uw facturen ophalen" in shown.output
    page = copy / "content" / "nl-NL" / "billing" / "download-invoices.md"
    before = page.read_text("utf-8")
    assert run_in(copy, "build", "--in-place").exit_code == 0
    assert page.read_text("utf-8") == before.replace(
        f"title: {old}\n", "title: Uw facturen ophalen\n"
    )
    again = run_in(copy, "build", "--in-place")
    assert "0 written" in again.output
    assert "0 conflicts" in run_in(copy, "extract").output


def test_a_page_whose_units_were_all_reviewed_becomes_human_translation(
    copy: Path, run_in: Run
) -> None:
    run_in(copy, "extract")
    path = copy / "build" / "po" / "nl-NL" / "billing" / "download-invoices.po"
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in file[1:]:
        entry.flags = []
    file.save()
    page = copy / "content" / "nl-NL" / "billing" / "download-invoices.md"
    run_in(copy, "build", "--in-place")
    assert "ms.translationtype: MT" in page.read_text("utf-8")
    file[0].flags = []
    file.save()
    before = page.read_text("utf-8")
    run_in(copy, "build", "--in-place")
    assert page.read_text("utf-8") == before.replace(
        "ms.translationtype: MT", "ms.translationtype: HT"
    )


def test_json_has_the_keys_of_the_contract(copy: Path, run_in: Run) -> None:
    (copy / "content" / "nl-NL" / "billing" / "download-invoices.md").write_text(
        "---\na: b: c\n---\n", "utf-8"
    )
    result = run_in(copy, "validate", "--format", "json", "--select", "yaml-header-syntax-error")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["version"] == 1
    (finding,) = report["findings"]
    assert finding["rule"] == "yaml-header-syntax-error"
    assert (finding["path"], finding["line"], finding["column"]) == (
        "billing/download-invoices.md",
        2,
        5,
    )
    assert set(finding) >= {
        "rule", "severity", "certainty", "message", "path", "line", "column", "end_line", "end_column",
        "unit", "locale", "translation_type", "its", "fix",
    }  # fmt: skip


BILINGUAL = sorted(
    file
    for file in (PROJECT / "content" / "nl-NL").rglob("*.md")
    if b"data-ttu-id" in file.read_bytes()
)
WORDS = st.text(st.sampled_from("abc déf 語 ب * ` & ' \" \\"), min_size=1, max_size=30).map(
    lambda text: f"x{text}y"
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(BILINGUAL), st.integers(0, 10_000), WORDS)
def test_editing_an_entry_changes_exactly_that_text(page: Path, which: int, text: str) -> None:
    from pipeline.po.entries import entries_of
    from pipeline.po.header import Header
    from pipeline.po.merge import merge

    article = Article.parse(page.read_bytes())
    units = bilingual_units(article)
    entries = entries_of(units)
    file = merge(entries, None, Header(page.name, "nl-NL", "0")).po
    wanted = entries[which % len(entries)]
    file[which % len(entries)].msgstr = text
    texts = texts_of(units, po_files.parse(po_files.dump(file)), "\n")
    assert texts.texts == dict.fromkeys(wanted.units, text)
    rebuilt = with_targets(article, units, texts.texts)
    expected = article.text
    for index in reversed(wanted.units):
        start, end = units[index].target_range or (0, 0)
        expected = expected[:start] + text + expected[end:]
    assert rebuilt.article.text in (expected, article.text)
    assert (rebuilt.article.text == expected) != bool(rebuilt.refused)
