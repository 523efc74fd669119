"""Freshness from history: the verdicts that a careful person gives, on trees and on real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.docset.touches import Change
from pipeline.provenance.freshness import Freshness
from pipeline.provenance.page_log import PairNow, versions_of
from pipeline.provenance.page_versions import HistoryVerdict, Languages, Version
from pipeline.provenance.sentence_history import judge
from tests.cases import Case, read_cases
from tests.provenance.histories import from_git, imported, log_of, versions

CASES = read_cases(Path(__file__).parent / "fixtures" / "histories.txt")
DUTCH = Languages("en", "nl")


def said(verdict: HistoryVerdict) -> str:
    """A verdict as the cases have it."""
    lines = ["cosmetic" if verdict.cosmetic else str(verdict.freshness)]
    lines += [f"{one.kind}: {one.source or one.was}" for one in verdict.sentences]
    lines += ["structure"] if verdict.structure else []
    return "\n".join(lines)


COMPLETE = [case for case in CASES if not case.get("shallow")]


@pytest.mark.parametrize("case", COMPLETE, ids=[case.title for case in COMPLETE])
def test_the_verdict_of_a_careful_person(case: Case) -> None:
    assert said(judge(*versions(case), DUTCH)) == case["verdict"].strip()


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_the_same_verdict_from_git(case: Case, tmp_path: Path) -> None:
    assert said(judge(*from_git(case, tmp_path / "repository"), DUTCH)) == case["verdict"].strip()


TRANSLATIONS = {
    "Pay the invoice in 20 days.": "Betaal de factuur binnen 20 dagen.",
    "Open the menu and choose **Plans**.": "Open het menu en kies **Abonnementen**.",
    "Your team sees the change at once.": "Uw team ziet de wijziging meteen.",
    "Call us on working days.": "Bel ons op werkdagen.",
    "Run `pay --now` in a terminal.": "Voer `pay --now` uit in een terminal.",
    "A receipt is sent by mail.": "U krijgt een ontvangstbewijs per post.",
    "Only owners can delete a workspace.": "Alleen eigenaren kunnen een werkruimte verwijderen.",
    "Read [the terms](terms.md) first.": "Lees eerst [de voorwaarden](terms.md).",
    "Keep your password to yourself.": "Houd uw wachtwoord voor uzelf.",
    "Downloads expire after an hour.": "Downloads verlopen na een uur.",
}
_sentences = st.lists(st.sampled_from(sorted(TRANSLATIONS)), min_size=1, max_size=7, unique=True)


def english(sentences: list[str]) -> str:
    """A page of these sentences, each a paragraph, under a heading."""
    return "# Pay\n\n" + "".join(f"{sentence}\n\n" for sentence in sentences)


def dutch(sentences: list[str]) -> str:
    """Its translation."""
    return "# Betalen\n\n" + "".join(f"{TRANSLATIONS[sentence]}\n\n" for sentence in sentences)


@given(_sentences, _sentences)
def test_a_page_that_is_translated_as_a_whole_is_current(old: list[str], new: list[str]) -> None:
    versions = [Version("1", english(old), dutch(old)), Version("2", english(new), dutch(new))]
    assert judge(versions, english(new), DUTCH).freshness is Freshness.CURRENT


@given(_sentences, _sentences)
def test_a_page_that_nobody_touched_is_as_stale_as_its_source_changed(
    old: list[str], new: list[str]
) -> None:
    verdict = judge([Version("1", english(old), dutch(old))], english(new), DUTCH)
    changed = {one.source for one in verdict.sentences if one.source}
    assert changed == set(new) - set(old)
    gone = {one.was for one in verdict.sentences if one.was}
    assert gone == set(old) - set(new)
    assert (verdict.freshness is Freshness.CURRENT) == (old == new)


@given(_sentences, _sentences, st.sets(st.sampled_from(sorted(TRANSLATIONS))))
def test_what_was_not_brought_over_stays_stale(
    old: list[str], more: list[str], brought: set[str]
) -> None:
    """The source gains sentences at its end, of which the translation gets some."""
    new = [*old, *(one for one in more if one not in old)]
    got = [one for one in new if one in old or one in brought]
    versions = [Version("1", english(old), dutch(old)), Version("2", english(new), dutch(got))]
    verdict = judge(versions, english(new), DUTCH)
    assert len(verdict.sentences) == len(new) - len(got)
    assert (verdict.freshness is Freshness.CURRENT) == (new == got)


@given(_sentences, _sentences, st.integers(0, 7))
def test_a_misspelling_makes_nothing_current(old: list[str], new: list[str], at: int) -> None:
    translated = dutch(old)
    at = translated.index("\n\n") + 3 + at % 4
    mended = translated[:at] + translated[at + 1 :]
    first = Version("1", english(old), translated)
    before = judge([first], english(new), DUTCH)
    after = judge([first, Version("2", english(new), mended)], english(new), DUTCH)
    assert [one.source for one in after.sentences] == [one.source for one in before.sentences]


@given(_sentences, _sentences)
def test_white_space_is_cosmetic(old: list[str], new: list[str]) -> None:
    wrapped = "# Pay" + english(new).removeprefix("# Pay").replace(" ", "\n", 3)
    first = Version("1", english(old), dutch(old))
    one, two = judge([first], english(new), DUTCH), judge([first], wrapped, DUTCH)
    assert one.sentences == two.sentences
    assert two.cosmetic == (old == new)


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_any_text_has_a_verdict(one: str, two: str, three: str, four: str) -> None:
    verdict = judge([Version("1", one, two), Version("2", three, four)], three, DUTCH)
    assert verdict.freshness in (Freshness.CURRENT, Freshness.STALE)


def test_sources_in_another_repository_count_by_date(tmp_path: Path) -> None:
    """A translation that was committed between two versions of the source was made from the first."""
    old, new = ["Pay the invoice in 20 days."], ["Downloads expire after an hour."]
    sources = imported(
        tmp_path / "docs.en", [("help/a.md", english(old)), ("help/a.md", english(new))]
    )
    targets = imported(tmp_path / "docs.nl", [("help/a.md", dutch(old)), ("x.md", "")], after=30)
    pair = PairNow("help/a.md", "help/a.md", dutch(old), english(new))
    ((_, versions),) = versions_of([pair], log_of(targets), log_of(sources))
    assert [version.source for version in versions] == [english(old), english(new)]
    assert said(judge(versions, english(new), DUTCH)) == f"stale\nchanged: {new[0]}"


def test_a_page_that_git_does_not_know_is_made_from_what_is_there(tmp_path: Path) -> None:
    text = english(["Call us on working days."])
    root = imported(tmp_path / "docs", [("en/a.md", text)])
    pair = PairNow("nl/a.md", "en/a.md", dutch(["Call us on working days."]), text)
    ((_, versions),) = versions_of([pair], log_of(root))
    assert judge(versions, text, DUTCH).freshness is Freshness.CURRENT
    with pytest.raises(ValueError, match="no localized page"):
        judge([], text, DUTCH)


def test_a_name_with_blanks_and_quotes_is_followed(tmp_path: Path) -> None:
    text, name = english(["Call us on working days."]), 'nl/a "b" é.md'
    root = imported(
        tmp_path / "docs", [("en/a.md", text), (name, dutch(["Call us on working days."]))]
    )
    log = log_of(root)
    assert [touch.changes for touch in log.touching([name])] == [(Change(name),)]
