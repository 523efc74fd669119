"""No rule's work grows faster than its text, whatever the text is: counted in steps, so that no clock decides."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.rules.translation as room
from pipeline.rules.registry import load
from pipeline.rules.translation.pair import Pair, read_pairs
from tests.rules.translation import cases
from tests.steps import TooManyTriesError, Tries, lines_run, pumped

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
    "two words": "aa bb ",
    "capitals": "Aa",
    "quotes": '"a ',
    "mojibake": "Ã©",
    "ideographs": "設定を開く",
    "links": "[a](b.md) ",
    "stars and spaces": "** a",
}
SMALL, LARGE = 400, 3_200
MOST = (
    16  # eight times the text: linear work takes eight times the steps, quadratic sixty-four times
)
FEW = 4_000  # so many steps are none

MATCHED_AT_ONE_PLACE = {
    ("names", "_CODE_CASE"),
    ("typography", "_FOLLOWING"),
    ("numbers", "_VERSION_WORD"),
    ("numbers", "_VERSION_LIST"),
}
"""Expressions that would be slow if a long text were searched: they are held against one place, or forty characters."""


def _pair(text: str, locale: str) -> Pair:
    case = cases.Case("bad", locale, "HT", "", units=[(text[::2] + " x", text)])
    (pair,) = read_pairs(cases.page_of(case))
    for side in (pair.source, pair.target):
        assert side.words is not None
        assert side.lower_words is not None
        assert side.numbers is not None
    return pair


def _grows(work: Callable[[Pair], object], piece: str, locale: str) -> bool:
    """Does the work on a text of this piece grow faster than the text?"""
    steps = []
    for size in (SMALL, LARGE):
        pair = _pair((piece * size)[:size], locale)
        steps.append(lines_run(partial(work, pair)))
    small, large = steps
    return large > FEW and large > MOST * small


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_lines_run_grow_with_the_text(piece: str) -> None:
    for locale in ("nl-NL", "ja-JP") if not piece.isascii() else ("nl-NL",):
        for rule in load("unit"):
            assert not _grows(lambda pair: list(rule.function(pair)), piece, locale), rule.name  # noqa: B023


def _expressions() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Every expression that a module of the room holds: module, name, expression."""
    for file in sorted(Path(room.__path__[0]).glob("[!_]*.py")):
        module = import_module(f"{room.__name__}.{file.stem}")
        for name, value in vars(module).items():
            for one in value if isinstance(value, tuple) else (value,):
                for pattern in one if isinstance(one, tuple) else (one,):
                    if isinstance(pattern, re.Pattern):
                        yield file.stem, name, pattern


def _backtracks(pattern: re.Pattern[str]) -> bool:
    """Is there a text, of those made to be hard, whose search takes more than its length?"""
    for small, large in zip(pumped(pattern, 32), pumped(pattern, 256), strict=True):
        tries = Tries(pattern), Tries(pattern)
        try:
            tries[0].spans(small)
            tries[1].spans(large)
        except TooManyTriesError:
            return True
        if tries[1].count > FEW and tries[1].count > MOST * tries[0].count:
            return True
    return False


EXPRESSIONS = {(module, name, one.pattern): one for module, name, one in _expressions()}


def test_no_expression_backtracks() -> None:
    assert len(EXPRESSIONS) > 60
    slow = {(module, name) for (module, name, _), one in EXPRESSIONS.items() if _backtracks(one)}
    assert slow == MATCHED_AT_ONE_PLACE


def test_a_slow_loop_is_seen() -> None:
    def slow(pair: Pair) -> None:
        for one in pair.target.lower_words:
            for other in pair.target.lower_words:
                if one == other == "?":
                    return

    assert _grows(slow, "aa bb ", "nl-NL")


@pytest.mark.parametrize(
    ("pattern", "slow"),
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
def test_a_slow_expression_is_seen(pattern: str, slow: bool) -> None:
    assert _backtracks(re.compile(pattern)) == slow


SAMPLES = [one for one in EXPRESSIONS.values() if len(one.pattern) < 200]


@given(st.sampled_from(SAMPLES), st.text("aA1 .,:-_<>[]()\"'*`%é\x00\n", max_size=24))
def test_tries_find_what_the_expression_finds(pattern: re.Pattern[str], text: str) -> None:
    found = [match.span() for match in pattern.finditer(text)]
    assert Tries(pattern, most=1000).spans(text) == found
