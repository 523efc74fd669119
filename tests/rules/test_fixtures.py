"""Every rule on the examples of its fixture: each finding expected, none other, and the fix right and final."""

from pathlib import Path

import pytest

from pipeline.rules.registry import load
from tests.rules import cases

FOLDER = Path(__file__).parent / "fixtures"
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem}: {case.title}")
    for file in sorted(FOLDER.rglob("*.txt"))
    for case in cases.read(file)
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_case(rule: str, case: cases.Case, tmp_path: Path) -> None:
    found = [cases.worded(one) for one in cases.run(case, rule, tmp_path)]
    assert found == case.expect
    assert bool(found) == (case.kind == "bad")
    if case.fixed is not None:
        assert cases.fixed(case, rule, tmp_path) == case.fixed


@pytest.mark.parametrize("scope", ["metadata", "article", "docset"])
def test_every_rule_has_a_bad_and_a_good_example(scope: str) -> None:
    for rule in load(scope):
        file = FOLDER / ("article" if rule.scope == "article" else "metadata") / f"{rule.name}.txt"
        other = FOLDER / "article" / f"{rule.name}.txt"
        kinds = {case.kind for case in cases.read(file if file.exists() else other)}
        assert kinds == {"bad", "good"}, rule.name
