"""A layout: the template of source pages beside the template of their translations, and where their files go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.docset.layouts.template import PAGE_SUFFIXES, Place, Template, split

MARKDOWN = ".md"
"""The suffix that the name of a PO file leaves out."""


class PageKey(NamedTuple):
    """A page of a layout, whatever its locale. `version` is empty where the layout has none."""

    path: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where sources and translations stand.

    `locale` is the one locale of a target without `{locale}` (BCP 47), else empty. `name` is the folder that the
    layout's PO files and built pages have to themselves; it is empty where the docset has no other layout.
    """

    source: Template
    target: Template
    locale: str = ""
    name: str = ""

    def source_of(self, file: str) -> PageKey | None:
        """The page that a file is the source of, as far as its path says; None where the template does not fit."""
        place = self.source.match(file)
        return PageKey(place.path, place.version) if place else None

    def target_of(self, file: str) -> tuple[PageKey, str] | None:
        """The page that a file is a translation of, and its locale's name as the path has it."""
        place = self.target.match(file)
        return (PageKey(place.path, place.version), place.locale or self.locale) if place else None

    def source_file(self, page: PageKey) -> str:
        """Where the source of a page stands."""
        return self.source.fill(Place(page.path, version=page.version))

    def target_file(self, page: PageKey, locale_name: str) -> str:
        """Where a page stands in a locale, which is given by its name in paths (`zh_CN`)."""
        return self.target.fill(Place(page.path, locale_name, page.version))

    def po_file(self, page: PageKey) -> str:
        """The page's PO file, relative to the locale's folder of PO files. No two pages of a docset share one."""
        stem, suffix = split(page.path, self.source.suffixes)
        plain = suffix == MARKDOWN and not stem.endswith(self.source.suffixes)
        return self._below(page, (stem if plain else page.path) + ".po")

    def out_file(self, page: PageKey, locale_name: str) -> str:
        """The built page, relative to the locale's folder of built pages; its file has the name it has in place."""
        folder = page.path.rpartition("/")[0]
        name = self.target_file(page, locale_name).rpartition("/")[2]
        return self._below(page, f"{folder}/{name}" if folder else name)

    def _below(self, page: PageKey, path: str) -> str:
        return "/".join(part for part in (self.name, page.version, path) if part)

    def is_source(self, source: PageKey | None, target: tuple[PageKey, str] | None) -> bool:
        """Of a file that fits both templates: is it a source page, and nobody's translation?

        The template that prescribes more is meant: `content/en/` before `content/{locale}/`, and
        `{stem}.{locale}.md` before `{stem}.md`.
        """
        if source is None or target is None:
            return source is not None
        return self.source.literals > self.target.literals


def from_settings(
    source: str, content: str, locale: str = "", suffixes: tuple[str, ...] = PAGE_SUFFIXES
) -> Layout:
    """The one layout that `source` and `content` stand for: two roots with the same paths below them.

    `content` holds `{locale}`, or is the root of the one `locale`. Raises UsageError as `pair` does.
    """
    from pipeline.docset.layouts.parse import pair

    return pair(source, content, locale=locale, suffixes=suffixes, anywhere=True)
