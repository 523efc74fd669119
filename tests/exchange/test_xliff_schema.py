from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.docset.folder_locale import UNKNOWN_LOCALE
from pipeline.exchange.formats import dump
from pipeline.exchange.xliff import from_po
from pipeline.exchange.xml import readable
from tests.conftest import PROJECT
from tests.exchange.xliff_schemas import assert_valid, schema

Run = Callable[..., Result]
Entry = tuple[str, str, str | None, str, bool, bool]

VERSIONS = ["1.2", "2.0"]
PIECES = [
    "a ",
    "[",
    "](u.md)",
    "**",
    "`c`",
    "![i](m.png)",
    "\\*",
    "<b>",
    "<https://a.b/>",
    " ",
    "\n",
]
TEXT = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(alphabet="ab *[]()`<>\\!./:'\"&|{}#-\n\r\t\x01\x7f\x85\u2028\ufffe\U0001f600"),
)
ENTRIES = st.lists(
    st.tuples(
        st.one_of(st.just("A"), TEXT.filter(bool)),
        TEXT,
        st.one_of(st.none(), st.just(""), TEXT),
        TEXT,
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda entry: (entry[2], entry[0]),
)
WHOLE: Entry = (
    "See [**this**](a.md) or `b`.",
    "Zie `b`, [**this**](a.md).",
    "c",
    "n",
    False,
    False,
)


def po_file(entries: list[Entry]) -> polib.POFile:
    po = polib.POFile()
    for source, target, context, comment, fuzzy, outdated in entries:
        po.append(
            polib.POEntry(
                msgid=source,
                msgstr=target,
                msgctxt=context,
                comment=comment,
                flags=["fuzzy"] if fuzzy else [],
                previous_msgid="before" if outdated else None,
            )
        )
    return po


def exported(entries: list[Entry], version: str, locale: str = "nl-NL") -> bytes:
    return dump(from_po(po_file([WHOLE, *entries]), "a/b.md", locale), version)


@given(ENTRIES)
@pytest.mark.parametrize("version", VERSIONS)
def test_any_po_file_gives_a_valid_file(version: str, entries: list[Entry]) -> None:
    assert_valid(exported(entries, version), version)


@given(
    st.one_of(
        st.from_regex(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?", fullmatch=True),
        st.sampled_from(["nl-NL-variant", "qps-ploc", UNKNOWN_LOCALE]),
    )
)
@pytest.mark.parametrize("version", VERSIONS)
def test_any_locale_gives_a_valid_file(version: str, locale: str) -> None:
    assert_valid(exported([], version, locale), version)


@given(ENTRIES)
@pytest.mark.parametrize("version", VERSIONS)
def test_ids_hold_what_no_schema_says(version: str, entries: list[Entry]) -> None:
    """What the specifications ask of ids beyond the schemas, which say it for 1.2's units only."""
    root = etree.fromstring(exported(entries, version))
    units = list(root.iter("{*}trans-unit", "{*}unit"))
    assert_unique(unit.get("id") for unit in units)
    for unit in units:
        source, target = unit.find(".//{*}source"), unit.find(".//{*}target")
        data = [each.get("id") for each in unit.iter("{*}data")]
        assert_unique(data)
        assert source is not None
        for text in (source, target):
            if text is not None:
                assert_unique(code.get("id") for code in text.iter("{*}ph", "{*}pc", "{*}bpt"))
                opened, closed = text.iter("{*}bpt"), text.iter("{*}ept")
                assert {code.get("id") for code in opened} == {code.get("id") for code in closed}
            if text is not None and version == "2.0":
                for code in text.iter("{*}ph", "{*}pc"):
                    assert {v for k, v in code.items() if k.startswith("dataRef")} <= set(data)
        segment = unit.find("{*}segment")
        if segment is not None and target is None:
            assert segment.get("state") == "initial"
        if target is not None:
            assert {code.get("id") for code in target} <= {code.get("id") for code in source.iter()}


@given(ENTRIES)
@pytest.mark.parametrize("version", VERSIONS)
def test_every_text_that_xml_can_hold_is_there(version: str, entries: list[Entry]) -> None:
    units = etree.fromstring(exported(entries, version)).iter("{*}trans-unit", "{*}unit")
    held = [entry for entry in entries if readable(entry[0] + entry[1] + (entry[2] or ""))]
    assert len(list(units)) == 1 + len(held)


def assert_unique(ids: object) -> None:
    found = list(ids)  # type: ignore[call-overload]
    assert len(found) == len(set(found))


SPOILED = [
    ("1.2", 'datatype="x-markdown"', 'datatype="markdown"'),
    ("1.2", 'target-language="nl-NL"', 'target-language="nl_NL"'),
    ("1.2", 'state="translated"', 'state="reviewed"'),
    ("1.2", 'approved="yes"', 'approved="true"'),
    ("1.2", '<bpt id="1"', "<bpt"),
    ("1.2", "<body>", '<body><trans-unit id="{id}"><source/></trans-unit>'),
    ("2.0", 'state="reviewed"', 'state="translation"'),
    ("2.0", '<unit id="', '<unit id="a '),
    ("2.0", "<notes>", "<notes/><notes>"),
    ("2.0", 'srcLang="en-US"', ""),
    ("2.0", '<ph id="3"', "<ph"),
]


@pytest.mark.parametrize(("version", "old", "new"), SPOILED)
def test_the_schema_refuses_what_is_wrong(version: str, old: str, new: str) -> None:
    text = exported([], version).decode()
    unit = etree.fromstring(text.encode()).find(".//{*}trans-unit")
    assert old in text
    spoiled = text.replace(old, new.replace("{id}", unit.get("id", "") if unit is not None else ""))
    with pytest.raises(AssertionError):
        assert_valid(spoiled.encode(), version)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_example_docset_is_valid(tmp_path: Path, run_in: Run, version: str) -> None:
    schema(version)
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    assert export_all(tmp_path, run_in, version) > 15


@pytest.mark.parametrize("name", ["alchemy", "powershell", "contribute", "mim"])
@pytest.mark.parametrize("version", VERSIONS)
def test_real_pages_are_valid(
    tmp_path: Path, run_in: Run, corpus: Path, version: str, name: str
) -> None:
    schema(version)
    docset = corpus / name
    bilingual = docset / "sxs" / "nl-NL"
    localized = bilingual if bilingual.is_dir() else docset / "published" / "nl-NL"
    english = docset / "en-US" if (docset / "en-US").is_dir() else docset / "published" / "nl-NL"
    shutil.copytree(localized, tmp_path / "content" / "nl-NL")
    shutil.copytree(english, tmp_path / "content" / "en-US")
    assert export_all(tmp_path, run_in, version) > 20


def export_all(root: Path, run_in: Run, version: str) -> int:
    """Export a docset with the command line; every file must be valid. How many there are."""
    assert run_in(root, "extract").exit_code == 0
    assert run_in(root, "export", "--version", version).exit_code == 0
    files = list((root / "build" / "xliff").rglob("*.xlf"))
    for file in files:
        assert_valid(file.read_bytes(), version, str(file))
    return len(files)
