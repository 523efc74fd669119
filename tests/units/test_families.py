"""The units of pages of each docs family, in cases with what each shows."""

from __future__ import annotations

from pathlib import Path

from pipeline.docset.family import translated_keys
from pipeline.families import library
from pipeline.families.syntax import syntax_of
from pipeline.markdown.article import Article
from pipeline.rebuild.apply import with_targets
from pipeline.rebuild.from_source import build_from_source
from pipeline.settings import Settings
from pipeline.units.segments import source_units
from pipeline.units.unit import Unit
from tests.cases import Case, cases


def _article(case: Case) -> Article:
    return Article(case["page"], syntax_of(library.shipped(case.title.split(":")[0])))


def _units(case: Case, article: Article) -> tuple[Unit, ...]:
    return source_units(article, translated_keys(Settings(family=case.title.split(":")[0])))


@cases(Path(__file__).with_name("families.txt"))
def test_units_of_a_family(case: Case) -> None:
    units = _units(case, _article(case))
    assert "".join(f"{unit.kind}: {unit.source}\n" for unit in units) == case["units"]


@cases(Path(__file__).with_name("families.txt"))
def test_a_page_with_each_text_in_its_place_is_the_page(case: Case) -> None:
    article = _article(case)
    units = [unit._replace(target=unit.source) for unit in _units(case, article)]
    assert build_from_source(article, units, None).text == article.text


@cases(Path(__file__).with_name("families.txt"))
def test_line_ends_of_windows_change_no_unit(case: Case) -> None:
    article = _article(case)
    windows = article.with_text(article.text.replace("\n", "\r\n"))
    assert [unit.source for unit in _units(case, windows)] == [
        unit.source for unit in _units(case, article)
    ]


@cases(Path(__file__).with_name("families.txt"))
def test_each_text_can_be_another(case: Case) -> None:
    article = _article(case)
    units = _units(case, article)
    for index, unit in enumerate(units):
        start, end = unit.source_range or (0, 0)
        placed = [one._replace(target=one.source, target_range=one.source_range) for one in units]
        new = "Ünd 'so'" + ("." if unit.source.endswith(".") else "")
        built = with_targets(article, tuple(placed), {index: new})
        assert built.refused == ()
        text = built.article.text
        assert [one.source for one in _units(case, built.article)] == [
            new if number == index else one.source for number, one in enumerate(units)
        ]
        assert (text[:start], text[len(text) - len(article.text) + end :]) == (
            article.text[:start],
            article.text[end:],
        )
