from __future__ import annotations

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.po import file as po_files
from pipeline.po.entries import entries_of
from pipeline.po.header import Header
from pipeline.po.leverage import Former, Leverage, Suggestion
from pipeline.po.merge import merge
from pipeline.units.carry import carry
from pipeline.units.unit import Unit

HEADER = Header("a.md", "nl-NL", "hash")


class OneText:
    def __init__(self, source: str, target: str, *, reviewed: bool = True) -> None:
        self.former = Former(source, target, "memory: b.md", reviewed)

    def lookup(self, source: str, *, least: float = 70.0) -> Suggestion | None:
        return Suggestion(self.former, 100.0) if source == self.former.source else None


def unit(source: str, target: str = "") -> Unit:
    return Unit(source, target, "paragraph")


def extracted(page: list[Unit], source: list[str], old: polib.POFile | None = None) -> polib.POFile:
    carried = carry(page, [unit(text) for text in source])
    left = entries_of(carried.left)
    return po_files.parse(
        po_files.dump(merge(entries_of(carried.units), old, HEADER, left=left).po)
    )


def test_a_changed_text_starts_from_its_former_translation() -> None:
    page = [unit("Open the billing page now.", "Open nu de factureringspagina.")]
    (entry, gone) = extracted(page, ["Open the billing page today."])
    assert entry.msgstr == "Open nu de factureringspagina."
    assert entry.fuzzy
    assert entry.previous_msgid == "Open the billing page now."
    assert gone.obsolete


def test_new_texts_are_empty_and_removed_ones_obsolete() -> None:
    page = [unit("Completely different words stand here.", "Heel andere woorden.")]
    (entry, gone) = extracted(page, ["New."])
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == ("New.", "", False)
    assert (gone.msgstr, gone.obsolete) == ("Heel andere woorden.", True)


def test_the_file_is_the_same_when_extracted_again() -> None:
    page = [unit("Open the billing page now.", "Open nu de factureringspagina.")]
    source = ["Open the billing page today.", "New."]
    once = extracted(page, source)
    assert po_files.dump(extracted(page, source, once)) == po_files.dump(once)


def test_a_text_from_the_memory_says_where_it_comes_from() -> None:
    fresh = entries_of([unit("Moved here.")])
    (entry,) = merge(fresh, None, HEADER, memory=OneText("Moved here.", "Hierheen.")).po
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("Hierheen.", False, None)
    assert "From memory: b.md (100 %)" in entry.comment


def test_what_a_machine_said_elsewhere_is_fuzzy() -> None:
    fresh = entries_of([unit("Moved here.")])
    memory = OneText("Moved here.", "Hierheen.", reviewed=False)
    (entry,) = merge(fresh, None, HEADER, memory=memory).po
    assert entry.fuzzy
    assert entry.previous_msgid is None


def test_the_page_itself_comes_before_the_memory() -> None:
    own = Former("A text.", "Eigen.")
    best = Leverage([own], OneText("A text.", "Ander.")).best("A text.")
    assert best is not None
    assert best.former is own


def test_an_outdated_text_stays_outdated_while_its_source_is_away() -> None:
    """It would be published for a source that it contradicts."""
    before, now = "Click the button to delete it.", "Click the button to keep it."
    page = [unit(before, "Klik om het te verwijderen.")]
    po = extracted(page, [now])
    for source in (["x"], [now]):
        po = extracted(page, source, po)
        entry = next(entry for entry in po if entry.msgid == now)
        assert (entry.fuzzy, entry.previous_msgid) == (True, before)
    assert not entry.obsolete


@pytest.mark.parametrize("touch", ["nothing", "text", "mark"])
def test_a_former_text_gives_way_to_the_page_until_somebody_touches_it(touch: str) -> None:
    before, now = "Click the button to delete it.", "Click the button to keep it."
    page = [unit(before, "Klik om het te verwijderen.")]
    po = extracted(page, [now], extracted(page, [now]))
    if touch == "text":
        po[0].msgstr = "Klik."
    elif touch == "mark":
        po[0].flags, po[0].previous_msgid = [], None
    merged = merge(entries_of([unit(now, "Klik om het te houden.")]), po, HEADER)
    assert bool(merged.conflicts) == (touch != "nothing")
    assert (merged.po[0].msgstr == "Klik om het te houden.") == (touch == "nothing")
    assert merged.po[0].fuzzy == (touch != "nothing")


def test_a_text_that_starts_from_an_outdated_one_names_the_source_it_was_made_for() -> None:
    before, now = "Click the button to delete it.", "Click the button to keep it."
    page = [unit(before, "Klik om het te verwijderen.")]
    po = extracted(page, [now])
    po.pop()  # the obsolete entry of the first source
    entry = extracted([], ["Click the button to keep them."], po)[0]
    assert (entry.msgstr, entry.previous_msgid) == ("Klik om het te verwijderen.", before)


TEXTS = st.sampled_from(
    [f"Sentence {word} stands on the page." for word in "abcdefgh"] + ["Open", "x"]
)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("source"), st.lists(TEXTS, max_size=6)),
        st.tuples(st.just("translate"), st.integers(0, 9)),
        st.tuples(st.just("extract"), st.just(0)),
    ),
    max_size=12,
)


@given(st.lists(TEXTS, min_size=1, max_size=6), EDITS)
def test_no_sequence_of_edits_loses_a_translated_text(first: list[str], edits: list) -> None:  # type: ignore[type-arg]
    page = [unit(text, f"vertaling {index} van {text}") for index, text in enumerate(first)]
    source, po = first, extracted(page, first)
    said = {each.target for each in page}
    for number, (what, value) in enumerate(edits):
        if what == "source":
            source = value
        elif what == "extract":
            po = extracted(page, source, po)
        else:
            active = [entry for entry in po if not entry.obsolete]
            if active:
                entry = active[value % len(active)]
                replaced = entry.msgstr
                entry.msgstr = f"nieuw {number}"
                entry.flags = []
                entry.previous_msgid = None
                said.add(entry.msgstr)
                if sum(replaced == other.msgstr for other in po) == 0:
                    said.discard(replaced)  # the translator replaced it on purpose
    po = extracted(page, source, po)
    kept = "\n".join(f"{entry.msgstr}\n{entry.tcomment}\n{entry.comment}" for entry in po)
    assert all(text in kept for text in said)
