from __future__ import annotations

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PageError
from pipeline.exchange.formats import dump, load
from pipeline.exchange.inline_codes import Part, parts_of, target_parts
from pipeline.exchange.xliff import from_po, unit_id
from pipeline.exchange.xliff_import import into_po
from pipeline.files.digest import sha256

VERSIONS = ["1.2", "2.0"]
ENTRIES = [
    (
        "Open **Billing** and see [help](a.md) or `code`.",
        "Zie [hulp](a.md), **Facturering**, `code`.",
    ),
    ("Plain & <simple>", "Gewoon & <simple>"),
    ("Untranslated", ""),
    ("[`x` and **b**](u.md)", "[**b** en `x`](u.md)"),
]


def po_file(entries: list[tuple[str, str]] = ENTRIES, *flags: str) -> polib.POFile:
    po = polib.POFile()
    for source, target in entries:
        po.append(polib.POEntry(msgid=source, msgstr=target, flags=list(flags), comment="note"))
    return po


def exported(po: polib.POFile, version: str) -> bytes:
    return dump(from_po(po, "a/b.md", "nl-NL"), version)


@pytest.mark.parametrize("version", VERSIONS)
def test_there_and_back_changes_nothing(version: str) -> None:
    po = po_file()
    before = str(po)
    document = load(exported(po, version))
    assert (document.original, document.source_locale, document.locale) == (
        "a/b.md",
        "en-US",
        "nl-NL",
    )
    done = into_po(document, po)
    assert (done.taken, done.refused) == (0, ())
    assert str(po) == before


@pytest.mark.parametrize("version", VERSIONS)
def test_a_new_translation_with_reordered_codes_is_taken(version: str) -> None:
    data = exported(po_file(), version)
    po = po_file([(source, "") for source, _ in ENTRIES])
    done = into_po(load(data), po)
    assert done.taken == 3
    assert [entry.msgstr for entry in po] == [target for _, target in ENTRIES]
    assert not any(entry.fuzzy for entry in po)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_unreviewed_translation_stays_fuzzy(version: str) -> None:
    data = exported(po_file(ENTRIES, "fuzzy"), version)
    po = po_file([(source, "") for source, _ in ENTRIES])
    into_po(load(data), po)
    assert [entry.fuzzy for entry in po] == [True, True, False, True]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_unknown_code_is_refused(version: str) -> None:
    po = po_file([("Run `code`.", "Voer `code` uit.")])
    data = exported(po, version)
    head, target = data.split(b"<target", 1)
    broken = head + b"<target" + target.replace(b'id="1"', b'id="7"')
    done = into_po(load(broken), po)
    assert done.taken == 0
    assert "inline code that the source has not" in done.refused[0]
    assert po[0].msgstr == "Voer `code` uit."


@pytest.mark.parametrize("version", VERSIONS)
def test_what_the_codes_stand_for_is_not_taken_from_the_file(version: str) -> None:
    po = po_file([("Run `code`.", "Voer `code` uit.")])
    done = into_po(load(exported(po, version).replace(b"`code`", b"`evil`")), po)
    assert done.refused == ()
    assert po[0].msgstr == "Voer `code` uit."


@pytest.mark.parametrize("version", VERSIONS)
def test_another_source_is_refused(version: str) -> None:
    po = po_file([("Plain text.", "Gewone tekst.")])
    changed = exported(po, version).replace(b"Plain text.", b"Other text.")
    assert "another source" in into_po(load(changed), po).refused[0]
    other = po_file([("Something else.", "")])
    assert "no such text" in into_po(load(exported(po, version)), other).refused[0]


def test_a_doctype_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><xliff version="1.2"><file/></xliff>'
    with pytest.raises(PageError, match="DOCTYPE"):
        load(bomb, "a.xlf")


@pytest.mark.parametrize(
    "data", [b"", b"<xliff", b"<html/>", b'<xliff version="9"/>', b'<xliff version="1.2"/>']
)
def test_what_is_no_xliff(data: bytes) -> None:
    with pytest.raises(PageError) as error:
        load(data, "a.xlf")
    assert error.value.path == "a.xlf"


def test_another_tool_reads_version_1() -> None:
    xliff = pytest.importorskip(
        "translate.storage.xliff", reason="translate-toolkit is not installed"
    )
    store = xliff.xlifffile.parsestring(exported(po_file(), "1.2"))
    assert len(store.units) == len(ENTRIES)
    assert str(store.units[1].target) == "Gewoon & <simple>"
    assert store.units[1].isapproved()


def test_another_tool_reads_version_2() -> None:
    xliff = pytest.importorskip(
        "translate.storage.xliff2", reason="translate-toolkit is not installed"
    )
    store = xliff.Xliff2File.parsestring(exported(po_file(), "2.0"))
    assert len(store.units) == len(ENTRIES)
    assert str(store.units[1].target) == "Gewoon & "  # it shows texts without their codes


def test_a_control_character_keeps_its_text_out() -> None:
    assert from_po(po_file([("A\x01", "a"), ("B", "b")]), "a.md", "nl-NL").units[0].source == (
        Part("text", "B"),
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_an_empty_context_is_another_than_none(version: str) -> None:
    po = po_file([("A", "a")])
    po.append(polib.POEntry(msgid="A", msgstr="b", msgctxt=""))
    document = load(exported(po, version))
    assert len({unit.id for unit in document.units}) == 2
    for entry in po:
        entry.msgstr = ""
    assert into_po(document, po).taken == 2
    assert [entry.msgstr for entry in po] == ["a", "b"]


def test_ids_stay_what_they_were() -> None:
    """A translator's file comes back weeks later: the ids in it must still be known."""
    assert unit_id(None, "Done.") == "u4a3d532a13f4"
    assert unit_id("title", "Done.") == f"u{sha256(b'title' + bytes([4]) + b'Done.')[:12]}"


@pytest.mark.parametrize("version", VERSIONS)
def test_an_entry_that_is_not_exported_takes_nothing(version: str) -> None:
    po = po_file([("A", "a")])
    document = load(exported(po, version))
    po[0].msgstr = ""
    po.append(polib.POEntry(msgid="A", msgctxt="\x04"))
    po.append(polib.POEntry(msgid="A", msgctxt="\ud800"))
    into_po(document, po)
    assert [entry.msgstr for entry in po] == ["a", "", ""]


@pytest.mark.parametrize("name", ["a\x01.md", "a\ufffe.md", "a\udcff.md"])
def test_a_page_whose_name_xml_cannot_hold(name: str) -> None:
    with pytest.raises(PageError, match="the page's name"):
        from_po(po_file(), name, "nl-NL")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_page_whose_name_is_odd(version: str) -> None:
    name = 'a b/"c" & <d>\n.md'
    assert load(dump(from_po(po_file(), name, "nl-NL"), version)).original == name


MARKDOWN = st.text(alphabet="ab *[]()`<>\\!./:'\"&")


@given(MARKDOWN)
def test_the_parts_of_a_text_are_the_text(text: str) -> None:
    assert "".join(part.text for part in parts_of(text)) == text


@given(MARKDOWN, MARKDOWN)
def test_codes_come_in_pairs_that_do_not_cross(source: str, target: str) -> None:
    opened: list[int] = []
    for part in target_parts(source, target):
        if part.kind == "open":
            opened.append(part.id)
        elif part.kind == "close":
            assert opened.pop() == part.id
    assert not opened


@given(st.lists(st.tuples(MARKDOWN.filter(bool), MARKDOWN), min_size=1, max_size=4))
@pytest.mark.parametrize("version", VERSIONS)
def test_any_text_comes_back(version: str, entries: list[tuple[str, str]]) -> None:
    entries = list(dict(entries).items())
    po = po_file([(source, "") for source, _ in entries])
    done = into_po(load(exported(po_file(entries), version)), po)
    assert done.refused == ()
    said = [target if target.strip() or not source.strip() else "" for source, target in entries]
    assert [entry.msgstr for entry in po] == said
