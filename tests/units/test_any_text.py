"""What holds for any text at all, however odd its Markdown."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.markdown.article import Article
from pipeline.rebuild.from_source import identity
from pipeline.units.page import read_units
from pipeline.units.segments import source_units
from pipeline.units.sentences import sentences

PIECES = st.sampled_from(
    [
        "Word ", "word. ", "Stop. ", "e.g. ", "12 ", "。", "漢字", "é𝒜", "\n", "\r\n", "\n\n", "  \n", "\\\n",
        "> ", "- ", "1. ", "# ", "| a | b |\n", "| --- | --- |\n", "```\n", "    ", "`code` ", "``", "[a](b.md) ",
        "![i](i.png)", "[r][x] ", "[", "](", "<br/>", "<div>", "</div>", "<!-- c -->", "<!--", "**", "*", "_",
        ":::row:::\n", "   :::column:::\n", "      ", "   :::column-end:::\n", "> [!NOTE]\n", "[!INCLUDE [a](b)]\n",
        ':::image source="a" alt-text="An alt":::\n', "---\n", "title: A b\n", "keywords: [a, b]\n", "\ufeff",
        "\\", "$", "[x]: y\n", '<a name="n"></a>',
    ]
)  # fmt: skip
MARKDOWN = st.lists(PIECES, max_size=40).map("".join)


@given(MARKDOWN)
def test_a_page_translated_by_itself_is_the_same(text: str) -> None:
    assert identity(Article(text)) == text


@given(MARKDOWN)
def test_units_stand_one_behind_another_in_the_text(text: str) -> None:
    done = 0
    for unit in source_units(Article(text)):
        assert unit.source.strip()
        assert unit.source_range is not None
        start, end = unit.source_range
        assert done <= start < end <= len(text)
        done = end


@given(MARKDOWN, st.sampled_from(["en-US", "de-DE", "ja-JP", "ar-SA", "th-TH"]))
def test_sentences_cover_all_but_the_gaps(text: str, locale: str) -> None:
    done = 0
    for start, end in sentences(text, locale=locale):
        assert done <= start < end
        gap = text[done:start].replace("<br/>", "")
        assert not done or not gap.strip("> \t\r\n\ufeff")
        done = end
    assert done == len(text) or not text[done:].strip()


@given(MARKDOWN, MARKDOWN, st.sampled_from(["nl-NL", "ja-JP", "ar-SA"]))
def test_any_two_pages_can_be_held_side_by_side(text: str, source: str, locale: str) -> None:
    article = Article(text)
    found = read_units(article, Article(source), locale)
    for unit in found.units:
        assert 0 <= unit.certainty <= 1
        assert unit.source or unit.target
        if unit.target_range and not unit.kind.startswith("metadata"):
            assert text[slice(*unit.target_range)] == unit.target
    ranges = sorted(unit.target_range for unit in found.units if unit.target_range and not unit.id)
    assert all(one[1] <= two[0] for one, two in pairwise(ranges))
