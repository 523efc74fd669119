"""A page with what belongs to it, each part read when it is first asked for, and once for all jobs."""

from __future__ import annotations

from functools import cached_property

from pipeline.article.article import Article
from pipeline.docset import Page
from pipeline.errors import PageError
from pipeline.rules.context import PageContext, translation_type
from pipeline.settings import Settings
from pipeline.text import files
from pipeline.units.bilingual import bilingual_units
from pipeline.units.unit import Unit


class LoadedPage:
    """One page's bytes, article, source and units. Reading what is not there raises PageError."""

    def __init__(self, page: Page, settings: Settings) -> None:
        self.page = page
        self.settings = settings

    @cached_property
    def data(self) -> bytes:
        """The page's bytes."""
        return files.read(self.page.file)

    @cached_property
    def article(self) -> Article:
        """The page, decoded."""
        return Article.parse(self.data)

    @cached_property
    def source_data(self) -> bytes | None:
        """The bytes of the source page, or None where it is not at hand."""
        return files.read_if_there(self.page.source) if self.page.source else None

    @cached_property
    def source(self) -> Article | None:
        """The source page; None where it is not at hand or cannot be decoded (it is reported by itself)."""
        if self.source_data is None:
            return None
        try:
            return Article.parse(self.source_data)
        except PageError:
            return None

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The page's translation units."""
        return bilingual_units(self.article)

    @cached_property
    def translation_type(self) -> str:
        """`MT`, `HT` or empty."""
        return translation_type(self.article.meta("ms.translationtype"))

    def context(
        self, article: Article | None = None, units: tuple[Unit, ...] | None = None
    ) -> PageContext:
        """What rules are given; `article` and `units` default to the page as it stands on disk."""
        return PageContext(
            path=self.page.path,
            locale=self.page.locale,
            root=self.page.root,
            article=self.article if article is None else article,
            settings=self.settings,
            source=self.source,
            source_root=self.page.source_root,
            units=self.units if units is None else units,
        )
