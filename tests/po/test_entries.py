from __future__ import annotations

import pytest

from pipeline.po.entries import entries_of, page_text, po_text
from pipeline.units.unit import Unit


def unit(source: str, target: str, anchor: str = "", number: int = 101) -> Unit:
    return Unit(source, target, "paragraph", id=f"1a2b3-{number}", anchor=anchor)


def test_one_entry_for_each_distinct_source() -> None:
    entries = entries_of(
        [unit("Save", "Opslaan"), unit("Pay", "Betalen"), unit("Save", "Opslaan", number=103)]
    )
    assert [(entry.source, entry.target, entry.context, entry.units) for entry in entries] == [
        ("Save", "Opslaan", None, (0, 2)),
        ("Pay", "Betalen", None, (1,)),
    ]
    assert entries[0].ids == ("1a2b3-101", "1a2b3-103")


def test_different_targets_carry_a_context_of_anchor_and_ordinal() -> None:
    entries = entries_of(
        [
            unit("Save", "Opslaan", "overview"),
            unit("Save", "Bewaren", "overview"),
            unit("Save", "Opslaan", "details"),
            unit("Save", "Bespaar"),
        ]
    )
    assert [entry.context for entry in entries] == [
        "overview 1",
        "overview 2",
        "details 1",
        "top 1",
    ]


def test_units_that_po_tools_cannot_keep_are_left_out() -> None:
    assert (
        entries_of([unit("", "x"), unit("\n", "x"), unit("a\x07b", "x"), unit("a", "x\x00y")]) == []
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Een\r\ntwee", "Een\ntwee", "Een\r\ntwee"),
        ("Een\r\ntwee", "Eén\ntwee", "Eén\r\ntwee"),
        ("\nEen\n", "Eén", "\nEén\n"),
        ("", "Een", "Een"),
        ("\n", "Een", "\nEen"),
        ("Een\rtwee", "Een\ntwee", "Een\rtwee"),
    ],
)
def test_a_text_goes_back_with_the_line_ends_of_the_page(old: str, new: str, expected: str) -> None:
    assert page_text(new, old, "\r\n") == expected


def test_line_ends_and_edges_do_not_reach_translators() -> None:
    assert po_text("\r\nEen\r\ntwee\rdrie\n") == "Een\ntwee\ndrie"


def test_a_heading_called_top_does_not_collide_with_the_beginning_of_the_page() -> None:
    entries = entries_of(
        [unit("Click.", "Klik A."), unit("Top", "Kop", "top"), unit("Click.", "Klik B.", "top")]
    )
    assert len({entry.key for entry in entries}) == 3


def test_ids_that_a_comment_could_not_hold_are_left_out() -> None:
    (entry,) = entries_of([Unit("Pay", "Betalen", "paragraph", id="ab[1]-102")])
    assert entry.ids == ()
