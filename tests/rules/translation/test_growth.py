"""No rule's work grows faster than its text, whatever the text is: counted in steps, so that no clock decides."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.rules.translation as room
from pipeline.rules.registry import load
from pipeline.rules.translation.pair import Pair, read_pairs
from tests.growth import backtracks, expressions, grows
from tests.rules.translation import cases
from tests.steps import Tries, lines_run

PIECES = {
    "brackets": "[(",
    "closed brackets": "[]()",
    "asterisks": "*",
    "bold": "**a** ",
    "backticks": "`",
    "backticks and spaces": "` ",
    "digits": "1",
    "digits and stops": "1.",
    "digits and commas": "1, ",
    "hyphens": "-a",
    "stops": "a.",
    "backslashes": "\\a",
    "underscores": "_a",
    "angles": "<a",
    "braces": "{{",
    "percents": "%a",
    "at signs": "a@a.",
    "colons": "a:/",
    "spaces": "  ",
    "one word": "a ",
    "a doubled word": "het ",
    "two words": "aa bb ",
    "capitals": "Aa",
    "quotes": '"a ',
    "mojibake": "Ã©",
    "ideographs": "設定を開く",
    "links": "[a](b.md) ",
    "stars and spaces": "** a",
    "open links": "[aa](bb",
    "open code": "`aa``bb```",
}
SMALL, LARGE = 400, 3_200


def _pair(text: str, locale: str, *, same: bool = False) -> Pair:
    source = text if same else text[::2]
    case = cases.Case("bad", locale, "HT", "", units=[(f"{source} x", text)])
    (pair,) = read_pairs(cases.page_of(case))
    for side in (pair.source, pair.target):
        assert side.words is not None
        assert side.lower_words is not None
        assert side.numbers is not None
    return pair


def _grows(work: Callable[[Pair], object], piece: str, locale: str, *, same: bool = False) -> bool:
    """Does the work on a text of this piece grow faster than the text? `same`: the source repeats itself as well."""

    def steps(text: str) -> int:
        return lines_run(partial(work, _pair(text, locale, same=same)))

    return grows(steps, piece, SMALL, LARGE)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_lines_run_grow_with_the_text(piece: str) -> None:
    for locale in ("nl-NL", "ja-JP") if not piece.isascii() else ("nl-NL",):
        for rule in load("unit"):
            for same in (False, True):
                assert not _grows(
                    lambda pair: list(rule.function(pair)),  # noqa: B023
                    piece,
                    locale,
                    same=same,
                ), rule.name


EXPRESSIONS = expressions(room)


def test_a_slow_loop_is_seen() -> None:
    def each_with_each(pair: Pair) -> None:
        for one in pair.target.lower_words:
            for other in pair.target.lower_words:
                if one == other == "?":
                    return

    assert _grows(each_with_each, "aa bb ", "nl-NL")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\s+$", True),
        (r"(?:\w+-?)+!", True),
        (r"[a-z]*\d", True),
        (r"<[^>]*>", True),
        (r"(?<!\d)\d+", False),
        (r"<[^<>]{1,60}>", False),
        (r"\w+", False),
    ],
)
def test_a_slow_expression_is_seen(pattern: str, expected: bool) -> None:
    assert backtracks(re.compile(pattern)) == expected


SAMPLES = [one for one in EXPRESSIONS.values() if len(one.pattern) < 200]


@given(st.sampled_from(SAMPLES), st.text("aA1 .,:-_<>[]()\"'*`%é\x00\n", max_size=24))
def test_tries_find_what_the_expression_finds(pattern: re.Pattern[str], text: str) -> None:
    found = [match.span() for match in pattern.finditer(text)]
    assert Tries(pattern, most=1000).spans(text) == found
