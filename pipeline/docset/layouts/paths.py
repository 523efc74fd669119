"""What a page's path says of its other files: its source, its PO file, and where it is built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pipeline.docset.layouts.layout import MARKDOWN, Layout, PageKey
from pipeline.docset.layouts.template import split

_PO = ".po"
_OTHERS = (".mdx", ".markdown")
_FIRST_VERSION = "current"
"""What a version is called of which a locale has no page yet (Docusaurus calls it so)."""


class Paths(Protocol):
    """From one path of a locale's pages to another, each relative to its own root, with `/`."""

    def source(self, path: str) -> str:
        """The source of a localized page."""

    def po(self, path: str) -> str:
        """The PO file of a localized page."""

    def out(self, path: str) -> str:
        """The built page."""

    def target(self, source: str) -> str:
        """The localized page of a source; empty where the locale is to have none."""

    def page_of_po(self, po: str) -> str:
        """The localized page of a PO file; empty where there can be none."""


@dataclass(frozen=True, slots=True)
class SamePaths:
    """A page has one path below all of its roots."""

    def source(self, path: str) -> str:
        """The same path."""
        return path

    def po(self, path: str) -> str:
        """The path with another suffix."""
        return path.removesuffix(MARKDOWN) + _PO

    def out(self, path: str) -> str:
        """The same path."""
        return path

    def target(self, source: str) -> str:
        """The same path."""
        return source

    def page_of_po(self, po: str) -> str:
        """The path with another suffix."""
        stem = po.removesuffix(_PO)
        suffix = stem[stem.rfind(".") :].lower() if "." in stem else ""
        is_page = suffix in _OTHERS or (suffix == MARKDOWN and not stem.endswith(MARKDOWN))
        return stem if is_page else stem + MARKDOWN


@dataclass(frozen=True, slots=True)
class InLayout:
    """A layout as it is in one locale: what its paths call the locale, and the versions that it has there."""

    layout: Layout
    name: str
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutPaths:
    """The paths of one locale's pages in layouts.

    Localized pages are relative to `base`, sources to `source_base`; both are folders from where the templates begin,
    empty for that place itself.
    """

    layouts: tuple[InLayout, ...]
    base: str
    source_base: str

    def source(self, path: str) -> str:
        """The source of a localized page. Raises ValueError for a path that no layout has."""
        one, key = self._page(path)
        return below(one.layout.source_file(key), self.source_base)

    def po(self, path: str) -> str:
        """The PO file of a localized page. Raises ValueError for a path that no layout has."""
        one, key = self._page(path)
        return one.layout.po_file(key)

    def out(self, path: str) -> str:
        """The built page. Raises ValueError for a path that no layout has."""
        one, key = self._page(path)
        return one.layout.out_file(key, one.name)

    def target(self, source: str) -> str:
        """The localized page of a source: of the current version, or the last, where only translations have one."""
        file = joined(self.source_base, source)
        for one in self.layouts:
            key = one.layout.source_of(file)
            if key is None:
                continue
            if "version" in one.layout.target.holes and not key.version:
                known = not one.versions or _FIRST_VERSION in one.versions
                key = PageKey(key.path, _FIRST_VERSION if known else max(one.versions))
            return below(one.layout.target_file(key, one.name), self.base)
        return ""

    def page_of_po(self, po: str) -> str:
        """The localized page of a PO file; empty where no layout has such a file."""
        for one, key in self._keys_of_po(po):
            if one.layout.po_file(key) == po:
                return below(one.layout.target_file(key, one.name), self.base)
        return ""

    def _page(self, path: str) -> tuple[InLayout, PageKey]:
        file = joined(self.base, path)
        for one in self.layouts:
            found = one.layout.target_of(file)
            if found is not None and found[1] == one.name:
                return one, found[0]
        raise ValueError(f"no layout has a page {file!r}")

    def _keys_of_po(self, po: str) -> Iterator[tuple[InLayout, PageKey]]:
        for one in self.layouts:
            lead = f"{one.layout.name}/" if one.layout.name else ""
            if not po.startswith(lead) or not po.endswith(_PO):
                continue
            version, path = "", po[len(lead) : -len(_PO)]
            if "version" in one.layout.target.holes:
                version, _, path = path.partition("/")
            suffixes = one.layout.source.suffixes
            path = path if split(path, suffixes)[1] else path + MARKDOWN
            if path.strip("/") == path and path not in suffixes:
                yield one, PageKey(path, version)


def joined(base: str, path: str) -> str:
    """A path below a folder, which is empty for the place that paths begin at."""
    return f"{base.rstrip('/')}/{path}" if base else path


def below(file: str, base: str) -> str:
    """A file as a path from a folder above it, which is empty for the place that paths begin at."""
    return file[len(base.rstrip("/")) + 1 :] if base else file
