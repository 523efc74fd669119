"""A page as the editor has it: open buffers go before what is on disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache

from pipeline.docset.pages import Page
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.files.remote import AnyPath
from pipeline.markdown.article import Article
from pipeline.markdown.syntax import Syntax
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.settings import Settings

TextOf = Callable[[AnyPath], str | None]
"""The text of a file that is open in the editor; None where it is not open."""

_BOM = b"\xef\xbb\xbf"


class OpenPage(LoadedPage):
    """A loaded page whose bytes, and whose source's, come from the editor where it has them open."""

    def __init__(self, page: Page, settings: Settings, text_of: TextOf) -> None:
        super().__init__(page, settings)
        self._text_of = text_of

    @cached_property
    def data(self) -> bytes:
        """The page's bytes, as the editor would save them."""
        text = self._text_of(self.page.file)
        return files.read(self.page.file) if text is None else as_bytes(text)

    @cached_property
    def source_data(self) -> bytes | None:
        """The source page's bytes. A buffer without changes is the file, whatever mark its bytes begin with."""
        if self.page.source is None:
            return None
        try:
            on_disk = files.read_if_there(self.page.source)
        except PageError as error:
            raise self.without_source(error) from None
        text = self._text_of(self.page.source)
        if text is None or as_bytes(text) == (on_disk or b"").removeprefix(_BOM):
            return on_disk
        return as_bytes(text)

    @cached_property
    def source(self) -> Article | None:
        """The source page; it changes seldom while its translation is edited, so it is read once for all edits."""
        try:
            return None if self.source_data is None else _read(self.source_data, self.syntax)
        except PageError as error:
            raise self.without_source(error) from None


@lru_cache(maxsize=8)
def _read(data: bytes, syntax: Syntax) -> Article:
    return Article.parse(data, syntax)


def as_bytes(text: str) -> bytes:
    """The bytes of an editor's text. Half a character, which JSON can carry, becomes bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogatepass")
