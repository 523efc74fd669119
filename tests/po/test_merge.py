"""What a second `extract` does with what translators, the page, or both have changed meanwhile."""

from __future__ import annotations

from dataclasses import replace

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.po import file as po_files
from pipeline.po.comments import Comment
from pipeline.po.entries import entries_of
from pipeline.po.header import Header
from pipeline.po.merge import Merged, merge
from pipeline.units.unit import Unit
from tests.po.test_comments import in_former_form

PAGE = Header("billing/pay.md", "nl-NL", page_hash="1", source_hash="a" * 40, translation_type="MT")


def extract(rows: dict[str, str], old: polib.POFile | None = None, header: Header = PAGE) -> Merged:
    units = [Unit(source, target, "paragraph") for source, target in rows.items()]
    merged = merge(entries_of(units), old, header)
    po_files.parse(po_files.dump(merged.po))  # gettext would refuse what does not parse
    return merged


def saved(merged: Merged) -> polib.POFile:
    """The file as the next command reads it."""
    return po_files.parse(po_files.dump(merged.po))


def edited(file: polib.POFile, source: str, target: str, *, reviewed: bool = True) -> polib.POFile:
    entry = file.find(source)
    entry.msgstr = target
    entry.flags = [] if reviewed else ["fuzzy"]
    return file


def test_machine_translations_need_work_and_human_ones_do_not() -> None:
    assert extract({"One": "Een"}).po.find("One").fuzzy
    assert (
        not extract({"One": "Een"}, header=replace(PAGE, translation_type="HT"))
        .po.find("One")
        .fuzzy
    )
    assert not extract({"One": ""}).po.find("One").fuzzy


def test_a_second_extract_changes_no_byte() -> None:
    first = extract({"One": "Een", "Two": "Twee"})
    assert po_files.dump(extract({"One": "Een", "Two": "Twee"}, saved(first)).po) == po_files.dump(
        first.po
    )


def test_what_the_translator_wrote_stays() -> None:
    old = edited(saved(extract({"One": "Een"})), "One", "Eén")
    merged = extract({"One": "Een"}, old)
    assert merged.po.find("One").msgstr == "Eén"
    assert not merged.po.find("One").fuzzy
    assert not merged.conflicts


def test_what_only_the_page_changed_goes_in() -> None:
    old = saved(extract({"One": "Een"}))
    merged = extract({"One": "Eentje"}, old, replace(PAGE, page_hash="2"))
    assert merged.po.find("One").msgstr == "Eentje"
    assert merged.updated == ("One",)


def test_where_both_changed_the_file_wins_and_the_page_stands_in_a_comment() -> None:
    old = edited(saved(extract({"One": "Een"})), "One", "Eén")
    newer = replace(PAGE, page_hash="2")
    merged = extract({"One": "Eentje\nmeer"}, old, newer)
    entry = merged.po.find("One")
    assert entry.msgstr == "Eén"
    assert entry.fuzzy
    assert Comment.parse(entry.comment).conflict == "Eentje\nmeer"
    assert merged.conflicts == ("One",)

    again = extract({"One": "Eentje\nmeer"}, saved(merged), newer)
    assert po_files.dump(again.po) == po_files.dump(merged.po)
    assert again.conflicts == ("One",)  # until somebody settles it

    settled = edited(saved(again), "One", "Eén")
    last = extract({"One": "Eentje\nmeer"}, settled, newer)
    assert Comment.parse(last.po.find("One").comment).conflict is None
    assert not last.conflicts


def test_a_text_that_the_page_took_over_stays_in_a_comment_when_the_page_says_something_else() -> (
    None
):
    old = edited(saved(extract({"One": "Een"})), "One", "Eén\nmeer")
    built = extract({"One": "Eén\nmeer"}, old, replace(PAGE, page_hash="2"))
    again = extract({"One": "Eén\nmeer"}, saved(built), replace(PAGE, page_hash="2"))
    assert po_files.dump(again.po) == po_files.dump(built.po)
    merged = extract({"One": "Eentje"}, saved(again), replace(PAGE, page_hash="3"))
    entry = merged.po.find("One")
    assert (entry.msgstr, entry.fuzzy, entry.tcomment) == ("Eentje", True, "Earlier: Eén\nmeer")
    last = extract({"One": "Een"}, saved(merged), replace(PAGE, page_hash="4")).po.find("One")
    assert (last.msgstr, last.tcomment) == ("Een", "Earlier: Eén\nmeer")  # only what was written


def test_a_page_that_was_built_before_it_was_translated_contradicts_nothing() -> None:
    built = extract({"One": "One"}, saved(extract({"One": ""})), replace(PAGE, page_hash="2"))
    old = edited(saved(built), "One", "Een")
    merged = extract({"One": "One"}, old, replace(PAGE, page_hash="2"))
    assert (merged.po.find("One").msgstr, merged.po.find("One").fuzzy) == ("Een", False)
    assert not merged.conflicts


def test_without_the_digest_a_changed_page_is_a_contradiction() -> None:
    """Tools that drop `#.` comments take away the proof of who changed what."""
    old = edited(saved(extract({"One": "Een"})), "One", "Eén")
    old.find("One").comment = ""
    assert not extract({"One": "Een"}, old).conflicts
    assert extract({"One": "Een"}, old, replace(PAGE, page_hash="2")).conflicts == ("One",)


def test_what_leaves_the_page_becomes_obsolete_and_comes_back() -> None:
    old = edited(saved(extract({"One": "Een", "Two": "Twee"})), "Two", "Tweede")
    without = extract({"One": "Een"}, old, replace(PAGE, page_hash="2"))
    gone = next(entry for entry in without.po if entry.obsolete)
    assert (gone.msgid, gone.msgstr) == ("Two", "Tweede")
    assert without.obsolete == ("Two",)

    back = extract({"One": "Een", "Two": ""}, saved(without), replace(PAGE, page_hash="3"))
    assert back.po.find("Two").msgstr == "Tweede"
    assert not any(entry.obsolete for entry in back.po)


def test_a_page_that_became_human_translation_needs_no_work() -> None:
    old = saved(extract({"One": "Een"}))
    merged = extract({"One": "Een"}, old, replace(PAGE, page_hash="2", translation_type="HT"))
    assert not merged.po.find("One").fuzzy


def test_comments_flags_and_headers_of_others_stay() -> None:
    old = saved(extract({"One": "Een"}))
    old.metadata["X-Generator"] = "Poedit 3.4"
    entry = old.find("One")
    entry.tcomment = "see the glossary"
    entry.comment += "\nlocpipe-ignore: number-changed"
    entry.flags = ["fuzzy", "no-wrap"]
    merged = extract({"One": "Een"}, old)
    kept = merged.po.find("One")
    assert kept.tcomment == "see the glossary"
    assert "locpipe-ignore: number-changed" in kept.comment.split("\n")
    assert "no-wrap" in kept.flags
    assert merged.po.metadata["X-Generator"] == "Poedit 3.4"


def test_a_context_that_appears_keeps_the_translation() -> None:
    old = edited(saved(extract({"Save": "Opslaan"})), "Save", "Bewaren")
    units = [
        Unit("Save", "Opslaan", "paragraph", anchor="a"),
        Unit("Save", "Bespaar", "paragraph", anchor="b"),
    ]
    merged = merge(entries_of(units), old, replace(PAGE, page_hash="2"))
    texts = {entry.msgctxt: entry.msgstr for entry in merged.po if not entry.obsolete}
    assert texts["a 1"] == "Bewaren"


@pytest.mark.parametrize("text", ["Een", "Regel\ntwee", 'met "aanhaling" en \\'])
def test_two_obsolete_texts_for_one_source_are_both_kept(text: str) -> None:
    old = po_files.parse(
        b'#~ msgid "One"\n#~ msgstr "Eerste"\n\n#~ msgid "One"\n#~ msgstr "Tweede"\n'
    )
    old[1].msgstr = text
    written = po_files.dump(extract({}, old).po).decode()
    assert "Eerste" in written
    assert (
        all(line in written for line in text.split("\n")) or text.replace("\\", "\\\\") in written
    )


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["page", "file", "review", "extract", "build"]),
        st.integers(0, 2),
        st.integers(0, 99),
    ),
    max_size=14,
)


@given(ACTIONS)
def test_no_text_that_a_translator_wrote_is_ever_lost(actions: list[tuple[str, int, int]]) -> None:
    """Any order of edits in page and file: the translator's last words stand somewhere in the file."""
    rows: dict[str, str] = {"One": "Een"}
    version = 1
    file = saved(extract(rows))
    last: dict[str, str] = {}
    for action, which, number in actions:
        source = ["One", "Two", "Three"][which]
        if action == "page":
            version += 1
            if number % 3:
                rows[source] = f"pagina {number}"
            else:
                rows.pop(source, None)
        elif action in ("file", "review"):
            entry = next((e for e in file if e.msgid == source and not e.obsolete), None)
            if entry is not None:
                entry.flags = []
                if action == "file":
                    entry.msgstr = last[source] = f"vertaler {number}"
        elif action == "build":
            version += 1
            rows |= {e.msgid: e.msgstr for e in file if e.msgid in rows and not e.obsolete}
        else:
            file = saved(extract(rows, file, replace(PAGE, page_hash=str(version))))
    file = saved(extract(rows, file, replace(PAGE, page_hash=str(version))))
    written = po_files.dump(file).decode()
    for text in last.values():
        assert text in written


ROWS = st.dictionaries(st.sampled_from(["One", "Two", "Three."]), st.sampled_from(["", "A", "B"]))


@given(
    ROWS,
    ROWS,
    st.lists(st.tuples(st.sampled_from(["One", "Two"]), st.sampled_from(["", "A", "C"]))),
)
def test_a_file_of_the_former_form_merges_as_one_of_the_present_form(
    before: dict[str, str], after: dict[str, str], edits: list[tuple[str, str]]
) -> None:
    present = saved(extract(before))
    for source, target in edits:
        if present.find(source):
            edited(present, source, target)
    former = po_files.parse(po_files.dump(present))
    former.metadata["X-Locpipe-Page-Hash"] += "0" * 32
    for entry in former:
        if entry.comment:
            entry.comment = in_former_form(Comment.parse(entry.comment))
    newer = replace(PAGE, page_hash="2")
    merged = extract(after, former, newer)
    wanted = extract(after, present, newer)
    assert po_files.dump(merged.po) == po_files.dump(wanted.po)
    assert (merged.conflicts, merged.updated) == (wanted.conflicts, wanted.updated)
