"""The open documents: what is known of each, and its analysis, one at a time and never twice for one text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.docset.pages import Page
from pipeline.errors import UsageError
from pipeline.files.remote import AnyPath
from pipeline.lsp.analysis import Analysis, analyse_page
from pipeline.lsp.docsets import PAGES, PO, Docsets, OpenDocset
from pipeline.lsp.open_page import OpenPage, TextOf
from pipeline.lsp.po_analysis import analyse_po


@dataclass(frozen=True, slots=True)
class Document:
    """An open document that belongs to a docset: a page, or a PO file (`page` is then its page, if there is one)."""

    file: Path
    docset: OpenDocset
    page: Page | None

    @property
    def is_po(self) -> bool:
        """Is it a PO file?"""
        return self.file.suffix == PO


class Desk:
    """Analyses documents. `text_of` gives what the editor has open; `complain` is told of wrong settings, once."""

    def __init__(self, docsets: Docsets, text_of: TextOf, complain: Callable[[str], None]) -> None:
        self.docsets = docsets
        self._text_of = text_of
        self._complain = complain
        self._complained: set[str] = set()
        self._analyses: dict[Path, Analysis] = {}

    def document(self, file: Path) -> Document | None:
        """The document that a file is; None for files of no docset."""
        if file.suffix not in (*PAGES, PO):
            return None
        file = file.resolve()
        try:
            docset = self.docsets.of(file)
            if docset is None:
                return None
            if file.suffix == PO:
                return Document(file, docset, docset.page_of_po(file))
            page = docset.page(file)
        except UsageError as error:
            self._complain_once(str(error))
            return None
        return Document(file, docset, page) if page is not None else None

    def loaded(self, document: Document, page: Page | None = None) -> OpenPage | None:
        """The document's page (or another of its docset) as the editor has it."""
        page = page or document.page
        return OpenPage(page, document.docset.settings, self._text_of) if page else None

    def analyse(self, file: Path, text: str, *, afresh: bool = False) -> Analysis:
        """The findings of a document with this text. `afresh`: what is remembered of it may have changed on disk."""
        before = self._analyses.get(file)
        if before is not None and before.text == text and not afresh:
            return before
        document = self.document(file)
        analysis = Analysis(text)
        if document is not None:
            analysis = self._analysed(document, text, None if afresh else before)
        self._analyses[file] = analysis
        return analysis

    def close(self, file: Path) -> None:
        """Forget a document."""
        self._analyses.pop(file, None)

    def forget_settings(self) -> None:
        """Read the settings of all docsets again."""
        self.docsets.forget()
        self._analyses.clear()
        self._complained.clear()

    def translations(self, document: Document) -> list[OpenPage]:
        """The localized pages of a source page."""
        page = document.page
        if page is None or not page.is_source:
            return []
        found = (self.loaded(document, one) for one in document.docset.translations(page))
        return [one for one in found if one is not None]

    def _analysed(self, document: Document, text: str, before: Analysis | None) -> Analysis:
        def text_of(file: AnyPath) -> str | None:
            return text if file == page_file else self._text_of(file)

        page, policy = document.page, document.docset.policy
        page_file = page.file if page is not None and not document.is_po else None
        loaded = OpenPage(page, document.docset.settings, text_of) if page is not None else None
        try:
            if document.is_po or loaded is None:
                return analyse_po(text, document.file.name, loaded, policy)
            return analyse_page(loaded, text, policy, before)
        except UsageError as error:  # settings that name a schema that is none
            self._complain_once(str(error))
            return Analysis(text)

    def _complain_once(self, message: str) -> None:
        if message not in self._complained:
            self._complained.add(message)
            self._complain(message)
