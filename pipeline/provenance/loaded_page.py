"""A page with what belongs to it, each part read when it is first asked for, and once for all jobs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.docset.docset import shown
from pipeline.docset.family import family_of, translated_keys
from pipeline.docset.pages import MDX, PAGE, Page
from pipeline.docset.strings import string_keys
from pipeline.errors import PageError
from pipeline.families.data_file import data_syntax, form_of
from pipeline.families.family import Family
from pipeline.families.roles import Roles
from pipeline.families.syntax import syntax_of
from pipeline.files import files, reads
from pipeline.files.digest import matching_form
from pipeline.files.folders import stands_below
from pipeline.lazy import lazy
from pipeline.markdown.article import Article
from pipeline.markdown.conflicts import refuse_conflicts
from pipeline.markdown.syntax import Syntax
from pipeline.provenance.former_source import FormerSource
from pipeline.provenance.freshness import Freshness, Verdict, is_named, named_commit, verdict
from pipeline.provenance.handed_off import handed_off
from pipeline.provenance.page_roles import roles_of
from pipeline.provenance.page_versions import Languages
from pipeline.settings import Settings
from pipeline.units.unit import SURE, Unit

if TYPE_CHECKING:
    from pipeline.provenance.page_history import PageHistory
    from pipeline.units.carry import Carried
    from pipeline.units.page import PageUnits
    from pipeline.units.strings import Strings


class LoadedPage:
    """One page's bytes, article, source and units. Reading what is not there, or cannot be read, raises PageError."""

    def __init__(self, page: Page, settings: Settings) -> None:
        self.page = page
        self.settings = settings

    @lazy
    def family(self) -> Family:
        """The docs family that the page is of."""
        return family_of(self.settings)

    @lazy
    def keys(self) -> tuple[str, ...]:
        """The metadata that is translated, or the keys of a data file whose values are texts."""
        if self.page.is_strings:
            return string_keys(self.page, self.settings)
        return translated_keys(self.settings)

    @lazy
    def syntax(self) -> Syntax:
        """How the page and its source are written."""
        if self.page.is_strings:
            return data_syntax(form_of(self.page.path))
        return syntax_of(self.family)

    @lazy
    def roles(self) -> Roles:
        """What the page says of where it came from."""
        return roles_of(self.article, self.family)

    @lazy
    def data(self) -> bytes:
        """The page's bytes."""
        return files.read(self.page.file)

    @lazy
    def article(self) -> Article:
        """The page, decoded. A data file that cannot be read raises PageError, as nothing in it could be told apart."""
        return self._read(self.data)

    def _read(self, data: bytes) -> Article:
        article = Article.parse(data, self.syntax)
        if self.page.is_strings:
            _ = article.head
        return article

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
            source = self._read(self.source_data)
            refuse_conflicts(source.text)
        except PageError as error:
            raise self.without_source(error) from None
        return source

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
        return verdict(
            self.article,
            self.source_data,
            self.family,
            at_commit=self.source_at,
            history=lambda: self.history,
            sources_at_hand=at_hand,
        )

    @lazy
    def history(self) -> PageHistory | None:
        """What git's history says of a page that does not name its source; None of one that does, or is to."""
        if self.page.is_source or self.page.is_strings:
            return None
        if not self.exists or is_named(self.article, self.family):
            return None
        from pipeline.provenance.page_history import page_history  # only where it is asked

        languages = Languages(target=self.page.locale, keys=self.keys, syntax=self.syntax)
        endings = tuple(sorted({*self.family.layout.pages, PAGE, MDX}))
        return page_history(self.page, self.data, self.source_data, languages, endings)

    @lazy
    def is_cosmetic(self) -> bool:
        """Is the page stale, as far as is known, by changes only that no translation has to follow?"""
        from pipeline.provenance.cosmetic import is_cosmetic

        if self.verdict.freshness is not Freshness.STALE or self.source is None:
            return False
        if self.history is not None:
            return self.history.verdict.cosmetic
        commit = named_commit(self.roles.commit)
        then = self.source_at(commit) if commit else None
        if then is None or (self.roles.hash and matching_form(then, self.roles.hash) is None):
            return False
        try:
            return is_cosmetic(Article.parse(then, self.syntax), self.source, self.keys)
        except PageError:
            return False

    def source_at(self, commit: str) -> bytes | None:
        """The bytes of the source at a commit; None where git does not know them."""
        place = self.page.source
        found = handed_off(place, commit) if place is not None else None
        if found is None:
            reads.failed()  # git may know it the next time
        return found

    @lazy
    def former(self) -> FormerSource:
        """What is known of the source that the page was made from."""
        return FormerSource(self)

    @property
    def is_stale(self) -> bool:
        """Has the source changed since the page was handed off?"""
        return self.former.is_stale

    @property
    def hand_off(self) -> Article | None:
        """The source that the page was translated from: the one on disk, or the one that git knows; None: neither."""
        return self.former.article

    @lazy
    def is_behind(self) -> bool:
        """Is the page to be made anew from its source: because there is none yet, or because the source has changed?

        What it was translated from must be known, by its own bilingual text, by git or by the PO file; else nobody can
        say which of its sentences are still right.
        """
        if self.source is None:
            return False
        if not self.exists:
            return True
        if self.page.is_strings:
            return self._lacks_keys
        # a page made anew would lose what its metadata says
        is_readable = self.article.has_readable_metadata
        return is_readable and self.is_stale and not self.former.is_lost

    @lazy
    def page_units(self) -> PageUnits:
        """The units of the page as it is, and why there are none where there should be some.

        A published page whose former source is unseen has only what its PO file proves.
        """
        from pipeline.units.page import PageUnits, read_units  # not every job asks for units

        if not self.exists:
            return PageUnits((), "the page is not translated yet")
        refuse_conflicts(self.article.text)
        if self.page.is_strings:
            reason = "" if self.strings else "the source of the data file is not at hand"
            return PageUnits(self.strings.units if self.strings else (), reason)
        _ = self.source  # asked for in any case: one that cannot be read is no missing one
        if self.former.is_unseen:
            proven = self.former.recorded.units if self.former.recorded is not None else ()
            is_known = proven or not self._has_texts
            return PageUnits(
                proven, "" if is_known else "nobody knows which source it was made from"
            )
        if self.former.borne_out is not None:
            return self.former.borne_out
        found = read_units(self.article, self.hand_off, self.page.locale, self.keys)
        if self.history is not None and self.history.is_behind:
            return replace(found, units=self.history.with_origins(found.units, self.article))
        return found

    @lazy
    def _lacks_keys(self) -> bool:
        """Has the source of a data file items that cannot be put into the file, which has none of its own?"""
        found = self.strings
        if found is None or found.added:
            return False
        both = zip(found.units, found.texts, strict=True)
        return any(unit.target_range is None and not text.has_keys_alone for unit, text in both)

    @lazy
    def strings(self) -> Strings | None:
        """A data file held against its source; None of a page, and where there is no source.

        A text that translated another source, as the PO file shows, is no translation of what stands under its key now.
        """
        from pipeline.po.translated_then import TranslatedThen
        from pipeline.units.strings import strings

        if not self.page.is_strings or self.source is None:
            return None
        found = strings(self.source, self.article if self.exists else None, self.keys)
        if self.former.po is None:
            return found
        then = TranslatedThen(self.former.po)
        units = tuple(
            unit._replace(target="") if then.is_of_another(unit.source, unit.target) else unit
            for unit in found.units
        )
        return replace(found, units=units)

    @property
    def _has_texts(self) -> bool:
        """Is there anything to translate in the source as it is now?"""
        from pipeline.units.segments import source_units

        keys = self.keys
        return self.source is not None and bool(source_units(self.source, keys))

    @property
    def units(self) -> tuple[Unit, ...]:
        """The page's translation units."""
        return self.page_units.units

    @lazy
    def looked_at(self) -> tuple[Unit, ...]:
        """The units that translation rules look at: the page's, without doubtful pairs; else its targets alone.

        Of a pair that may not belong together, all that is said would be said of the pairing. Where no source shows
        what the page was made from, what needs only the target is judged.
        """
        from pipeline.units.targets import target_units

        if self.page_units.reason and self.exists and not self.page.is_source:
            return target_units(self.article, self.page.locale, self.keys)
        return tuple(unit for unit in self.units if unit.certainty >= SURE)

    @lazy
    def carried(self) -> Carried:
        """The units of the source as it is now, with the translations that the page has for what stayed the same.

        Only of a page that is behind; raises ValueError of others.
        """
        from pipeline.units.carry import Carried, carry
        from pipeline.units.segments import source_units

        if self.source is None:
            raise ValueError("there is no source to follow")
        if self.strings is not None:
            return Carried(self.strings.units, ())
        return carry(self.units, source_units(self.source, self.keys))

    @property
    def left(self) -> tuple[Unit, ...]:
        """What the page has of texts that its source has no more, as far as that is known."""
        return self.carried.left if self.is_behind else self.former.left

    @lazy
    def translation_type(self) -> str:
        """`MT`, `HT` or empty."""
        return self.roles.type
