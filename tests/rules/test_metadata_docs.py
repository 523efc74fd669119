"""The table of docfx's codes in the documentation: every row names a rule that is, and an example that is run."""

import re
from pathlib import Path

import pytest

from pipeline.rules.metadata.codes import known_codes
from pipeline.rules.metadata.schema import shipped
from pipeline.rules.registry import entries, entry

PROJECT = Path(__file__).parents[2]
TEXT = (PROJECT / "docs" / "metadata.md").read_text("utf-8")
ROW = re.compile(r"(?m)^\| `([\w*-]+)` \| `([\w-]+)` \| (?:`([\w-]+)`|–) \| `([\w-]+)` \|$")
ROWS = ROW.findall(TEXT)


def test_the_table_has_docfx_codes() -> None:
    assert len(ROWS) == 40


@pytest.mark.parametrize(("docfx", "rule", "code", "example"), ROWS)
def test_row(docfx: str, rule: str, code: str, example: str) -> None:
    assert rule in entries()
    if code:
        assert code in known_codes()
        assert entry(code).severity
    fixtures = PROJECT / "tests" / "rules" / "fixtures"
    assert list(fixtures.rglob(f"{example}.txt")), docfx


def test_codes_that_the_text_names_resolve() -> None:
    for field, codes in re.findall(r"(?m)^\| `(ms\.\w+)` \| (.*) \|$", TEXT):
        for code in re.findall(r"`([\w-]+)`", codes):
            name = f"{field.replace('.', '-')}{code}" if code.startswith("-") else code
            assert entry(name).name == name


def test_there_are_65_reserved_names() -> None:
    assert len(shipped("localized", "base").reserved) == 65
