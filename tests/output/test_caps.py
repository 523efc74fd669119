from pipeline.output.caps import MOST, capped
from pipeline.severity import Severity
from tests.output.conftest import finding


def test_beyond_the_cap_one_finding_says_how_many_there_are() -> None:
    many = [finding(line=n) for n in range(MOST[Severity.ERROR] + 7)]
    shown = list(capped([*many, finding(path="other.md")]))
    assert shown[:100] == many[:100]
    assert shown[100] == finding(path="other.md")
    assert shown[101].rule == "exceed-max-file-errors"
    assert shown[101].message == "the page has 7 more findings of severity error"
    assert (shown[101].path, shown[101].line) == (many[0].path, 0)
    assert len(shown) == 102


def test_below_the_cap_nothing_changes() -> None:
    some = [finding(line=n, severity=Severity.WARNING) for n in range(500)]
    assert list(capped(some)) == some
