"""The table of docfx's published rules in the documentation: every name here is a rule, with an example that runs."""

import re
from pathlib import Path

import pytest

from pipeline.rules.registry import entries, entry
from tests.cli.test_documents import FOUND

PROJECT = Path(__file__).parents[2]
TEXT = (PROJECT / "docs" / "docfx.md").read_text("utf-8")
ROWS = re.findall(r"(?m)^\| (`.*?) \| (`.*) \|$", TEXT)
NAMES = [(docfx, name) for docfx, here in ROWS for name in re.findall(r"`([a-z0-9-]+)`", here)]
ELSEWHERE = {"exceed-max-file-errors", "page-not-in-toc"}


def test_there_are_docfx_rules() -> None:
    assert len(re.findall(r"`[\w-]+`", " ".join(docfx for docfx, _ in ROWS))) > 85


@pytest.mark.parametrize(("docfx", "name"), NAMES)
def test_row(docfx: str, name: str) -> None:
    known = entry(name)
    assert known.severity
    fixtures = {file.stem for file in (PROJECT / "tests" / "rules" / "fixtures").rglob("*.txt")}
    in_documents = {one.rpartition(" ")[2] for one in FOUND}
    kind = known.family if name not in entries() else name
    assert {name, kind} & (fixtures | in_documents | ELSEWHERE), docfx
