"""Edits reach the PO file, and nobody's work is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from click.testing import Result

from pipeline.errors import PageError
from pipeline.files import files
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rules.policy import Policy
from pipeline.web.review import editing
from pipeline.web.review.checking import Checked, check_text
from pipeline.web.review.editing import ConflictError, Edit, GoneError, State, save, states

Load = Callable[..., LoadedPage]
SECOND = "A second sentence."


def state_of(loaded: LoadedPage, source: str = SECOND) -> State:
    return next(one for one in states(loaded) if one.source == source)


def entry(loaded: LoadedPage, source: str = SECOND) -> polib.POEntry:
    return polib.pofile(str(loaded.page.po)).find(source)


def test_the_first_edit_makes_the_po_file_and_leaves_the_page_alone(load: Load) -> None:
    page = load("pay.md")
    before = page.data
    seen = state_of(page)
    assert seen.edit == Edit("Een tweede zin.", reviewed=False)
    assert save(page, seen.key, Edit("Nog een zin.", True), seen.edit) == Edit("Nog een zin.", True)
    assert entry(page).msgstr == "Nog een zin."
    assert not entry(page).fuzzy
    assert entry(page, "Pay").fuzzy
    assert page.page.file.read_bytes() == before
    assert state_of(load("pay.md")).edit == Edit("Nog een zin.", True)


def test_reviewed_goes_on_and_off(load: Load) -> None:
    key = state_of(load("pay.md")).key
    text = "Een tweede zin."
    save(load("pay.md"), key, Edit(text, True), Edit(text, False))
    assert not entry(load("pay.md")).fuzzy
    save(load("pay.md"), key, Edit(text, False), Edit(text, True))
    assert entry(load("pay.md")).flags == ["fuzzy"]


def test_a_review_is_remembered_where_the_page_names_no_translation_type(load: Load) -> None:
    file = load("pay.md").page.file
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(one for one in lines if "translationtype" not in one), "utf-8")
    seen = state_of(load("pay.md"))
    assert not seen.edit.reviewed
    read = replace(seen.edit, reviewed=True)
    save(load("pay.md"), seen.key, read, seen.edit)
    assert [one.source for one in states(load("pay.md")) if one.edit.reviewed] == [SECOND]


def test_nothing_but_the_entry_changes(load: Load) -> None:
    page = load("pay.md")
    seen = state_of(page)
    save(page, seen.key, Edit("Een", False), seen.edit)
    file = polib.pofile(str(page.page.po), wrapwidth=0)
    file.find("Pay").tcomment = "Note of a translator"
    file.find("Pay").flags.append("no-wrap")
    page.page.po.write_bytes(editing.po_files.dump(file))
    po = page.page.po.read_text("utf-8")
    assert "# Note of a translator" in po
    save(load("pay.md"), seen.key, Edit("Twee", False), Edit("Een", False))
    assert page.page.po.read_text("utf-8") == po.replace('msgstr "Een"', 'msgstr "Twee"')


def test_a_text_changed_elsewhere_is_never_overwritten(load: Load) -> None:
    page = load("pay.md")
    seen = state_of(page)
    save(page, seen.key, Edit("Van een ander.", True), seen.edit)
    with pytest.raises(ConflictError) as conflict:
        save(load("pay.md"), seen.key, Edit("Van mij.", True), seen.edit)
    assert conflict.value.theirs == Edit("Van een ander.", True)
    assert entry(page).msgstr == "Van een ander."
    save(load("pay.md"), seen.key, Edit("Van mij.", True), conflict.value.theirs)
    assert entry(page).msgstr == "Van mij."


def test_another_entry_changed_in_the_same_moment_is_kept(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = load("pay.md")
    seen = state_of(page)
    save(page, seen.key, Edit("Eerst.", False), seen.edit)
    original, turns = editing.po_files.dump, []

    def dump(po: polib.POFile, before: bytes | None = None) -> bytes:
        if not turns:  # another program writes between our reading and our writing
            turns.append(1)
            text = page.page.po.read_text("utf-8")
            page.page.po.write_text(text.replace('msgstr "Betalen"', 'msgstr "Afrekenen"'), "utf-8")
        return original(po, before)

    monkeypatch.setattr(editing.po_files, "dump", dump)
    read, reads = files.read_if_there, []

    def reading(path: Path) -> bytes | None:
        if path == page.page.po:
            reads.append(1)
            if len(reads) == 2:  # just before ours is compared with what was read
                dump(polib.POFile())
        return read(path)

    monkeypatch.setattr(files, "read_if_there", reading)
    save(load("pay.md"), seen.key, Edit("Dan.", False), Edit("Eerst.", False))
    assert entry(page).msgstr == "Dan."
    assert entry(page, "Pay").msgstr == "Afrekenen"


def test_confirming_a_text_made_for_an_earlier_source_forgets_that_source(load: Load) -> None:
    page = load("pay.md")
    seen = state_of(page)
    save(page, seen.key, Edit("Oud.", False), seen.edit)
    po = polib.pofile(str(page.page.po), wrapwidth=0)
    po.find(SECOND).previous_msgid = "An older sentence."
    po.save()
    assert "An older sentence." in state_of(load("pay.md")).note
    save(load("pay.md"), seen.key, Edit("Nieuw.", True), Edit("Oud.", False))
    assert entry(page).previous_msgid is None
    assert "#|" not in page.page.po.read_text("utf-8")


def test_an_empty_text_is_never_reviewed(load: Load) -> None:
    page = load("pay.md")
    seen = state_of(page)
    assert save(page, seen.key, Edit("\n", True), seen.edit) == Edit("", False)
    assert entry(page).msgstr == ""


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\ud800b"])
def test_what_po_files_cannot_hold_is_refused(load: Load, text: str) -> None:
    page = load("pay.md")
    seen = state_of(page)
    with pytest.raises(PageError, match="the text holds"):
        save(page, seen.key, Edit(text, True), seen.edit)
    assert not page.page.po.exists()


def test_a_sentence_that_left_the_page_is_not_written(
    load: Load, docset: Callable[..., Path], run_in: Callable[..., Result], pages: Path
) -> None:
    seen = state_of(load("pay.md"))
    run_in(pages, "extract")
    text = load("pay.md").data.decode()
    docset({"content/nl-NL/pay.md": text.replace(SECOND, "Something else.")})
    with pytest.raises(GoneError):
        save(load("pay.md"), seen.key, Edit("x", True), seen.edit)


def test_a_broken_po_file_is_left_as_it_is(load: Load, run_in: Callable[..., Result], pages: Path) -> None:  # fmt: skip
    run_in(pages, "extract")
    page = load("pay.md")
    seen = state_of(page)
    page.page.po.write_text('msgid "half', "utf-8")
    with pytest.raises(PageError):
        save(load("pay.md"), seen.key, Edit("x", True), seen.edit)
    assert page.page.po.read_text("utf-8") == 'msgid "half'


def checked(loaded: LoadedPage, source: str, text: str) -> Checked:
    found = check_text(loaded, Policy.of(loaded.settings), state_of(loaded, source).key, text)
    assert found is not None
    return found


def test_rules_judge_what_is_typed(load: Load) -> None:
    source = "See [billing](pay.md)."
    bad = checked(load("pay.md"), source, "Zie [facturering](elders.md).")
    assert "link-target-changed" in [one.rule for one in bad.findings]
    good = checked(load("pay.md"), source, "Zie [facturering](pay.md).")
    assert "link-target-changed" not in [one.rule for one in good.findings]
    assert "facturering" in good.preview


def test_a_text_that_would_break_the_page_says_so(load: Load) -> None:
    found = checked(load("pay.md"), SECOND, "a\n\n# b")
    assert [one.rule for one in found.findings] == ["translation-breaks-page"]


def test_the_preview_of_what_is_typed_is_inert(load: Load) -> None:
    preview = checked(load("pay.md"), SECOND, "x <script>alert(1)</script> \u202e y").preview
    assert "<script" not in preview
    assert "202E</span>" in preview
