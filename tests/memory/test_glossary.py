from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PageError
from pipeline.memory.glossary import Term, load, to_csv, to_tbx

TERMS = [
    Term("portal", "portal", note="Not translated."),
    Term("cloud", "wolk", "forbidden"),
    Term("cloud", "cloud"),
]


def test_csv_there_and_back(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_bytes(to_csv(TERMS))
    assert load(path, "nl-NL") == TERMS


def test_tbx_there_and_back(tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"
    path.write_bytes(to_tbx(TERMS, "nl-NL"))
    assert [(term.source, term.target, term.status) for term in load(path, "nl-NL")] == [
        (term.source, term.target, term.status) for term in TERMS
    ]


def test_another_tool_reads_the_tbx(tmp_path: Path) -> None:
    tbx = pytest.importorskip("translate.storage.tbx", reason="translate-toolkit is not installed")
    store = tbx.tbxfile.parsestring(to_tbx(TERMS, "nl"))
    assert [(unit.source, unit.target) for unit in store.units] == [
        (term.source, term.target) for term in TERMS
    ]


@pytest.mark.parametrize("first", ["source;target\n", "\ufeffsource;target\r\n", ""])
def test_csv_as_spreadsheets_write_it(tmp_path: Path, first: str) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(f"{first}portal;portaal\n;\n", "utf-8", newline="")
    assert load(path, "nl-NL") == [Term("portal", "portaal")]


def test_a_term_without_a_translation_is_named(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("source,target\nportal,\n")
    with pytest.raises(PageError, match="needs a source and a target") as error:
        load(path, "nl-NL")
    assert error.value.line == 2


def test_a_tbx_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"
    path.write_text("<html/>")
    with pytest.raises(PageError, match="no TBX"):
        load(path, "nl-NL")
