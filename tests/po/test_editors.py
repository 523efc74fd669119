"""What `extract` and `import` do with the files that other programs have really written."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import polib
import pytest
from click.testing import Result

Run = Callable[..., Result]

EDITORS = Path(__file__).parent / "fixtures" / "editors"
EDITED = "Download invoices and receipts"
PAGE = "content/nl-NL/billing/download-invoices.md"
PO = "build/po/nl-NL/billing/download-invoices.po"
EMPTIES = "omegat"  # it writes what nobody has confirmed as an empty entry


def saves(kind: str) -> list[Path]:
    found = sorted((EDITORS / kind).glob("*-*.*"))
    assert len(found) >= 5
    return [file for file in found if not file.name.startswith("as-")]


@pytest.fixture
def docset(tmp_path: Path, run_in: Run) -> Path:
    shutil.copytree(EDITORS / "content", tmp_path / "content")
    assert run_in(tmp_path, "extract").exit_code == 0
    return tmp_path


def test_a_new_file_is_what_the_editors_were_given(docset: Path) -> None:
    assert (docset / PO).read_bytes() == (EDITORS / "po" / "as-extracted.po").read_bytes()


@pytest.mark.parametrize("save", saves("po"), ids=lambda file: file.stem)
def test_a_file_that_an_editor_saved_is_left_alone(docset: Path, run_in: Run, save: Path) -> None:
    shutil.copy(save, docset / PO)
    assert run_in(docset, "extract").exit_code == 0
    if not save.name.startswith(EMPTIES):
        assert (docset / PO).read_bytes() == save.read_bytes()
        return
    filled = {entry.msgid: entry for entry in polib.pofile(str(docset / PO))}
    given = polib.pofile(str(EDITORS / "po" / "as-extracted.po"))
    emptied = {entry.msgid for entry in polib.pofile(str(save)) if not entry.msgstr}
    assert emptied
    for entry in given:
        if entry.msgid in emptied and entry.msgstr:
            assert (filled[entry.msgid].msgstr, filled[entry.msgid].fuzzy) == (entry.msgstr, True)


def lines_of(text: str, entry: str) -> set[str]:
    """The lines of the entry whose source is `entry`."""
    return {
        line
        for block in text.split("\n\n")
        if any(one.msgid == entry for one in polib.pofile(HEADER + block))
        for line in block.splitlines()
    }


HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize("save", saves("po"), ids=lambda file: file.stem)
def test_only_the_entry_that_the_page_changed_is_written(
    docset: Path, run_in: Run, save: Path
) -> None:
    shutil.copy(save, docset / PO)
    run_in(docset, "extract")
    before = (docset / PO).read_text("utf-8")
    page = docset / PAGE
    page.write_text(
        page.read_text("utf-8").replace("PDF, voor mensen", "Pdf, voor mensen"), "utf-8"
    )
    assert run_in(docset, "extract").exit_code == 0
    after = (docset / PO).read_text("utf-8")
    changed = {
        line[2:]
        for line in difflib.ndiff(before.splitlines(), after.splitlines())
        if line[0] in "+-"
    }
    own = lines_of(before, "PDF, for people") | lines_of(after, "PDF, for people")
    assert 'msgstr "Pdf, voor mensen"' in changed or save.name.startswith(EMPTIES)
    assert all("X-Locpipe-Page-Hash" in line for line in changed - own)


@pytest.mark.parametrize("save", saves("po"), ids=lambda file: file.stem)
def test_what_the_editor_changed_is_kept(docset: Path, run_in: Run, save: Path) -> None:
    shutil.copy(save, docset / PO)
    run_in(docset, "extract")
    entry = polib.pofile(str(docset / PO)).find(EDITED)
    assert (entry.msgstr, entry.fuzzy) == ("Facturen en kwitanties downloaden", False)


def by_msgcat(data: bytes, *options: str) -> bytes:
    if not shutil.which("msgcat"):
        pytest.skip("gettext is not installed")
    return subprocess.run(
        ["msgcat", *(options or ("-w", "60")), "-"], input=data, capture_output=True, check=True
    ).stdout


def sorted_by_msgcat(data: bytes) -> bytes:
    return by_msgcat(data, "--sort-output")


def without_places(data: bytes) -> bytes:
    return by_msgcat(data, "--no-location", "--no-wrap")


def sorted_without_places(data: bytes) -> bytes:
    return by_msgcat(data, "--sort-output", "--no-location")


def moved_by_hand(data: bytes) -> bytes:
    header, *entries = data.rstrip(b"\n").split(b"\n\n")
    return b"\n\n".join([header, *reversed(entries)]) + b"\n"


ORDERS = [sorted_by_msgcat, without_places, sorted_without_places, moved_by_hand]


def by_translate_toolkit(data: bytes) -> bytes:
    """As Virtaal and other programs that are built on it save a file."""
    pypo = pytest.importorskip(
        "translate.storage.pypo", reason="translate-toolkit is not installed"
    )
    store, saved = pypo.pofile(BytesIO(data)), BytesIO()
    store.updateheader(add=True, x_generator="Translate Toolkit", language="nl-NL")
    store.serialize(saved)
    return saved.getvalue()


def by_polib(data: bytes) -> bytes:
    po = polib.pofile(data.decode(), wrapwidth=78)
    return f"{po}".encode()


def with_windows_ends(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    "tool",
    [by_msgcat, by_translate_toolkit, by_polib, with_windows_ends, *ORDERS],
    ids=lambda tool: tool.__name__,
)
def test_a_file_that_a_library_wrote_is_left_alone(
    docset: Path, run_in: Run, tool: Callable[[bytes], bytes]
) -> None:
    saved = tool((docset / PO).read_bytes())
    assert saved != (docset / PO).read_bytes()
    (docset / PO).write_bytes(saved)
    assert run_in(docset, "extract").exit_code == 0
    assert (docset / PO).read_bytes() == saved


def entries_in(data: bytes) -> list[tuple[str, str, bool]]:
    return [(one.msgid, one.msgstr, one.fuzzy) for one in polib.pofile(data.decode())]


@pytest.mark.parametrize("tool", ORDERS, ids=lambda tool: tool.__name__)
def test_an_order_of_its_own_stays_when_the_page_changes(
    docset: Path, run_in: Run, tool: Callable[[bytes], bytes]
) -> None:
    saved = tool((docset / PO).read_bytes())
    (docset / PO).write_bytes(saved)
    page = docset / PAGE
    page.write_text(page.read_text("utf-8").replace("PDF, voor mensen", "Pdf, voor mensen"))
    assert run_in(docset, "extract").exit_code == 0
    before, after = entries_in(saved), entries_in((docset / PO).read_bytes())
    assert [source for source, *_ in after] == [source for source, *_ in before]
    assert len(set(before) - set(after)) == 1
    assert ("PDF, for people", "Pdf, voor mensen", True) in after
    assert (b"\n#: " in saved) == (b"\n#: " in (docset / PO).read_bytes())


@pytest.mark.parametrize("tool", ORDERS, ids=lambda tool: tool.__name__)
def test_of_a_new_source_a_file_has_the_order_unless_it_is_sorted(
    docset: Path, run_in: Run, tool: Callable[[bytes], bytes]
) -> None:
    source = docset / PAGE.replace("nl-NL", "en-US")
    text = source.read_text("utf-8")
    plain = (docset / PO).read_bytes()
    saved = tool(plain)
    source.write_text(text.replace("PDF, for people", "PDF, for all\n\nA word on invoices."))
    assert run_in(docset, "extract").exit_code == 0
    ours = (docset / PO).read_bytes()
    (docset / PO).write_bytes(saved)
    assert run_in(docset, "extract").exit_code == 0
    theirs = (docset / PO).read_bytes()
    assert sorted(entries_in(theirs)) == sorted(entries_in(ours)) != sorted(entries_in(plain))
    used = [one.msgid.encode() for one in polib.pofile(theirs.decode()) if not one.obsolete]
    if tool in (sorted_by_msgcat, sorted_without_places):
        assert used == sorted(used)
    else:
        assert used == [o.msgid.encode() for o in polib.pofile(ours.decode()) if not o.obsolete]
    assert run_in(docset, "extract").exit_code == 0
    assert (docset / PO).read_bytes() == theirs


@pytest.mark.parametrize("save", saves("xliff"), ids=lambda file: file.stem)
def test_what_a_person_did_in_an_editor_comes_back(docset: Path, run_in: Run, save: Path) -> None:
    before = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in polib.pofile(str(docset / PO))}
    done = run_in(docset, "import", str(save))
    assert done.exit_code == 0, done.output
    after = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in polib.pofile(str(docset / PO))}
    changed = {source: said for source, said in after.items() if said != before[source]}
    expected = {EDITED: ("Facturen en kwitanties downloaden", False)}
    if save.name.startswith(("poedit", "weblate")):
        sources = list(before)
        confirmed, unfinished = (sources[sources.index(EDITED) + step] for step in (1, 2))
        expected[confirmed] = (before[confirmed][0], False)
        expected[unfinished] = (f"{before[unfinished][0]} Echt.", True)
    assert changed == expected
