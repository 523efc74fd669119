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


@pytest.mark.parametrize(
    ("first", "row"),
    [
        ("en-US,nl-NL", "portal,portaal"),
        ("nl,en", "portaal,portal"),
        ("en_us,de-DE,nl_nl", "portal,Portal,portaal"),
        ("target,note,source", "portaal,,portal"),
    ],
)
def test_the_first_line_may_name_the_locales(tmp_path: Path, first: str, row: str) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(f"{first}\n{row}\n")
    assert load(path, "nl-NL") == [Term("portal", "portaal")]


def test_columns_of_other_locales_hold_no_terms(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("en-US,de-DE,fr-FR\nportal,Portal,portail\n")
    assert load(path, "nl-NL") == []


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("portal,portaal\ncloud\n", "needs a source and a target", 2),
        ('source,target,note\na,b,"c\nd"\ncloud\n', "needs a source and a target", 4),
        (f"a,{'x' * 200_000}\n", "no CSV: field larger than field limit", 1),
    ],
    ids=["no header", "text of two lines", "huge"],
)
def test_bad_csv_is_named_with_its_line(tmp_path: Path, text: str, message: str, line: int) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(text)
    with pytest.raises(PageError, match=message) as error:
        load(path, "nl-NL")
    assert error.value.line == line


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


@pytest.mark.parametrize("character", ["\x01", "\x1b", "\ufffe"])
def test_a_control_character_is_named_with_its_line(tmp_path: Path, character: str) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(f"source,target\none,een\ntwo,tw{character}ee\n", "utf-8")
    with pytest.raises(PageError, match="control character") as error:
        load(path, "nl-NL")
    assert error.value.line == 3
