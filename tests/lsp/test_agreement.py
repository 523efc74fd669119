"""The editor says what the command line says: every page of the example docset, by both."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.commands.check import check
from pipeline.commands.validate import validate
from pipeline.docset.docset import Docset
from pipeline.docset.pages import Page
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.rules.fixing import apply_fixes
from pipeline.rules.policy import Policy
from pipeline.settings import load

pytest.importorskip("pygls")

from pipeline.lsp.desk import Desk
from pipeline.lsp.diagnostics import place
from pipeline.lsp.docsets import Docsets
from pipeline.lsp.positions import Positions

PROJECT = Path(__file__).parents[2]
_SETTINGS = load(PROJECT)
_DOCSET = Docset(_SETTINGS)
_PAGES: list[Page] = [*_DOCSET.source_pages(), *_DOCSET.pages()]


@pytest.mark.parametrize("page", _PAGES, ids=[f"{page.locale}/{page.path}" for page in _PAGES])
def test_the_same_findings_at_the_same_places(page: Page) -> None:
    policy = Policy.of(_SETTINGS)
    loaded = LoadedPage(page, _SETTINGS)
    wanted: set[Finding] = set(validate(loaded, policy).findings)
    if not page.is_source:
        wanted |= set(check(loaded, policy).findings)
    complaints: list[str] = []
    desk = Desk(Docsets([PROJECT]), lambda _file: None, complaints.append)
    analysis = desk.analyse(page.file, loaded.article.text)
    assert not complaints
    assert {one for one in analysis.findings if one.rule != "page-stale"} == wanted
    positions = Positions(analysis.text)
    for finding in analysis.findings:
        if finding.place.start >= 0 and finding.place.end > finding.place.start:
            where = positions.range(*place(finding, positions))
            assert positions.offset(where.start) == finding.place.start
            assert positions.offset(where.end) == finding.place.end


def test_an_edit_elsewhere_changes_no_finding() -> None:
    """What is remembered of sentences gives what a fresh look gives."""
    page = next(one for one in _PAGES if one.path == "billing/download-invoices.md" and one.locale)
    text = page.file.read_text("utf-8")
    desk, fresh = (Desk(Docsets([PROJECT]), lambda _file: None, print) for _ in range(2))
    first = desk.analyse(page.file, text)
    mended, fixed = apply_fixes(text, first.findings[:1])
    assert fixed
    edited = mended + "\nNog een regel.\n"
    assert len(first.findings) > len(fresh.analyse(page.file, edited).findings) > 0
    assert desk.analyse(page.file, edited).findings == fresh.analyse(page.file, edited).findings
    assert desk.analyse(page.file, text).findings == first.findings
