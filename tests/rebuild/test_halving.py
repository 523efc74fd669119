from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.rebuild.bisect import Texts, sound
from pipeline.rebuild.verify import body_as_meant, breaks_its_lines
from pipeline.units.segments import source_units
from tests.rebuild.test_targets import ANY_TEXT, PAGE

TEXTS = {number: str(number) for number in range(1000)}
ODD = {number for number in TEXTS if number % 2}


@pytest.mark.parametrize(
    ("known", "most"), [(ODD, 3), (ODD - {501}, 25), (set(), 2100)], ids=["all", "most", "none"]
)
def test_bad_texts_that_are_known_from_afar_cost_few_readings(known: set[int], most: int) -> None:
    readings = 0

    def is_sound(texts: Texts) -> bool:
        nonlocal readings
        readings += 1
        return ODD.isdisjoint(texts)

    assert sound(TEXTS, is_sound, known.__contains__) == {
        number: text for number, text in TEXTS.items() if number not in ODD
    }
    assert readings <= most


def test_a_page_that_is_bad_without_texts_is_no_page() -> None:
    assert sound({}, lambda _: False, lambda _: False) is None
    assert sound(TEXTS, lambda _: False, lambda _: False) is None


PLAIN = Article(
    "A sentence. Another.\nIt wraps here.\n## Head\nText.\n\n> Quoted.\n\n- Three\n- Four\n\n  More of it.\n\n"
    "| a | b |\n| --- | --- |\n| c | d |\n\n<div>\nIn HTML\n</div>\n\n    code\n\nLast [link](a.md).\n\n[x]: y.md\n"
)


@given(st.sampled_from([PAGE, PLAIN]), st.integers(0, 20), ANY_TEXT)
@example(PLAIN, 2, "- a")
def test_what_breaks_its_lines_breaks_its_page(page: Article, number: int, text: str) -> None:
    places = (
        [(unit.target_start, unit.target_end) for unit in page.spans.units]
        or [unit.source_range for unit in source_units(page) if unit.source_range]
    )  # fmt: skip
    edit = Splice(*places[number % len(places)], text)
    if breaks_its_lines(page, edit):
        assert not body_as_meant(page, Article(splice(page.text, [edit])), [edit])


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        ("Text.", "- a", True),
        ("Head", "Head #", True),
        ("Quoted.", "a\n\nb", True),
        ("Last", "1. Last", True),
        ("Text.", "a - b", False),
        ("c", "c | d", False),
    ],
)
def test_what_is_known_from_its_lines_alone(old: str, new: str, known: bool) -> None:
    at = PLAIN.text.index(old)
    assert breaks_its_lines(PLAIN, Splice(at, at + len(old), new)) == known
