"""How safe a rule's fixes are is said once, in the register, and said right."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.results.finding import Finding
from pipeline.rules.explained import page_of
from pipeline.rules.registry import entries, entry
from tests.rules import cases
from tests.rules.translation import cases as unit_cases

PAGES = sorted(Path(__file__).with_name("fixtures").rglob("*.txt"))
UNITS = sorted(unit_cases.FOLDER.rglob("*.txt"))


def _found(tmp_path: Path) -> dict[str, list[Finding]]:
    """The findings with fixes of every bad example, by the rule whose entry the register has."""
    found: dict[str, list[Finding]] = {}
    for file in PAGES:
        for number, case in enumerate(cases.read(file)):
            for one in cases.run(case, file.stem, tmp_path / f"{file.stem}{number}"):
                if one.fix:
                    known = entry(one.rule)
                    name = one.rule if one.rule in entries() else known.family
                    found.setdefault(name, []).append(one)
    for file in UNITS:
        for unit_case in unit_cases.read(file):
            for one in unit_cases.run(unit_case, file.stem):
                if one.fix:
                    found.setdefault(file.stem, []).append(one)
    return found


def test_the_register_says_of_every_fix_how_safe_it_is(tmp_path: Path) -> None:
    found = _found(tmp_path)
    # rules of files that are no pages have their examples in tests/cli/test_documents.py
    of_pages = {name for name, one in entries().items() if one.fix and one.part != "document"}
    assert of_pages == set(found)
    for name, findings in found.items():
        safe = {one.fix.safe for one in findings if one.fix}
        said = entries()[name].fix
        assert said == "some" or safe == {said == "safe"}, name


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("unquoted-number", "`--fix` mends it"),
        ("space-lost", "`--fix` mends it where"),
        ("doubled-word", "`--fix --unsafe-fixes`"),
        ("mojibake", ""),
    ],
)
def test_a_rules_page_says_it(rule: str, words: str) -> None:
    facts = [line for line in page_of(rule).split("\n") if line.startswith("- Fix: ")]
    assert len(facts) == bool(words)
    assert all(words in line for line in facts)
