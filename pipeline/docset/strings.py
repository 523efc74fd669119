"""Data files of a docset whose values are texts: which there are, and where their translations stand.

A family names them (`[strings]`). With `{locale}` in its glob, a file stands outside of the folders of pages, in one
that is called after a locale; without, among the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.docset.docset import Docset
from pipeline.docset.family import family_of
from pipeline.docset.layouts.paths import SamePaths
from pipeline.docset.pages import Page, Pages, Tree
from pipeline.families.data_file import FORMS, form_of
from pipeline.families.detect import fits_glob
from pipeline.families.family import Family
from pipeline.families.keys import KeyPath
from pipeline.families.strings import LOCALE, keys_for
from pipeline.files.folders import is_below, real, stands_below, walk
from pipeline.files.remote import located
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class StringPaths(SamePaths):
    """The paths of data files from the docset's root; `source_name` and `name` are what the locales are called there.

    `globs` are those of the family that name such files.
    """

    source_name: str = ""
    name: str = ""
    globs: tuple[str, ...] = ()

    def source(self, path: str) -> str:
        """The source of a localized file."""
        return self._renamed(path, self.name, self.source_name)

    def po(self, path: str) -> str:
        """The PO file of a localized file, in a folder of its own."""
        return f"strings/{self.source(path)}.po"

    def target(self, source: str) -> str:
        """The localized file of a source."""
        return self._renamed(source, self.source_name, self.name)

    def _renamed(self, path: str, old: str, new: str) -> str:
        for glob in self.globs:
            lead, _, tail = glob.partition(LOCALE)
            if path.startswith(lead + old) and fits_glob(path, f"{lead}{old}{tail}"):
                return lead + new + path[len(lead) + len(old) :]
        return path


def string_keys(page: Page, settings: Settings) -> tuple[str, ...]:
    """The keys of a data file whose values are texts; empty where it is none of the family's."""
    family = family_of(settings)
    paths = page.tree.paths
    if isinstance(paths, StringPaths):
        found = keys_for(family.strings, page.path, paths.name)
    else:
        found = keys_for(_among_pages(family), page.path)
    return tuple(key.text for key in found)


def string_pages(docset: Docset) -> Pages:
    """The localized data files."""
    return Pages((tree, there) for tree, there, _ in _found(docset))


def new_string_pages(docset: Docset) -> Pages:
    """The data files that the source has and a locale does not, as the localized files that they will be."""
    return Pages((tree, new) for tree, _, new in _found(docset))


def string_tree(docset: Docset, locale: str, path: str) -> Tree | None:
    """The tree of a localized data file; None where a path is none."""
    if not form_of(path):
        return None
    trees = (tree for tree, there, new in _found(docset) if path in there or path in new)
    return next((tree for tree in trees if tree.locale == locale), None)


def _found(docset: Docset) -> Iterator[tuple[Tree, Sequence[str], Sequence[str]]]:
    family = family_of(docset.settings)
    if not family.strings:
        return
    for tree in docset.trees:
        for own, sources in (_in_tree(docset, family, tree), _in_root(docset, family, tree)):
            if own is None:
                continue
            paths = [own.paths.target(path) for path in sources]
            asked = [
                path
                for path in paths
                if path and stands_below(own.root / path, own.root) and _is_asked(docset, own, path)
            ]
            there = [path for path in asked if (own.root / path).exists()]
            yield own, there, [path for path in asked if path not in set(there)]


def _among_pages(family: Family) -> dict[str, tuple[KeyPath, ...]]:
    return {glob: keys for glob, keys in family.strings.items() if LOCALE not in glob}


def _in_tree(docset: Docset, family: Family, tree: Tree) -> tuple[Tree | None, Sequence[str]]:
    """The sources among the pages, where pages have one path below all roots."""
    globs = _among_pages(family)
    root = tree.source_root
    if not globs or docset.has_layouts or not isinstance(root, Path) or not root.is_dir():
        return None, ()
    return replace(tree, strings=True), sorted(
        path for path in _data_files(root) if keys_for(globs, path)
    )


def _in_root(docset: Docset, family: Family, tree: Tree) -> tuple[Tree | None, Sequence[str]]:
    """The sources in folders that are called after the locale of the sources."""
    globs = tuple(glob for glob in family.strings if LOCALE in glob)
    root = docset.settings.root
    for name in dict.fromkeys(_names(docset.settings.source_locale)):
        known = {glob: family.strings[glob] for glob in globs}
        places = {root / glob.partition(LOCALE)[0] for glob in globs}
        files = {
            path
            for place in places
            if place.is_dir() and is_below(real(place), real(root))
            for path in _data_files(root, place)
        }
        sources = sorted(path for path in files if keys_for(known, path, name))
        if sources:
            paths = StringPaths(name, _name_like(docset, tree, name), globs)
            own = replace(tree, root=root, source_root=root, paths=paths, strings=True)
            return own, sources
    return None, ()


def _data_files(root: Path, folder: Path | None = None) -> Iterator[str]:
    for ending in FORMS:
        for path in walk(root, folder or root, ending):
            if stands_below(root / path, root):
                yield path


def _names(locale: str) -> tuple[str, ...]:
    return locale, locale.lower(), locale.replace("-", "_"), locale.partition("-")[0]


def _name_like(docset: Docset, tree: Tree, source: str) -> str:
    """What a locale is called where that of the sources is called `source`: its folder's name, or as short as that."""
    locale = tree.locale
    same = [one for one in docset.trees if one.locale.partition("-")[0] == locale.partition("-")[0]]
    form = _names(docset.settings.source_locale).index(source)
    if "-" not in docset.settings.source_locale:
        form = 0
    return _names(locale)[form] if form < 3 or len(same) == 1 else locale


def _is_asked(docset: Docset, tree: Tree, path: str) -> bool:
    """Is a file asked for, and not excluded?"""
    if docset.is_excluded(Page(path, tree)):
        return False
    if not docset.paths:
        return True
    file = tree.root / path
    return isinstance(file, Path) and any(
        isinstance(asked, Path) and is_below(real(file), real(asked))
        for asked in map(located, docset.paths)
    )
