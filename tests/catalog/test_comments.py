from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalog.comments import Comment

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\\”“"'), max_size=60
)


@given(WORDS)
def test_a_contradiction_is_read_as_it_was_written(text: str) -> None:
    comment = Comment(
        "list item", ("1a2b3-101",), "0123abcd", text, ("locpipe-ignore: x",), "4567cdef", True
    )
    assert Comment.parse(str(comment)) == comment


@pytest.mark.parametrize("width", [30, 50, 78])
def test_lines_that_another_tool_wrapped_are_still_read(width: int) -> None:
    comment = Comment(
        "table cell",
        tuple(f"1a2b3-{number}" for number in range(101, 120)),
        "0123abcd",
        "Een hele lange vertaling die over meer dan een regel gaat.",
        suggestion="4567cdef",
        written=True,
    )
    wrapped = "\n".join(
        part
        for line in str(comment).split("\n")
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    )
    assert Comment.parse(wrapped) == comment


def test_lines_of_others_stay() -> None:
    comment = Comment.parse(
        "paragraph (page text 0123abcd)\nseen by QA\nlocpipe-ignore: doubled-word"
    )
    assert comment.others == ("seen by QA", "locpipe-ignore: doubled-word")
    assert Comment.parse("a note [with brackets]").others == ("a note [with brackets]",)
