from pathlib import Path

from pipeline.output.rule_pages import pages, write
from pipeline.rules.explained import doc_of
from pipeline.rules.registry import entries

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


def test_docs_are_what_the_rules_say() -> None:
    there = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.md")}
    assert there == pages(), "run: python -m pipeline.output.rule_pages docs/rules"


def test_every_rule_says_what_is_bad_and_what_is_good() -> None:
    for name, entry in entries().items():
        text = doc_of(name)
        assert len(text) > 60, name
        if entry.family != "exchange":
            assert "Bad" in text, name
            assert "Good" in text, name


def test_pages_of_rules_that_are_no_more_go(tmp_path: Path) -> None:
    (tmp_path / "old-rule.md").write_text("x")
    write(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == set(pages())
