from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.po.comments import Comment, with_others

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\\”“"'), max_size=60
)


@given(WORDS)
def test_a_contradiction_is_read_as_it_was_written(text: str) -> None:
    comment = Comment(
        "list item",
        ("1a2b3-101",),
        "0123abcd",
        text,
        ("locpipe-ignore: x",),
        "4567cdef",
        True,
        "under “One”, after “Two”",
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
        place="under “A heading of some words”, after “The sentence that comes first.”, before “Last.”",
    )
    wrapped = "\n".join(
        part
        for line in str(comment).split("\n")
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    )
    assert Comment.parse(wrapped) == comment


def test_lines_of_others_stay() -> None:
    for own in (
        "paragraph (page text 0123abcd)\n{}",
        "paragraph under “A”\n{}\nlocpipe: page 0123abcd",
    ):
        comment = Comment.parse(own.format("seen by QA\nlocpipe-ignore: doubled-word"))
        assert (comment.kind, comment.digest) == ("paragraph", "0123abcd")
        assert comment.others == ("seen by QA", "locpipe-ignore: doubled-word")
    assert Comment.parse("a note [with brackets]").others == ("a note [with brackets]",)


def in_former_form(comment: Comment) -> str:
    """A comment as it was written before it said where its text stands."""
    ids = f" [{' '.join(comment.ids)}]" if comment.ids else ""
    suggestion = f", suggestion {comment.suggestion}" if comment.suggestion else ""
    written = ", written here" if comment.written else ""
    own = f"{comment.kind}{ids} (page text {comment.digest}{suggestion}{written})"
    return "\n".join([own, *str(comment).split("\n")[1:-1]])


NOTES = st.lists(
    st.sampled_from(["seen by QA", "From memory: a.md (80 %)", "note", "locpipe-ignore: x"]),
    max_size=3,
)
COMMENTS = st.builds(
    Comment,
    kind=st.sampled_from(
        ["heading 2", "paragraph", "table cell", "alt text", "metadata: title", "my note"]
    ),
    ids=st.lists(st.from_regex(r"[0-9a-f]{5}-[0-9]{3}", fullmatch=True), max_size=3).map(tuple),
    digest=st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    conflict=st.none() | WORDS,
    others=NOTES.map(tuple),
    suggestion=st.just("") | st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    written=st.booleans(),
    place=st.just(""),
)


@given(COMMENTS)
def test_the_former_form_says_the_same(comment: Comment) -> None:
    assert Comment.parse(in_former_form(comment)) == comment


PLACES = st.sampled_from(
    ["under “A “B”", "under “A”", "after “locpipe: page 0123abcd”", "under “A”, before “C”"]
)


@given(COMMENTS, PLACES.filter(lambda place: place.count("“") == place.count("”")))
def test_a_comment_is_read_as_it_was_written(comment: Comment, place: str) -> None:
    comment = comment._replace(place=place)
    assert Comment.parse(str(comment)) == comment


@given(COMMENTS, st.lists(st.sampled_from(["new note", "another"]), max_size=2))
def test_others_are_put_before_the_line_for_merges(comment: Comment, others: list[str]) -> None:
    comment = comment._replace(place="under “A”")
    text = with_others(str(comment), others)
    assert text.split("\n")[-1].startswith("locpipe: page ")
    assert Comment.parse(text) == comment._replace(others=tuple(others))
    assert with_others("note of a tool", others) == "\n".join(others)


def test_a_note_above_the_place_does_not_hide_it() -> None:
    comment = Comment.parse("seen by QA\nmy kind under “A”\nlocpipe: page 0123abcd")
    assert (comment.kind, comment.place, comment.others) == (
        "my kind",
        "under “A”",
        ("seen by QA",),
    )
    again = Comment.parse("paragraph\nlocpipe: page 0123abcd")._replace(
        kind="footnote", others=("footnote",)
    )
    assert str(again) == "footnote\nlocpipe: page 0123abcd"
