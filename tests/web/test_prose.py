"""Articles rendered with their units and findings in place."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest

from pipeline.markdown.article import Article
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rules.policy import Policy
from pipeline.units.unit import Unit
from pipeline.web.collect import shown, survey
from pipeline.web.exchanged import exchanged
from pipeline.web.prose import Prose, unit_edits
from pipeline.web.view import PageView
from tests.web.conftest import page, unit


def attributes(name: str) -> str:
    return f' class="{name}"'


def article_of(text: str, units: tuple[Unit, ...]) -> str:
    article = Article(text)
    prose = Prose(article)
    return str(prose.article(unit_edits(article, units, prose), attributes))


def published(text: str, *targets: str) -> str:
    """The HTML of a published page with units at these targets."""
    units = tuple(
        Unit("source", target, "paragraph", target_range=(at, at + len(target)))
        for target in targets
        if (at := text.index(target)) >= 0
    )
    return article_of(text, units)


@pytest.mark.parametrize(
    ("text", "targets", "html"),
    [
        ("# Kop\n", ["Kop"], '<h1><span class="u0">Kop</span></h1>\n'),
        ("**Let:** op\n", ["**Let:** op"], '<p><span class="u0"><strong>Let:</strong> op</span></p>\n'),
        ("Een. Twee.\n", ["Een.", "Twee."], '<p><span class="u0">Een.</span> <span class="u1">Twee.</span></p>\n'),
        ("Een.Twee.\n", ["Een.", "Twee."], '<p><span class="u0">Een.</span><span class="u1">Twee.</span></p>\n'),
        ("[Een](#a)\n", ["Een"], '<p><a href="#a-a"><span class="u0">Een</span></a></p>\n'),
    ],
)  # fmt: skip
def test_units_of_a_published_page(text: str, targets: list[str], html: str) -> None:
    assert published(text, *targets) == html


def test_a_unit_in_an_alternative_text_marks_the_image() -> None:
    html = published("![Een lijst](a.png)\n", "Een lijst")
    assert html.startswith('<p><span class="u0"><span class="image">Een lijst<small>a.png')


def test_a_page_cannot_forge_a_mark() -> None:
    text = '<span data-u="mdeadbeef-u0">x</span> <span data-u="u0">y</span> z\n'
    assert 'class="' not in published(text)


def test_sources_are_rendered_by_themselves() -> None:
    prose = Prose(Article("text\n\n[label]: https://example.com\n"))
    texts = ["# no heading", "- no list", "1. nor this", "see [it][label]", "a\n\nb", "", "<div>x"]
    html = [str(one) for one in prose.inline(texts, attributes)]
    assert html[:3] == ["# no heading", "- no list", "1. nor this"]
    assert '<a href="https://example.com"' in html[3]
    assert html[4:] == ["a b", "", "&lt;div&gt;x"]


def view_of(loaded: LoadedPage) -> PageView:
    found = survey(loaded, Policy.of(loaded.settings))
    return shown(exchanged(loaded), found.row, found.findings)


def test_a_bilingual_page_shows_targets_with_findings_in_place(
    load: Callable[..., LoadedPage],
) -> None:
    view = view_of(load("pay.md"))
    article = lxml.html.fragment_fromstring(str(view.article), create_parent="main")
    [second] = [one for one in article.iter("span") if one.text_content() == "Zie facturering."]
    assert "has-error" in second.get("class")
    number = int(second.get("data-unit"))
    assert "A second sentence" not in article.text_content()
    [finding] = [one for one in view.findings if one.finding.rule == "link-target-changed"]
    assert finding.unit == number
    assert finding in view.units[number].findings
    assert "See" in view.units[number].source
    assert "<script" not in view.article
    assert "&lt;script&gt;" in view.article
    assert ">202E</span>" in view.article
    assert "\u202e" not in view.article


def test_words_of_a_finding_are_marked_only_where_they_are_text(
    docset: Callable[..., object], load: Callable[..., LoadedPage]
) -> None:
    docset({"content/nl-NL/twice.md": page(unit(101, "Dit is is dubbel.", "This is double."))})
    view = view_of(load("twice.md"))
    assert 'class="words ' in view.article
    [one] = [one for one in view.units if one.unit.target == "Dit is is dubbel."]
    assert f'<mark class="{one.findings[0].severity}">' in (one.raw or "")


def test_reviewed_units_come_from_the_po_file(
    load: Callable[..., LoadedPage], run_in: Callable[..., object], pages: object
) -> None:
    assert view_of(load("pay.md")).reviewed == frozenset()
    run_in(pages, "extract")
    po = load("pay.md").page.po
    text = po.read_text("utf-8")
    assert '#, fuzzy\nmsgid "A second sentence."' in text
    po.write_text(
        text.replace('#, fuzzy\nmsgid "A second sentence."', 'msgid "A second sentence."').replace(
            "Een tweede zin.", "Nog een zin."
        ),
        "utf-8",
    )
    view = view_of(load("pay.md"))
    assert [view.page_units[number].target for number in view.reviewed] == ["Nog een zin."]
    assert view.row.reviewed == 1
    assert "Nog een zin." in view.article
