"""The units of pages of each docs family, in cases with what each shows."""

from __future__ import annotations

from pathlib import Path

from pipeline.families import library
from pipeline.families.syntax import syntax_of
from pipeline.markdown.article import Article
from pipeline.rebuild.from_source import build_from_source
from pipeline.units.segments import source_units
from tests.cases import Case, cases


def _article(case: Case) -> Article:
    return Article(case["page"], syntax_of(library.shipped(case.title.split(":")[0])))


@cases(Path(__file__).with_name("families.txt"))
def test_units_of_a_family(case: Case) -> None:
    units = source_units(_article(case))
    assert "".join(f"{unit.kind}: {unit.source}\n" for unit in units) == case["units"]


@cases(Path(__file__).with_name("families.txt"))
def test_a_page_with_each_text_in_its_place_is_the_page(case: Case) -> None:
    article = _article(case)
    units = [unit._replace(target=unit.source) for unit in source_units(article)]
    assert build_from_source(article, units, None).text == article.text


@cases(Path(__file__).with_name("families.txt"))
def test_line_ends_of_windows_change_no_unit(case: Case) -> None:
    article = _article(case)
    windows = article.with_text(article.text.replace("\n", "\r\n"))
    assert [unit.source for unit in source_units(windows)] == [
        unit.source for unit in source_units(article)
    ]
