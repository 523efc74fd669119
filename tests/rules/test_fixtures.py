"""Every rule on the examples of its fixture: each finding expected, none other, and the fix right and final."""

from pathlib import Path

import pytest

from pipeline.rules.registry import entries, load
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


GROUPED = {"unit-malformed": "bilingual-span"}  # rules whose findings have names of their own

NEEDS_MORE = ("lasthandoff-before-source", "image-stale", "page-not-in-toc")
"""Git or a whole docset; tests/cli: test_validate.py, test_history.py, test_documents.py."""

OF_SETTINGS = ("custom",)  # test_custom.py


@pytest.mark.parametrize("scope", ["metadata", "article", "docset"])
def test_every_rule_has_a_bad_and_a_good_example(scope: str) -> None:
    files = {file.stem: file for file in FOLDER.rglob("*.txt")}
    for rule in load(scope):  # type: ignore[arg-type]
        if rule.name in (*NEEDS_MORE, *OF_SETTINGS):
            continue
        kinds = {case.kind for case in cases.read(files[GROUPED.get(rule.name, rule.name)])}
        assert kinds == {"bad", "good"}, rule.name


def test_every_fixture_is_of_a_rule() -> None:
    known = {rule.name for scope in ("metadata", "article", "docset") for rule in load(scope)}
    stems = {file.stem for file in FOLDER.rglob("*.txt")}
    assert stems - {*GROUPED.values()} <= known | entries().keys()
