"""What a change undid in translations, told from what it brought up to date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.repo import Repo

Run = Callable[..., Result]

SOURCE = (
    "---\ntitle: Pay your bill\n---\n# Pay your bill\n\nPay within twenty days after the invoice.\n\n"
    "Then wait for the letter of the bank.\n\nThe letter comes by ordinary mail.\n"
)
TARGET = (
    "---\ntitle: Betaal uw rekening\n{roles}---\n# Betaal uw rekening\n\nBetaal binnen twintig dagen na de factuur.\n\n"
    "Wacht dan op de brief van de bank.\n\nDe brief komt met de gewone post.\n"
)
WAIT = "Wacht dan op de brief van de bank."
NEW = "Then call the bank about the missing letter."


def roles(source: str, kind: str) -> str:
    digest = hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()
    return (
        f"ms.openlocfilehash: {digest}\nms.sourcegitcommit: {'0' * 40}\nms.translationtype: {kind}\n"
        "ms.contentlocale: nl-NL\n"
    )


def target(source: str = SOURCE, kind: str = "HT") -> str:
    return TARGET.format(roles=roles(source, kind))


class Case:
    """A repository with one page, and what is found when it is changed."""

    def __init__(self, repo: Repo, run_in: Run, kind: str = "HT", *, plain: bool = False) -> None:
        self.repo, self.run_in = repo, run_in
        self.page = TARGET.format(roles="") if plain else target(kind=kind)
        if plain:
            repo.write("pipeline.toml", 'family = "plain"\n')
        repo.write("content/en-US/a.md", SOURCE)
        repo.write("content/nl-NL/a.md", self.page)
        repo.commit()

    def change(self, old: str, new: str) -> None:
        self.page = self.page.replace(old, new)
        self.repo.write("content/nl-NL/a.md", self.page)

    def found(self, *arguments: str) -> list[tuple[str, str, int]]:
        result = self.run_in(self.repo.root, "regressions", "HEAD", "--format", "json", *arguments)
        return [
            (one["rule"], one["severity"], one["line"])
            for one in json.loads(result.stdout)["findings"]
        ]


@pytest.fixture
def case(repo: Repo, run_in: Run) -> Case:
    return Case(repo, run_in)


@pytest.mark.parametrize(
    ("new", "rule", "severity"),
    [
        ("Blijf daarna thuis en doe niets.", "translation-changed", "warning"),
        ("Wacht dan op de breif van de bank.", "translation-changed", "suggestion"),
        ("Then wait for the letter of the bank.", "translation-turned-source", "error"),
    ],
    ids=["another text", "a typo", "the source's language"],
)
def test_a_sentence_whose_source_stayed(case: Case, new: str, rule: str, severity: str) -> None:
    case.change(WAIT, new)
    assert case.found() == [(rule, severity, 12)]
    assert case.found("--ignore", rule) == []
    failed = case.run_in(case.repo.root, "regressions", "HEAD").exit_code
    assert failed == (severity != "suggestion")
    assert case.run_in(case.repo.root, "regressions", "HEAD", "--fail-on", "never").exit_code == 0


def test_a_translation_that_is_gone(case: Case) -> None:
    case.repo.write("content/nl-NL/b.md", target())
    case.repo.commit()
    case.change(WAIT + "\n\n", "")
    assert [(rule, severity) for rule, severity, _ in case.found()] == [
        ("translation-removed", "error")
    ]
    (case.repo.root / "content/nl-NL/a.md").unlink()
    assert case.found() == [("translation-removed", "error", 0)]
    (case.repo.root / "content/en-US/a.md").unlink()
    assert case.found() == [], "its source is gone, too"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WAIT, "Wacht dan op de brief\nvan de bank."),
        (WAIT, "Wacht dan op de brief van de bank.\n"),
        ("title: Betaal", "ms.author: x\ntitle: Betaal"),
        ("", ""),
    ],
    ids=["a line break", "a blank line", "other metadata", "nothing"],
)
def test_what_is_no_change_of_a_translation(case: Case, old: str, new: str) -> None:
    case.change(old, new) if old else None
    assert case.found() == []


def test_a_translation_that_follows_its_source(case: Case) -> None:
    newer = SOURCE.replace("Then wait for the letter of the bank.", NEW)
    case.repo.write("content/en-US/a.md", newer)
    case.change(roles(SOURCE, "HT"), roles(newer, "HT"))
    case.change(WAIT, "Bel dan de bank over de brief die er niet is.")
    assert case.found() == []
    case.change("met de gewone post", "met een gouden postkoets")
    assert case.found() == [("translation-changed", "warning", 14)], "that one was not asked for"


def test_a_page_that_was_behind_is_brought_up_to_date(case: Case) -> None:
    newer = SOURCE.replace("Then wait for the letter of the bank.", NEW)
    case.repo.write("content/en-US/a.md", newer)
    case.repo.commit("the source goes on")
    case.change(roles(SOURCE, "HT"), roles(newer, "HT"))
    case.change(WAIT, "Bel dan de bank over de brief die er niet is.")
    assert case.found() == []


def test_pages_that_name_no_source_are_of_the_one_beside_them(repo: Repo, run_in: Run) -> None:
    case = Case(repo, run_in, plain=True)
    case.change(WAIT, "Blijf daarna thuis en doe niets.")
    assert case.found() == [("translation-changed", "warning", 8)]
    newer = SOURCE.replace("Then wait for the letter of the bank.", NEW)
    repo.write("content/en-US/a.md", newer)
    repo.commit("the source goes on, and the page with it")
    case.change("Blijf daarna thuis en doe niets.", "Bel de bank over de brief.")
    repo.commit()
    repo.write("content/en-US/a.md", newer.replace("missing letter", "lost letter"))
    repo.commit("the source goes on without the page")
    case.change("Bel de bank over de brief.", "Bel de bank over de zoekgeraakte brief.")
    assert case.found() == [], "it caught up with its source"


def test_human_text_that_a_machine_replaced(case: Case) -> None:
    case.change("translationtype: HT", "translationtype: MT")
    assert case.found() == [("translation-type-lost", "error", 0)]
    case.change(WAIT, "Dan wachten voor brief van oever.")
    assert case.found() == [
        ("translation-type-lost", "error", 0),
        ("human-text-replaced", "error", 12),
    ]
    case.change("ms.translationtype: MT\n", "")
    assert case.found()[0] == ("translation-type-lost", "error", 0)


def test_people_who_revise_machine_text_are_no_regression(repo: Repo, run_in: Run) -> None:
    case = Case(repo, run_in, kind="MT")
    case.change("translationtype: MT", "translationtype: HT")
    case.change(WAIT, "Wacht daarna rustig af tot er een brief komt.")
    assert case.found() == [("translation-changed", "suggestion", 12)]
    assert run_in(repo.root, "regressions", "HEAD").exit_code == 0


def test_a_text_that_comes_back(case: Case) -> None:
    better = "Wacht daarna tot u post van uw bank krijgt."
    case.change(WAIT, better)
    first = case.repo.git("rev-parse", "HEAD")
    case.repo.commit("improve it")
    case.change(better, WAIT)
    assert case.found() == [("translation-reverted", "error", 12)]
    said = case.run_in(case.repo.root, "regressions", "HEAD").output
    assert first[:12] in said


def test_what_the_base_did_meanwhile_does_not_count(case: Case) -> None:
    repo = case.repo
    repo.git("checkout", "-q", "-b", "topic")
    repo.git("checkout", "-q", "main")
    case.change(WAIT, "Blijf daarna thuis en doe niets.")
    repo.commit("on main")
    repo.git("checkout", "-q", "topic")
    result = case.run_in(repo.root, "regressions", "main", "--format", "json")
    assert json.loads(result.stdout)["findings"] == []


def test_a_page_that_was_renamed_is_the_same_page(case: Case) -> None:
    repo = case.repo
    repo.git("mv", "content/nl-NL/a.md", "content/nl-NL/b.md")
    repo.git("mv", "content/en-US/a.md", "content/en-US/b.md")
    assert case.found() == []
    page = repo.root / "content/nl-NL/b.md"
    page.write_text(page.read_text().replace(WAIT, "Blijf daarna thuis en doe niets."))
    assert [rule for rule, _, _ in case.found()] == ["translation-changed"]


def test_new_pages_and_pages_that_were_not_asked_for(case: Case) -> None:
    case.repo.write("content/nl-NL/new.md", target())
    assert case.found() == []
    case.change(WAIT, "Blijf daarna thuis en doe niets.")
    assert case.found("content/nl-NL/new.md") == []
    assert len(case.found("a.md")) == 1


def test_findings_can_be_silenced_and_written_in_other_formats(case: Case) -> None:
    case.change(WAIT, "Blijf daarna thuis en doe niets.")
    root = case.repo.root
    assert (
        "::warning file=content/nl-NL/a.md"
        in case.run_in(root, "regressions", "HEAD", "--format", "github").stdout
    )
    case.change("# Betaal", "<!-- locpipe-ignore regressions -->\n\n# Betaal")
    assert case.found() == []


@pytest.mark.parametrize("base", ["nowhere", "--help-me", "HEAD:content"])
def test_a_revision_that_is_none(case: Case, base: str) -> None:
    result = case.run_in(case.repo.root, "regressions", base)
    assert result.exit_code != 0
    assert "0 errors" not in result.output


def test_pages_that_cannot_be_read_do_not_stop_the_others(case: Case) -> None:
    case.repo.write("content/nl-NL/b.md", "plain\n")
    case.repo.commit()
    (case.repo.root / "content/nl-NL/b.md").write_bytes(b"\xff\xfe\x00")
    case.change(WAIT, "Blijf daarna thuis en doe niets.")
    assert [rule for rule, _, _ in case.found()] == ["translation-changed", "page-unreadable"]


@pytest.mark.parametrize("others", [True, False], ids=["one of two", "the only one"])
def test_a_locale_that_is_gone(case: Case, others: bool) -> None:
    if others:
        case.repo.write("content/de-DE/a.md", target())
    case.repo.write("content/api/a.md", target())
    case.repo.commit()
    case.repo.git("rm", "-q", "-r", "content/nl-NL", "content/api")
    assert case.found() == [("translation-removed", "error", 0)]
    if others:
        assert case.found("--locale", "de-DE") == []
