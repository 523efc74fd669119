"""What is known of the source that a page was made from, where that is not the source as it is now.

A page may say it itself (a bilingual one), git may know it, or the PO file shows it: by what it recorded of the page's
texts when it was last extracted. Where none of them does, the page is left alone: it is never held against a source
that it was not made from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.errors import PageError
from pipeline.files import files
from pipeline.files.digest import matching_form, sha256, starts_hash
from pipeline.lazy import lazy
from pipeline.markdown.article import Article
from pipeline.po.header import HAND_OFF_HASH, HASH_DIGITS, SOURCE_HASH
from pipeline.provenance.freshness import Freshness, named_commit

if TYPE_CHECKING:
    import polib

    from pipeline.po.recorded import Recorded
    from pipeline.provenance.loaded_page import LoadedPage
    from pipeline.units.page import PageUnits
    from pipeline.units.unit import Unit

_HAND_OFF = re.compile(
    rf'^"{HAND_OFF_HASH}: ([0-9a-f]{{{HASH_DIGITS}}})\\n"$'.encode(), re.MULTILINE
)


class FormerSource:
    """The source that a page was made from."""

    def __init__(self, page: LoadedPage) -> None:
        self._page = page

    @lazy
    def is_stale(self) -> bool:
        """Has the source changed since the page was handed off? As history knows: so that the page has to follow?"""
        page = self._page
        if page.exists and page.history is not None and page.history.is_known:
            return page.history.is_behind
        return page.exists and (page.verdict.freshness is Freshness.STALE or self._has_moved_on)

    @lazy
    def is_named(self) -> bool:
        """Is it known which source the page was made from: does it say so itself, or does history?"""
        return self._page.verdict.freshness is not Freshness.UNVERIFIABLE

    @property
    def is_said(self) -> bool:
        """Does the page say itself which source it was made from, so that no history is needed to know it?"""
        return self.is_named and self._page.history is None

    @lazy
    def article(self) -> Article | None:
        """The source that the page was made from: the one on disk, or the one that git knows; None: neither.

        Of a page of which history knows that parts of it are older, it is the newest one.
        """
        if not self.is_stale or self._page.page.source is None:
            return self._page.source
        return self._in_git

    @lazy
    def vanished(self) -> Article | None:
        """The source that the page was made from, where there is none on disk and git still knows it."""
        return self._in_git if self._page.source_data is None else None

    @lazy
    def _in_git(self) -> Article | None:
        page = self._page
        if page.history is not None:
            return Article(page.history.source, page.syntax) if page.history.source else None
        data = page.source_at(named_commit(page.roles.commit))
        if data is None:
            return None
        if page.family.provenance.hash is not None and not matching_form(data, page.roles.hash):
            return None
        try:
            return Article.parse(data, page.syntax)
        except PageError:
            return None

    @lazy
    def is_unseen(self) -> bool:
        """Is it a stale page that does not say itself what it was made from, and git does not know either?"""
        page = self._page
        return (
            page.source is not None
            and self.is_stale
            and not page.article.is_bilingual
            and self.article is None
        )

    @lazy
    def is_lost(self) -> bool:
        """Is it unseen, and does the PO file not show it either, or can the page's metadata not be read?"""
        return self.is_unseen and not (
            self._page.article.has_readable_metadata and self.recorded and self.recorded.complete
        )

    @lazy
    def recorded(self) -> Recorded | None:
        """What the PO file shows of a page whose former source is unseen; None of others and without a file."""
        if not self.is_unseen or self.po is None or self._is_of_newer_source(self.po):
            return None
        found = self._recorded_in_po
        # of a page as it was extracted, all that could be paired was paired then
        known = self._is_as_extracted and found.has_digests
        return replace(found, complete=True) if known else found

    @lazy
    def borne_out(self) -> PageUnits | None:
        """The units of a page that names no source, held against another than before, if nothing speaks against it."""
        if self.is_stale or not self._is_another or self._agreed is None:
            return None
        return replace(self._held_against_source, units=self._agreed)

    @lazy
    def guessed(self) -> Mapping[str, str | None]:
        """The sources, as PO files hold them, whose text was found in the page by its place only.

        Page and source have both changed, and nothing shows which of the page's texts is whose. With each, the source
        that stood in that place before; empty where it is the same; None where nobody can say.
        """
        if not (self.is_unseen or self._is_another) or self.po is None:
            return {}
        from pipeline.po.entries import po_text
        from pipeline.po.recorded import former_sources

        formers = former_sources(self._recorded_in_po)
        found: dict[str, str | None] = {}
        for unit in self._page.units:
            if unit.target and not unit.certainty:
                former = formers.get(po_text(unit.target))
                found[po_text(unit.source)] = "" if former == unit.source else former
        return found

    @lazy
    def left(self) -> tuple[Unit, ...]:
        """What the PO file shows of texts that a page has for another source than there is now."""
        if not self._is_another:
            return ()
        sources = {unit.source for unit in self._page.units}
        return tuple(unit for unit in self._recorded_in_po.units if unit.source not in sources)

    @lazy
    def paired_with(self) -> str:
        """The hash of the source that a page which does not name one was extracted with, as its PO file says."""
        data = files.read_if_there(self._page.page.po) or b""
        found = _HAND_OFF.search(
            data
        )  # no tool wraps so short a line, and parsing the file takes long
        return found[1].decode() if found else ""

    @lazy
    def po(self) -> polib.POFile | None:
        """The PO file as it stood when the page was loaded; None where there is none, or it cannot be read."""
        from pipeline.po.file import parse_for_page

        try:
            data = files.read_if_there(self._page.page.po)
            return None if data is None else parse_for_page(data)
        except PageError:
            return None  # said where the file is worked on

    @lazy
    def _has_moved_on(self) -> bool:
        """Does the page not name its source, and was it extracted with one that is certainly not that of now?"""
        return self._is_another and (self._is_as_extracted or self._agreed is None)

    @lazy
    def _is_another(self) -> bool:
        """Does the page not name its source, and was it extracted with another than there is now?"""
        page = self._page
        if not page.exists or page.source_data is None or self.is_named or page.page.is_strings:
            return False
        if page.article.is_bilingual or not self.paired_with:
            return False
        return not starts_hash(page.source_data, self.paired_with)

    @lazy
    def _is_as_extracted(self) -> bool:
        from pipeline.po.header import is_of_page

        return self.po is not None and is_of_page(self.po.metadata, sha256(self._page.data))

    @lazy
    def _held_against_source(self) -> PageUnits:
        from pipeline.units.page import read_units

        page = self._page
        keys = page.keys
        return read_units(page.article, page.source, page.page.locale, keys)

    @lazy
    def _agreed(self) -> tuple[Unit, ...] | None:
        """The page held against the source as it is now, where no pair is known to be wrong; else None."""
        from pipeline.po.recorded import borne_out

        return borne_out(self._held_against_source.units, self._recorded_in_po)

    @lazy
    def _recorded_in_po(self) -> Recorded:
        from pipeline.po.recorded import Recorded, recorded_pairs

        if self.po is None:
            return Recorded(())
        page = self._page
        followed = self.po.metadata.get(SOURCE_HASH, "")[:HASH_DIGITS]
        said = page.roles.hash if self.is_named else self.paired_with
        return recorded_pairs(
            page.article,
            self.po,
            page.page.locale,
            page.keys,
            in_order=followed in ("", said[:HASH_DIGITS]),
        )

    def _is_of_newer_source(self, po: polib.POFile) -> bool:
        """Was the file made by an earlier locpipe, which held such pages against the source as it was?

        It claims to be of the hand-off, has the sentences of the newer source, and nobody has confirmed any pair.
        """
        from pipeline.po.entries import entries_of
        from pipeline.po.file import active, is_reviewed
        from pipeline.units.segments import source_units

        page = self._page
        said = page.roles.hash[:HASH_DIGITS]
        if page.source is None or not self.is_named or not said:
            return False
        if po.metadata.get(SOURCE_HASH, "")[:HASH_DIGITS] != said:
            return False
        if any(is_reviewed(entry) for entry in po):
            return False
        fresh = entries_of(source_units(page.source, page.keys))
        there = list(dict.fromkeys(entry.msgid for entry in active(po)))
        sources = [entry.source for entry in fresh]
        if self._recorded_in_po.in_order:
            return there == sources
        return sorted(there) == sorted(
            sources
        )  # a tool has sorted the file, and its order shows nothing
