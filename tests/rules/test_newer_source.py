"""Links of a page that is behind, which people have set to where the source leads by now."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.markdown.article import Article
from pipeline.rules.context import PageContext
from pipeline.rules.newer_source import stands_in_newer
from pipeline.settings import Settings

THEN = Article("See [the parcels](/docs/parcels/).\n")
NOW = Article("See [the parcels](../shipping/parcels/).\n")


@pytest.mark.parametrize(
    ("made_from", "address", "expected"),
    [
        (THEN, "/docs/shipping/parcels/", True),
        (THEN, "/docs/elsewhere/", False),
        (THEN, "", False),
        (NOW, "/docs/shipping/parcels/", False),
        (None, "/docs/shipping/parcels/", False),
    ],
)
def test_an_address_of_today(made_from: Article | None, address: str, expected: bool) -> None:
    page = PageContext(
        path="a.md",
        locale="nl-NL",
        root=Path(),
        article=Article("Zie [de pakketten](/docs/shipping/parcels/).\n"),
        settings=Settings(root=Path()),
        source=NOW,
        made_from=lambda: made_from,
    )
    assert stands_in_newer(page, address) is expected
