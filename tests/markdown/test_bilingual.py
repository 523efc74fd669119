from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.lines import Lines
from pipeline.markdown.article import Article
from pipeline.markdown.bilingual import read_spans
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


SAMPLE = unit(103, "TARGET", "SOURCE").replace("1a2b3", "4c3d2")
FENCED = f"```html\n{SAMPLE}\n```\n"
HALF = 'Write `<span data-ttu-id="4c3d2-101">` first.'
SAMPLES = {
    "nothing but a sample": (f"Text.\n\n{FENCED}", 0),
    "behind a unit": (f"{unit(101, 'a', 'b')}\n\n{FENCED}\nText.\n", 1),
    "before a unit": (f"{FENCED}\n{unit(101, 'a', 'b')}\n", 1),
    "in a list": (f"- {unit(101, 'a', 'b')}\n\n  ~~~\n  {SAMPLE}\n  ~~~\n", 1),
    "in a fence of more ticks": (f"````\n```\n{SAMPLE}\n```\n````\n", 0),
    "in a quote": (f"> ```\n> {SAMPLE}\n> ```\n", 0),
    "in a long fence": (f"```html\n{'text ' * 900}\n{SAMPLE}\n```\n", 0),
    "half a sample in text": (f"é {HALF}\n", 0),
    "half a sample in a unit": (f"{unit(101, HALF, HALF)}\n\n{unit(102, 'a', 'b')}\n", 2),
    "a sample in a unit": (unit(101, f"`{SAMPLE}`", f"`{SAMPLE}`"), 1),
}


@pytest.mark.parametrize(("text", "units"), SAMPLES.values(), ids=SAMPLES)
def test_what_code_shows_is_no_unit(text: str, units: int) -> None:
    spans = Article(text).spans
    assert (len(spans.units), spans.problems) == (units, ())
    assert all(span.id.startswith("1a2b3") for span in spans.units)
    if not units:
        assert not Article(text).is_bilingual


@pytest.mark.parametrize(
    "text",
    [
        f"{unit(101, 'a', 'b')}\n\n```html\n<p>\n\n{unit(102, 'c', 'd')}\n",
        f"```html\n<p>\n``\n\n{unit(101, 'a', 'b')}\n\n```\n\n{unit(102, 'c', 'd')}\n",
        f"```\n{unit(101, 'a', 'b')}\n\n{unit(102, 'c', 'd')}\n",
        f"`a` {unit(101, '`a', 'b')}` {unit(102, 'c', 'd')}\n",
    ],
)
def test_units_that_a_broken_fence_has_swallowed_stay_units(text: str) -> None:
    assert len(Article(text).spans.units) == 2
