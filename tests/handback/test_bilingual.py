from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article.article import Article
from pipeline.handback.bilingual import with_targets
from pipeline.units.bilingual import bilingual_units
from tests.article.test_bilingual import unit

PAGE = Article(
    "# "
    + unit(101, "Betalen", "Pay")
    + "\n\n"
    + unit(102, "Een.", "One.")
    + " "
    + unit(103, "Twee.", "Two.")
    + "\n\n- "
    + unit(104, "Drie", "Three")
    + "\n"
)
UNITS = bilingual_units(PAGE)

PIECES = st.sampled_from(
    [*"ab *`#->|\n\r\té語", "1. ", "</span>", "<span>", '<span data-ttu-id="x-1">', "<!--"]
)
ANY_TEXT = st.lists(PIECES, max_size=12).map("".join)


@given(st.dictionaries(st.integers(0, 3), ANY_TEXT, max_size=4))
def test_a_text_stands_in_the_page_exactly_or_is_refused(texts: dict[int, str]) -> None:
    rebuilt = with_targets(PAGE, UNITS, texts)
    refused = {UNITS.index(each.unit) for each in rebuilt.refused}
    for index, (old, new) in enumerate(zip(UNITS, bilingual_units(rebuilt.article), strict=True)):
        expected = old.target if index in refused else texts.get(index, old.target)
        assert (new.id, new.source, new.kind, new.target) == (
            old.id,
            old.source,
            old.kind,
            expected,
        )


def test_nothing_but_the_target_changes() -> None:
    rebuilt = with_targets(PAGE, UNITS, {1: "Eén."})
    assert rebuilt.article.text == PAGE.text.replace(">Een.<", ">Eén.<")


@pytest.mark.parametrize("text", ['<span data-ttu-id="x-1">b', "a\n\nb", "a\n# b", "a\n1. b"])
def test_a_text_that_breaks_the_page_is_refused_and_the_others_go_in(text: str) -> None:
    rebuilt = with_targets(PAGE, UNITS, {0: "Afrekenen", 1: text, 3: "Derde"})
    assert [each.unit.id for each in rebuilt.refused] == ["1a2b3-102"]
    assert [each.target for each in bilingual_units(rebuilt.article)] == [
        "Afrekenen",
        "Een.",
        "Twee.",
        "Derde",
    ]


def test_one_bad_text_among_thousands_costs_little() -> None:
    page = Article("\n\n".join(unit(101 + number, "doel", "source") for number in range(3000)))
    units = bilingual_units(page)
    texts = {index: f"tekst {index}" for index in range(3000)} | {1234: "a\n\nb"}
    rebuilt = with_targets(page, units, texts)
    assert [each.unit.id for each in rebuilt.refused] == [units[1234].id]
