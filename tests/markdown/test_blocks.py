from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.markdown.body import read_blocks
from tests.cases import Case, cases


@cases(Path(__file__).parent / "fixtures" / "blocks.txt")
def test_blocks_are_told_apart(case: Case) -> None:
    page = case["page"]
    told = "".join(
        f"{block.described}: {page[block.start : block.end]!r}\n" for block in read_blocks(page)
    )
    assert told == case["blocks"]


MARKDOWN = st.text(st.sampled_from("ab #->*_`|[]()!:1.\n \té😀<>"), max_size=200)


@given(MARKDOWN)
def test_blocks_stand_in_order_inside_the_text(text: str) -> None:
    at = 0
    for block in read_blocks(text):
        assert at <= block.start <= block.end <= len(text)
        at = block.end


@given(MARKDOWN)
def test_a_start_inside_the_text_only_shifts(text: str) -> None:
    shifted = read_blocks("é\n" + text, 2)
    assert [(b.kind, b.start - 2, b.end - 2) for b in shifted] == [
        (b.kind, b.start, b.end) for b in read_blocks(text)
    ]
