from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.output import baseline
from pipeline.output.places import Places
from pipeline.results.finding import Finding
from tests.output.conftest import PAGE, finding


def written(file: Path, findings: list[Finding], places: Places) -> None:
    everything = baseline.updated(Counter(), findings, lambda page, rule: True, places)
    baseline.write(file, everything)


def test_what_it_knows_is_not_new(findings: list[Finding], places: Places, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    written(file, findings, places)
    assert baseline.new(findings, baseline.read(file), places) == []
    first = file.read_bytes()
    written(file, list(reversed(findings)), places)
    assert file.read_bytes() == first


def test_what_could_not_be_worked_on_stays_new(places: Places, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    unread = finding("page-unreadable")
    written(file, [unread, finding()], places)
    assert baseline.new([unread, finding()], baseline.read(file), places) == [unread]


def test_a_line_added_above_makes_nothing_new(places: Places, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    written(file, [finding()], places)
    page = tmp_path / "content" / "nl-NL" / "a b" / "pagina é.md"
    page.write_text(PAGE.replace("ms.date", "author: alma\nms.date"), encoding="utf-8")
    moved = Places(places.root, places.roots)
    assert baseline.new([finding(line=4)], baseline.read(file), moved) == []


def test_another_rule_line_page_or_one_more_is_new(places: Places, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    written(file, [finding()], places)
    others = [finding("unknown-field"), finding(line=2), finding(path="b.md"), finding(locale="")]
    twice = [finding(), finding()]
    known = baseline.read(file)
    assert baseline.new(others, known, places) == others
    assert baseline.new(twice, known, places) == [twice[1]]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "findings": {}}', '{"version": 1, "findings": [1]}']
)
def test_a_file_that_is_no_baseline_is_wrong_usage(tmp_path: Path, text: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text)
    with pytest.raises(UsageError, match="baseline"):
        baseline.read(file)


def test_no_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--update-baseline"):
        baseline.read(tmp_path / "none.json")
