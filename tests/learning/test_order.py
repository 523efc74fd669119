"""The review order learns which sentences people change, and says the same whatever order it is told in."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("numpy", reason="the extra `learn` is not installed")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.learning.measure import auc, measure, top_fifth
from pipeline.learning.order import ReviewOrder, pages_of
from pipeline.learning.sentence import Correction, Sentence, tokens
from pipeline.learning.tables import removed_words
from tests.learning.corrections import corrections


def test_learns_a_word_that_is_always_taken_out() -> None:
    measured = measure(corrections(60))
    assert measured.rows == 600
    assert measured.auc_untrained is not None
    assert measured.auc is not None
    assert measured.auc_untrained < 0.75 < 0.9 < measured.auc
    assert measured.top_fifth is not None
    assert measured.top_fifth > 0.85


def test_order_of_pages_and_rows_says_nothing() -> None:
    given_pages = corrections(12)
    names = list(given_pages)
    random.Random(2).shuffle(names)
    turned = {name: given_pages[name][::-1] for name in names}
    assert measure(turned) == measure(given_pages)


def test_findings_and_length_come_first_where_nothing_was_learned() -> None:
    short, long = Sentence("Save.", "Bewaar."), Sentence("Save it. " * 20, "Bewaar het. " * 20)
    faulty = Sentence("Close.", "Sluit .", warnings=2)
    [page] = pages_of([[short, long, faulty]])
    scores = ReviewOrder().scores(page)
    assert scores[0] < scores[1]
    assert scores[0] < scores[2]


def test_corrections_that_contradict_say_little() -> None:
    same = Sentence("Save your work.", "Bewaar je werk.")
    order = ReviewOrder()
    pages = pages_of([[same]] * 60)
    for number, page in enumerate(pages):
        order.learn(page, ["Sla je werk op." if number % 2 else same.target])
    assert abs(order.scores(pages[0])[0]) < 0.5


@pytest.mark.parametrize(
    "text", ["", " ", "\ud800", "。", "a" * 5000, "\u0000\u2028", "保存する。"]
)
def test_any_text_is_scored_and_learned(text: str) -> None:
    [page] = pages_of([[Sentence(text, text), Sentence("", text), Sentence(text, "")]])
    order = ReviewOrder()
    order.learn(page, [text, "x", text])
    assert np.isfinite(order.scores(page)).all()


def test_nothing_to_measure() -> None:
    assert measure({}).auc is None
    assert measure({}).top_fifth is None
    assert measure({"a.md": [Correction(Sentence("a", "b"), "b")]}).auc is None


@pytest.mark.parametrize(
    ("before", "after", "removed"),
    [
        ("Klik op de knop", "Klik op de knop", []),
        ("Klik op de knoop", "Klik op de knop", ["knoop"]),
        ("Nu klik op de knop", "Klik nu op de knop", ["Nu", "klik"]),
        ("", "Klik", []),
    ],
)
def test_removed_words(before: str, after: str, removed: list[str]) -> None:
    found = removed_words(Correction(Sentence("", before), after))
    assert [word for word, gone in zip(tokens(before), found, strict=True) if gone] == removed


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=40))
def test_auc_counts_pairs(rows: list[tuple[int, bool]]) -> None:
    changed = [score for score, was in rows if was]
    kept = [score for score, was in rows if not was]
    found = auc(np.array([score for score, _ in rows], float), np.array([was for _, was in rows]))
    if not changed or not kept:
        assert found is None
        return
    won = sum((a > b) + 0.5 * (a == b) for a in changed for b in kept)
    assert found == pytest.approx(won / (len(changed) * len(kept)))


def test_top_fifth_is_the_share_of_the_highest() -> None:
    changed = np.array([True, False, False, False, True])
    assert top_fifth(np.array([5.0, 4, 3, 2, 1]), changed) == 1.0
    assert top_fifth(np.array([1.0, 2, 3, 4, 0]), changed) == 0.0
