"""No view of a page takes more work than its text asks for: counted in steps, so that no clock decides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.docset.docset import Docset
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rules.policy import Policy
from pipeline.settings import Settings
from pipeline.web.collect import shown, survey
from pipeline.web.exchanged import exchanged
from pipeline.web.review.checking import check_text
from tests.growth import grows
from tests.steps import lines_run
from tests.web.conftest import page, unit

SMALL, LARGE = 500, 4_000
PIECES = ["`<", "*_[`< ", "<a  ", "[a](b) ", "**a ", "a , ", "word ", "1 2 3. "]
Make = Callable[..., Path]


def _loaded(root: Path, *blocks: str) -> LoadedPage:
    (root / "content/nl-NL/a.md").write_text(page(*blocks), "utf-8")
    docset = Docset(Settings(root=root))
    return LoadedPage(docset.pages()[0], docset.settings)


@pytest.fixture
def root(docset: Make) -> Path:
    return docset({"content/nl-NL/a.md": ""})


def _drawn(loaded: LoadedPage) -> None:
    found = survey(loaded, Policy({}))
    view = shown(exchanged(loaded), found.row, found.findings)
    assert view.article
    assert view.units
    for one in view.findings:
        view.goal(one)


@pytest.mark.parametrize("piece", PIECES)
def test_a_page_is_drawn(root: Path, piece: str) -> None:
    def steps(text: str) -> int:
        loaded = _loaded(root, unit(101, text, "Pay the bill."))
        return lines_run(lambda: _drawn(loaded))

    assert not grows(steps, piece, SMALL, LARGE)


def test_a_page_of_many_units_with_findings_is_drawn(root: Path) -> None:
    def steps(text: str) -> int:
        blocks = (
            unit(number, "Betaal  nu .", "Pay.") for number in range(101, 101 + len(text) // 40)
        )
        loaded = _loaded(root, *blocks)
        return lines_run(lambda: _drawn(loaded))

    assert not grows(steps, "x", SMALL, LARGE)


@pytest.mark.parametrize("piece", PIECES)
def test_a_typed_text_is_checked(root: Path, piece: str) -> None:
    def steps(text: str) -> int:
        loaded = _loaded(root, unit(101, "Betaal nu.", "Pay now."))
        key = exchanged(loaded).keys[0]
        return lines_run(lambda: check_text(loaded, Policy({}), key, text))

    assert not grows(steps, piece, SMALL, LARGE)
