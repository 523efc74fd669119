"""Freshness from history: the verdicts that a careful person gives, on trees and on real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

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
