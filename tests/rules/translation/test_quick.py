"""What is looked for in a quick way is what the plain way finds."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.consistency.compounds import _ASCII_COUPLE, _COUPLE
from pipeline.rules.registry import load
from pipeline.rules.run import unit_hits
from pipeline.rules.translation.bags import differences
from pipeline.rules.translation.language import words_of
from pipeline.rules.translation.names import _SIGNS, _tree
from pipeline.rules.translation.pair import read_pairs
from pipeline.rules.translation.reading import Reading
from pipeline.rules.translation.tokens import IDENTIFIERS, WORD, word_pattern
from tests.rules.translation import cases

NAMES = sorted(words_of("names", "names"), key=len, reverse=True)
_AFTER = r"(?![\w]|[.]\w)"
PLAIN = re.compile(r"(?<![\w.-])(?:" + "|".join(map(re.escape, NAMES)) + ")" + _AFTER)
TREE = re.compile(_tree(NAMES, before=r"[\w.-]") + _AFTER)
PIECES = st.sampled_from(
    r"""
    Open · het · menu · de de · het het menu · the · not · never · You can't · u · je · PowerShell ·
    Power shell · Microsoft · Get-Item · -Force · --all · a.md · System.String · $a · \d · C:\x · _a_b ·
    [a](b.md) · ![a](b.png) · <https://a.b> · www.a.b · a@b.cd · [a] (b.md) · ` · `a` · *a* · ** a** ·
    **a** · <br> · [!NOTE] · ::: · | · {0} · %s · #A0 · %%%1%%% · &amp; · &#160; · ( · ) · a) · 1 · 3.0 ·
    1,000 · ٣ · $5 · 5 € · 12 pm · . · . a · . A · ! · ? · : · … · , · - · – · " · « · é · Ã© · â€™ · İ ·
    ß · 漢字 · 。
    """.replace("\n", " ").strip().split(" · ")
)  # fmt: skip
GAPS = st.sampled_from(["", " ", " ", "  ", "\u00a0", "\n", "\u200b"])
TEXTS = st.lists(st.tuples(PIECES, GAPS), max_size=8).map(
    lambda parts: "".join(piece.strip() + gap for piece, gap in parts)
)


@settings(max_examples=300)
@given(TEXTS, TEXTS, st.booleans(), st.sampled_from(["nl-NL", "de-DE", "ja-JP", "tr-TR"]))
def test_no_rule_has_more_to_say_than_it_is_shown(
    source: str, target: str, copied: bool, locale: str
) -> None:
    case = cases.Case("bad", locale, "HT", "", units=[(source, source if copied else target)])
    (pair,) = read_pairs(cases.page_of(case))
    shown = list(unit_hits(pair))
    if not pair.unit.target.strip():
        assert {name for name, _ in shown} <= {"empty-target"}
        return
    every = [
        (rule.name, hit)
        for rule in load("unit")
        if rule.copies in (None, pair.is_copy) and (pair.has_source or not rule.needs_source)
        for hit in rule.function(pair)
    ]
    assert sorted(shown, key=repr) == sorted(every, key=repr)


@given(st.lists(st.sampled_from([*NAMES, " ", ".", "s", "x", "-", "365"]), max_size=6))
def test_a_tree_of_names_finds_the_longest(parts: list[str]) -> None:
    text = "".join(parts)
    assert TREE.findall(text) == PLAIN.findall(text)


@given(st.text("aZé'’-_ 1ı", max_size=20))
def test_words_of_ascii(text: str) -> None:
    assert word_pattern(text).findall(text) == WORD.findall(text)


@given(st.text("aZ'-_ 1.$\x00\x01", max_size=30))
def test_couples_in_ascii(text: str) -> None:
    assert _ASCII_COUPLE.findall(text) == _COUPLE.findall(text)


@given(st.text("aIİıßΣς'’ 1\u0307", max_size=20))
def test_words_are_the_same_in_lower_case(text: str) -> None:
    reading = Reading(text)
    spans = [match.span() for match in reading.words]
    assert [reading.lower_plain[start:end] for start, end in spans] == list(reading.lower_words)


@given(TEXTS)
def test_identifiers_have_signs(text: str) -> None:
    if any(mark in text and pattern.search(text) for mark, pattern in IDENTIFIERS):
        assert _SIGNS.search(text)


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_differences_are_those_of_multisets(source: list[str], target: list[str]) -> None:
    missing, extra = differences(source, target, str)
    for letter in "abc":
        more = source.count(letter) - target.count(letter)
        assert missing.count(letter) == max(more, 0)
        assert extra.count(letter) == max(-more, 0)
