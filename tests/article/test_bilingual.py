from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.article.bilingual import read_spans
from pipeline.text.lines import Lines
from tests.cases import Case, cases

FIXTURES = Path(__file__).parent / "fixtures"


def unit(number: int, target: str, source: str) -> str:
    """A unit as the hand-back writes it."""
    return (
        f'<span data-ttu-id="1a2b3-{number}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="1a2b3-{number}">{source}</span></span>'
    )


@cases(FIXTURES / "units.txt")
def test_units_are_read(case: Case) -> None:
    text = case["page"]
    spans = read_spans(text)
    read = "".join(
        f"{span.id}: {text[span.target_start : span.target_end]!r} = "
        f"{text[span.source_start : span.source_end]!r}\n"
        for span in spans.units
    )
    assert read == case["units"]
    assert spans.problems == ()


@cases(FIXTURES / "broken_units.txt")
def test_what_is_no_unit_is_named_with_its_place(case: Case) -> None:
    text = case["page"]
    lines = Lines(text)
    told = "".join(
        "{}:{} {}: {}\n".format(*lines.place(problem.offset), problem.rule, problem.message)
        for problem in read_spans(text).problems
    )
    assert told == case["problems"]


PLAIN = st.text(st.sampled_from("ab *`[](){}é語\n&;\"'\\"), max_size=12).filter(
    lambda text: "span" not in text
)
NESTED = st.sampled_from(["<span>x</span>", '<span class="a">y</span>', "<br>", "</span>", ""])


@given(st.lists(st.tuples(PLAIN, NESTED, PLAIN, PLAIN), max_size=5))
def test_what_the_hand_back_writes_is_read_back(rows: list[tuple[str, str, str, str]]) -> None:
    """Any text, with spans of its own: a stray `</span>` stands on both sides, as in real pages."""
    pairs = [(before + nested + after, other + nested) for before, nested, after, other in rows]
    text = " ".join(unit(101 + index, *pair) for index, pair in enumerate(pairs))
    spans = read_spans(text)
    assert not spans.problems
    assert [
        (text[span.target_start : span.target_end], text[span.source_start : span.source_end])
        for span in spans.units
    ] == pairs


PIECES = st.sampled_from(
    [
        '<span data-ttu-id="1a2b3-101">',
        "</span>",
        '<span class="sxs-lookup">',
        '<span data-stu-id="1a2b3-101">',
        "x",
        " ",
    ]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_no_attribute_is_passed_over_in_silence(text: str) -> None:
    """Every bilingual attribute belongs to a unit or to a problem, however broken the text."""
    spans = read_spans(text)
    for match in re.finditer('data-[ts]tu-id="', text):
        in_unit = any(span.start <= match.start() < span.end for span in spans.units)
        assert in_unit or spans.problems


def test_reading_is_linear_in_the_text() -> None:
    """A hundred thousand units, and worse, are read in one go; a quadratic reader would not come back."""
    many = "\n".join(unit(101 + number, "doel", "source") for number in range(100_000))
    assert len(read_spans(many).units) == 100_000
    assert len(read_spans('<span data-ttu-id="1a2b3-101">' * 100_000).problems) == 100_000
    closing = (
        '<span data-ttu-id="a-1">x</span><span class="sxs-lookup"><span data-stu-id="a-1">'
        + "<span>" * 50_000
    )
    assert read_spans(closing + "</span>" * 100_000).units
