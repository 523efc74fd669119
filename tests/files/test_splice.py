from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.splice import Splice, splice


def test_edits_are_made_at_once() -> None:
    assert splice("one two three", [Splice(8, 13, "3"), Splice(0, 3, "1")]) == "1 two 3"


def test_no_edit_changes_nothing() -> None:
    assert splice("text", []) == "text"


@pytest.mark.parametrize(
    "edits",
    [
        [Splice(0, 3, "a"), Splice(2, 4, "b")],
        [Splice(1, 1, "a"), Splice(1, 1, "b")],
        [Splice(3, 99, "a")],
        [Splice(-1, 2, "a")],
    ],
    ids=["overlap", "two insertions at one place", "past the end", "before the beginning"],
)
def test_what_is_a_guess_is_refused(edits: list[Splice]) -> None:
    with pytest.raises(ValueError, match="edit"):
        splice("hello", edits)


@given(
    st.text(),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.text(max_size=5)), max_size=6),
)
def test_what_no_edit_names_stays(text: str, wishes: list[tuple[int, int, str]]) -> None:
    edits: list[Splice] = []
    at = 0
    for skip, length, new in wishes:
        start = at + skip + 1
        end = start + length
        if end > len(text):
            break
        edits.append(Splice(start, end, new))
        at = end
    result = splice(text, edits)
    # Walk through the result: every stretch between edits stands there, in order, to the character.
    position = done = 0
    for edit in edits:
        kept = text[done : edit.start]
        assert result[position : position + len(kept)] == kept
        position += len(kept)
        assert result[position : position + len(edit.text)] == edit.text
        position += len(edit.text)
        done = edit.end
    assert result[position:] == text[done:]
