from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.po.comments import Comment
from pipeline.po.places import LENGTH, places_of
from pipeline.units.unit import Unit

PAGE = [
    ("metadata: title", "Manage orders", ""),
    ("paragraph", "Before any heading.", "before “Second.”"),
    ("paragraph", "Second.", "after “Before any heading.”"),
    ("heading 1", "Manage  your\norders", ""),
    ("paragraph", "See “this”.", "under “Manage your orders”, before “Next.”"),
    ("paragraph", "Next.", 'under “Manage your orders”, after “See "this".”'),
    ("heading 2", "Close", "under “Manage your orders”"),
    ("table cell", "One", "under “Close”, before “Two”"),
    ("table cell", "Two", "under “Close”, after “One”"),
    ("heading 2", "Open", "under “Manage your orders”"),
    ("heading 1", "Other", ""),
    ("alt text", "A picture", "under “Other”"),
]


def test_a_text_is_told_by_its_heading_and_its_neighbours() -> None:
    units = [Unit(source, "", kind) for kind, source, _ in PAGE]
    assert places_of(units) == [place for _, _, place in PAGE]


def test_long_texts_are_cut_between_words() -> None:
    units = [
        Unit("word " * 30, "", "paragraph"),
        Unit("x" * 90, "", "paragraph"),
        Unit("", "", "paragraph"),
    ]
    first, _, last = places_of(units)
    assert first == f"before “{'x' * LENGTH}…”"
    assert last == f"after “{'x' * LENGTH}…”"
    assert places_of(units[::-1])[1] == f"before “{('word ' * 9).strip()}…”"


SOURCES = st.lists(
    st.text(alphabet='ab “”"\n\\\u2028:[]', min_size=1, max_size=70), min_size=1, max_size=6
)
KINDS = st.sampled_from(
    ["paragraph", "heading 1", "heading 2", "list item", "metadata: title", "custom kind"]
)


@given(SOURCES, st.lists(KINDS, min_size=6, max_size=6))
def test_any_place_is_read_again(sources: list[str], kinds: list[str]) -> None:
    units = [Unit(source, "", kind) for source, kind in zip(sources, kinds, strict=False)]
    for unit, place in zip(units, places_of(units), strict=True):
        comment = Comment(
            unit.kind, ("1-1",), "0123abcd", "both “say”", ("seen by QA",), place=place
        )
        assert "\n" not in place
        if place or unit.kind != "custom kind":
            assert Comment.parse(str(comment)) == comment


@given(SOURCES, st.integers(0, 5), st.text(alphabet="ab", min_size=1))
def test_an_edit_changes_the_places_beside_it_only(
    sources: list[str], which: int, new: str
) -> None:
    at = which % len(sources)
    edited = [*sources[:at], new, *sources[at + 1 :]]
    before, after = (
        places_of([Unit(source, "", "paragraph") for source in each]) for each in (sources, edited)
    )
    changed = {
        index for index, (old, now) in enumerate(zip(before, after, strict=True)) if old != now
    }
    assert changed <= {at - 1, at + 1}
