"""What must hold for every page that can be decoded at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.decoding import line_end
from pipeline.markdown.article import Article
from pipeline.po import file as po_files
from pipeline.po.entries import entries_of
from pipeline.po.header import Header
from pipeline.po.merge import merge
from pipeline.rebuild.apply import with_targets
from pipeline.rebuild.publish import publish
from pipeline.rebuild.texts import texts_of
from pipeline.units.bilingual import bilingual_units
from tests.markdown.test_bilingual import unit

WORDS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\u2028\x85\ufeff\u200f\\\"'*`|\t"),
    max_size=15,
)
PIECES = st.one_of(
    WORDS,
    st.builds(unit, st.integers(101, 110), WORDS, WORDS),
    st.sampled_from(
        [
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "# ",
            "- ",
            "> [!NOTE]\n> ",
            "| ",
            "```\n",
            "    ",
            "  \n",
            "[a]: b\n",
            "</span>",
        ]
    ),
)
FRONT_MATTER = st.sampled_from(
    ["", "---\ntitle: x\n---\n", "---\r\nms.translationtype: MT\r\n---\r\n", "---\na: b: c\n---\n"]
)
PAGES = st.builds(
    lambda bom, head, pieces: bom + head + "".join(pieces),
    st.sampled_from(["", "\ufeff"]),
    FRONT_MATTER,
    st.lists(PIECES, max_size=12),
)


@given(PAGES)
def test_a_page_whose_po_file_nobody_changed_comes_back_byte_for_byte(text: str) -> None:
    data = text.encode()
    article = Article.parse(data)
    units = bilingual_units(article)
    header = Header("a.md", "nl-NL", "0", translation_type="MT")
    written = po_files.dump(merge(entries_of(units), None, header).po)
    file = po_files.parse(written)
    texts = texts_of(units, file, line_end(text))
    assert not texts.texts
    assert not texts.unused
    assert with_targets(article, units, texts.texts).article.text.encode() == data
    assert po_files.dump(merge(entries_of(units), file, header).po) == written


@given(PAGES)
def test_a_published_page_keeps_everything_outside_the_units(text: str) -> None:
    article = Article(text)
    units = article.spans.units
    published = publish(article)
    if not units:
        assert published == text
        return
    assert published.startswith(text[: units[0].start])
    if "]:" not in text:
        assert published.endswith(text[units[-1].end :])
