"""What a page and its PO file add to the translation memory."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.docset.pages import Page
from pipeline.errors import PageError
from pipeline.exchange.memory_unit import MemoryUnit
from pipeline.files import files
from pipeline.memory.fill import entries_to_remember, units_to_remember
from pipeline.po import file as po_files
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.settings import Settings


def remember(page: Page, settings: Settings) -> list[MemoryUnit]:
    """The page's translations, those of its PO file last: they are the latest. Raises PageError."""
    return [*_of_page(page, settings), *_of_po(page)]


def _of_page(page: Page, settings: Settings) -> Iterator[MemoryUnit]:
    if not page.file.exists():
        return
    loaded = LoadedPage(page, settings)
    reviewed = loaded.translation_type == "HT"
    yield from units_to_remember(loaded.units, page.locale, page.path, reviewed=reviewed)


def _of_po(page: Page) -> Iterator[MemoryUnit]:
    data = files.read_if_there(page.po)
    if data is None:
        return
    try:
        yield from entries_to_remember(po_files.parse(data), page.locale, page.path)
    except PageError as error:
        raise error.at(str(page.po)) from None
