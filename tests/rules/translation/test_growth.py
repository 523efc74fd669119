"""No rule takes time that grows faster than its text, whatever the text is."""

import time

import pytest

from pipeline.rules.registry import load
from pipeline.rules.translation.pair import read_pairs
from tests.rules.translation import cases

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
SMALL, LARGE = 1_250, 10_000
MOST = 24  # eight times the text: linear work takes eight times as long, quadratic sixty-four times


def _time(rule, text: str, locale: str) -> float:
    case = cases.Case("bad", locale, "HT", "", units=[(text[::2] + " x", text)])
    best = float("inf")
    for _ in range(3):
        (pair,) = read_pairs(cases.page_of(case))
        assert pair.source.words is not None
        assert pair.target.lower_words is not None
        start = time.process_time()
        for _ in rule.function(pair):
            pass
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_time_grows_with_the_text(piece: str) -> None:
    for locale in ("nl-NL", "ja-JP") if not piece.isascii() else ("nl-NL",):
        for rule in load("unit"):
            small = _time(rule, (piece * SMALL)[:SMALL], locale)
            large = _time(rule, (piece * LARGE)[:LARGE], locale)
            assert large < 0.03 or large < MOST * small, (rule.name, locale, small, large)
            assert large < 0.5, (rule.name, locale, large)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_reading_grows_with_the_text(piece: str) -> None:
    def took(size: int) -> float:
        text = (piece * size)[:size]
        best = float("inf")
        for _ in range(3):
            case = cases.Case("bad", "nl-NL", "HT", "", units=[("x", text)])
            (pair,) = read_pairs(cases.page_of(case))
            start = time.process_time()
            target = pair.target
            assert len(target.plain) == len(text)
            assert target.words is not None
            assert target.numbers is not None
            best = min(best, time.process_time() - start)
        return best

    small, large = took(SMALL), took(LARGE)
    assert large < 0.03 or large < MOST * small
