"""A page with what belongs to it, each part read when it is first asked for, and once for all jobs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.article.article import Article
from pipeline.docset import shown
from pipeline.errors import PageError
from pipeline.lazy import lazy
from pipeline.pages import Page
from pipeline.provenance.freshness import Freshness, Verdict, verdict
from pipeline.provenance.handed_off import handed_off
from pipeline.rules.context import PageContext, translation_type
from pipeline.settings import Settings
from pipeline.text import files, reads
from pipeline.text.digest import matching_form
from pipeline.text.folders import stands_below
from pipeline.units.unit import Unit

if TYPE_CHECKING:
    from pipeline.units.carry import Carried
    from pipeline.units.page import PageUnits

_UNSURE = 0.4  # below what is taken for a pair (`pipeline.units.unit.SURE`)


class LoadedPage:
    """One page's bytes, article, source and units. Reading what is not there, or cannot be read, raises PageError."""

    def __init__(self, page: Page, settings: Settings) -> None:
        self.page = page
        self.settings = settings

    @lazy
    def data(self) -> bytes:
        """The page's bytes."""
        return files.read(self.page.file)

    @lazy
    def article(self) -> Article:
        """The page, decoded."""
        return Article.parse(self.data)

    @lazy
    def source_data(self) -> bytes | None:
        """The bytes of the source page, or None where it is not at hand (or a link leads out of the source tree)."""
        source, root = self.page.source, self.page.source_root
        if source is None or root is None or not stands_below(source, root):
            return None
        try:
            return files.read_if_there(source)
        except PageError as error:
            raise self.without_source(error) from None

    @lazy
    def source(self) -> Article | None:
        """The source page; None where it is not at hand."""
        if self.source_data is None:
            return None
        try:
            return Article.parse(self.source_data)
        except PageError as error:
            raise self.without_source(error) from None

    def without_source(self, error: PageError) -> PageError:
        """An error in the source page, as one of this page: without its source it cannot be worked on."""
        name = shown(self.page.source, self.settings.root) if self.page.source else ""
        where = PageError(error.message, path=name, line=error.line, column=error.column)
        return PageError(f"the source cannot be read: {where}")

    @lazy
    def exists(self) -> bool:
        """Is there a localized page, or is its source still to be translated?"""
        return self.page.file.exists()

    @lazy
    def verdict(self) -> Verdict:
        """How the page stands to its source."""
        root = self.page.source_root
        at_hand = root is not None and root.is_dir()
        return verdict(self.article, self.source_data, sources_at_hand=at_hand)

    @lazy
    def is_stale(self) -> bool:
        """Has the source changed since the page was handed off?"""
        return self.exists and self.verdict.freshness is Freshness.STALE

    @lazy
    def hand_off(self) -> Article | None:
        """The source that the page was translated from: the one on disk, or the one that git knows; None: neither."""
        if not self.is_stale or self.page.source is None:
            return self.source
        data = handed_off(self.page.source, self.article.meta("ms.sourcegitcommit"))
        if data is None:
            reads.failed()  # git may know it the next time
        if data is None or not matching_form(data, self.article.meta("ms.openlocfilehash")):
            return None
        try:
            return Article.parse(data)
        except PageError:
            return None

    @lazy
    def is_behind(self) -> bool:
        """Is the page to be made anew from its source: because there is none yet, or because the source has changed?

        What it was translated from must be known, by its own bilingual text or by git; else nobody can say which of
        its sentences are still right.
        """
        if self.source is None:
            return False
        known = not self.exists or self.article.is_bilingual or self.hand_off is not None
        return known and (not self.exists or self.is_stale)

    @lazy
    def page_units(self) -> PageUnits:
        """The units of the page as it is, and why there are none where there should be some.

        A published page whose hand-off nobody knows is held against the source as it is now, and none of the pairs
        is taken for certain.
        """
        from pipeline.units.page import PageUnits, read_units  # not every job asks for units

        if not self.exists:
            return PageUnits((), "the page is not translated yet")
        source = self.source  # asked for in any case: one that cannot be read is no missing one
        keys, locale = self.settings.translated_metadata, self.page.locale
        if self.hand_off is not None or self.article.is_bilingual or source is None:
            return read_units(self.article, self.hand_off, locale, keys)
        found = read_units(self.article, source, locale, keys)
        doubtful = (unit._replace(certainty=min(unit.certainty, _UNSURE)) for unit in found.units)
        return replace(found, units=tuple(doubtful))

    @property
    def units(self) -> tuple[Unit, ...]:
        """The page's translation units."""
        return self.page_units.units

    @lazy
    def carried(self) -> Carried:
        """The units of the source as it is now, with the translations that the page has for what stayed the same.

        Only of a page that is behind; raises ValueError of others.
        """
        from pipeline.units.carry import carry
        from pipeline.units.segments import source_units

        if self.source is None:
            raise ValueError("there is no source to follow")
        return carry(self.units, source_units(self.source, self.settings.translated_metadata))

    @lazy
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
