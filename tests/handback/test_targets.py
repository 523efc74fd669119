from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article.article import Article
from pipeline.handback.targets import with_targets
from pipeline.units.bilingual import bilingual_units
from pipeline.units.unit import Unit
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


HEADED = Article("---\ntitle: 'Betalen'\nms.topic: article\n---\nEen zin. Nog een.\n")
HEADED_UNITS = (
    Unit("Pay", "Betalen", "metadata: title", target_range=(11, 20)),
    Unit("One.", "Een zin.", "paragraph", target_range=(43, 51)),
)


@pytest.mark.parametrize(
    "title", ["Afrekenen", "Betalen: zo doet u dat", 'D\'r is "niets" # te zien', "- x", "2026"]
)
def test_metadata_is_written_so_that_it_reads_back(title: str) -> None:
    rebuilt = with_targets(HEADED, HEADED_UNITS, {0: title, 1: "Eén zin."})
    assert rebuilt.refused == ()
    assert rebuilt.article.metadata == {"title": title, "ms.topic": "article"}
    assert rebuilt.article.text.endswith("ms.topic: article\n---\nEén zin. Nog een.\n")


def test_a_sentence_of_a_page_without_spans_is_spliced_where_it_stands() -> None:
    rebuilt = with_targets(HEADED, HEADED_UNITS, {1: "Eén zin."})
    assert rebuilt.article.text == HEADED.text.replace("Een zin.", "Eén zin.")


def test_a_sentence_cannot_break_a_page_without_spans() -> None:
    rebuilt = with_targets(HEADED, HEADED_UNITS, {1: "Een\n\n- zin."})
    assert rebuilt.article.text == HEADED.text
    assert len(rebuilt.refused) == 1
