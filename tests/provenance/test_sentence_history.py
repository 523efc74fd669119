"""Freshness from history: the verdicts that a careful person gives, on trees and on real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.provenance.freshness import Freshness
from pipeline.provenance.page_versions import HistoryVerdict, Languages, Version
from pipeline.provenance.sentence_history import judge
from tests.cases import Case, read_cases
from tests.provenance.histories import from_git, versions

CASES = read_cases(Path(__file__).parent / "fixtures" / "histories.txt")
DUTCH = Languages("en", "nl")


def said(verdict: HistoryVerdict) -> str:
    """A verdict as the cases have it."""
    lines = ["cosmetic" if verdict.cosmetic else str(verdict.freshness)]
    lines += [f"{one.kind}: {one.source or one.was}" for one in verdict.sentences]
    lines += ["structure"] if verdict.structure else []
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_the_verdict_of_a_careful_person(case: Case) -> None:
    if case.get("shallow"):
        pytest.skip("a shallow clone: see the test with git")
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
