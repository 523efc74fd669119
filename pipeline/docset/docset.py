"""Which pages exist, how locales pair up, and where what is written goes. No path leaves its root."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pipeline.docset.folder_locale import LOCALE, folder_locale
from pipeline.docset.layouts.listing import Listing, layouts_in, list_pages
from pipeline.docset.layouts.paths import Paths, SamePaths
from pipeline.docset.locale_folders import locale_folders, why_none
from pipeline.docset.pages import MDX, PAGE, Page, Pages, Tree
from pipeline.docset.selection import Selection, inside, is_at, page_path
from pipeline.errors import UsageError
from pipeline.files import stores
from pipeline.files.remote import AnyPath, Remote, located, relative
from pipeline.files.temporary import tidy_below
from pipeline.settings import Settings

_SAME = SamePaths()


@dataclass(frozen=True)
class Docset:
    """The pages that a command works on, as its settings and options say.

    `content` is the root of one locale's pages where an option names it outright; `paths` are the pages or folders
    asked for, as given (relative to the current folder or to a root). `endings` are those of names of pages, where
    no layouts say it: all that any family has, until the docset's family is known.
    """

    settings: Settings
    content: AnyPath | None = None
    source: AnyPath | None = None
    locales: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    endings: tuple[str, ...] = (PAGE, MDX)
    _found: dict[Tree, Sequence[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    other_case: set[str] = field(default_factory=set, init=False, repr=False, compare=False)
    """Files that were met which are no pages, because their names end in `.MD` or the like."""

    links: set[str] = field(default_factory=set, init=False, repr=False, compare=False)
    """Links to pages, or to folders of them, that were met and are not followed."""

    def __post_init__(self) -> None:
        stores.forget()

    @cached_property
    def _listing(self) -> Listing | None:
        """What the layouts of the settings find; None where folders of locales say all, or an option names one."""
        layouts = layouts_in(self.settings) if self.content is None else ()
        if not layouts:
            return None
        if self.source is not None:
            raise UsageError(
                "--source: the layouts in the settings say where sources are; name --content, too"
            )
        asked = self.locales or self.settings.locales
        return list_pages(self.settings, layouts, asked, self.other_case, self.links)

    @property
    def has_layouts(self) -> bool:
        """Do layouts say which pages there are? Else folders of locales do, or one that an option names."""
        return self._listing is not None

    @property
    def _selection(self) -> Selection:
        return Selection(
            self.paths, self.settings.exclude, self.suffixes, self.other_case, self.links
        )

    @cached_property
    def source_root(self) -> AnyPath | None:
        """Root of the source pages; it need not exist. None where only a root of localized pages was named."""
        if self._listing is not None:
            return located(self._listing.source_base or ".", self.settings.root)
        if self.content is not None and self.source is None and layouts_in(self.settings):
            return None
        default = located(self.settings.source, self.settings.root)
        if self.source is not None or self.content is None:
            return self.source or default
        return default if self.content.parent.resolve() == default.parent.resolve() else None

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        """The localized trees to work on. Raises UsageError where one that was asked for does not exist."""
        if self._listing is not None:
            return tuple(
                self._tree(tag, located(paths.base or ".", self.settings.root), paths)
                for tag, paths in self._listing.paths.items()
            )
        for locale in self.locales:
            if not LOCALE.fullmatch(locale):
                raise UsageError(f"--locale {locale}: not a locale such as nl-NL")
        if self.content is not None:
            if not self.content.is_dir():
                raise UsageError(f"no such folder: {self.content}")
            if len(self.locales) > 1:
                raise UsageError(
                    "--content is the root of one locale's pages: give one --locale with it"
                )
            locale = self.locales[0] if self.locales else folder_locale(self.content, self.settings)
            return (self._tree(locale, self.content),)
        wanted = self.locales or self.settings.locales
        folders = locale_folders(self.settings, self.source_root, wanted)
        found = {locale: self._tree(locale, root) for locale, root in folders}
        if not wanted:
            return tuple(found.values())
        if missing := [locale for locale in wanted if locale not in found]:
            why = why_none(self.settings, self.source_root, missing[0], found)
            raise UsageError(f"no pages for locale {missing[0]}: {why}")
        return tuple(found[locale] for locale in dict.fromkeys(wanted))

    def pages(self) -> Pages:
        """The localized pages, by locale and path. Raises UsageError for a path that is nowhere in the docset."""
        return Pages((tree, self._selected(tree)) for tree in self.trees)

    def new_pages(self) -> Pages:
        """The pages that the source has and a locale does not, as the localized pages that they will be."""
        if self._sources is None:
            return Pages(())
        sources = self._selected(self._sources)
        found = []
        for tree in self.trees:
            there = set(self._selected(tree))
            paths = filter(None, map(tree.paths.target, sources))
            new = [path for path in paths if path not in there and not (tree.root / path).exists()]
            found.append((tree, new))
        return Pages(found)

    def tidy(self) -> None:
        """Clear away what killed processes have left half-written beside pages and PO files. It is always safe."""
        for tree in self.trees:
            for folder in (tree.root, tree.po, tree.out):
                if isinstance(folder, Path):
                    tidy_below(str(folder))

    def source_pages(self) -> Pages:
        """The source pages asked for, by path."""
        if self._sources is None:
            return Pages(())
        return Pages([(self._sources, self._selected(self._sources))])

    @cached_property
    def _sources(self) -> Tree | None:
        """The tree of the source pages."""
        return self._tree("", self.source_root) if self.source_root is not None else None

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The pages that were asked for and are left out all the same, as the settings say (`exclude`)."""
        if not self.settings.exclude:
            return ()
        return tuple(
            path
            for path in self.paths
            if any(
                self._is_left_out(page, tree)
                for tree in self.all_trees
                if (page := page_path(inside(path, tree.root), tree.root, self.suffixes))
            )
        )

    def _is_left_out(self, page: str, tree: Tree) -> bool:
        is_listed = self._listing is not None and page in self.listed(tree)
        return self._selection.is_excluded(page, *((tree.paths.source(page),) if is_listed else ()))

    def is_excluded(self, page: Page) -> bool:
        """Do the settings leave a page alone?"""
        return self._selection.is_excluded(page.path, page.source_path)

    def names_page(self, path: str) -> bool:
        """Is a path that was asked for one of a page in the layouts?"""
        return any(self._matching(tree, path) for tree in self.all_trees)

    @property
    def all_trees(self) -> tuple[Tree, ...]:
        """The localized trees, and that of the sources."""
        return (*self.trees, *((self._sources,) if self._sources is not None else ()))

    def _matching(self, tree: Tree, path: str) -> Sequence[str]:
        """The pages of a tree in layouts that are at a path that was asked for, or below it.

        The path is one of a file or a folder, or begins at the root of the sources.
        """
        pages = self.listed(tree)
        found = inside(path, tree.root)
        if found is not None:
            here = relative(found, tree.root) or "."
            return [page for page in pages if is_at(page, here)]
        if located(path).exists():
            return ()
        return [page for page in pages if is_at(tree.paths.source(page), path)]

    def tree_at(self, locale: str, root: AnyPath) -> Tree:
        """The tree of a locale whose pages stand, or stood, below a folder."""
        return self._tree(locale, root)

    def _tree(self, locale: str, root: AnyPath, paths: Paths = _SAME) -> Tree:
        return Tree(
            locale=locale,
            root=root,
            source_root=self.source_root if locale else None,
            po=self.place(self.settings.po, locale),
            out=self.place(self.settings.out, locale),
            paths=paths,
        )

    def place(self, pattern: str, locale: str) -> AnyPath:
        """The folder or file that a setting with `{locale}` names for a locale."""
        return located(pattern.replace("{locale}", locale), self.settings.root)

    def with_endings(self, endings: tuple[str, ...]) -> Docset:
        """The same docset, whose pages' names end so."""
        if self.has_layouts or set(endings) == set(self.endings):
            return self
        same = self._like(replace(self, endings=endings))
        if set(endings) < set(self.endings):
            same._met(self)
            for tree, paths in self._found.items():
                same._found[tree] = [path for path in paths if path.endswith(endings)]
        return same

    def other_files(self, endings: tuple[str, ...]) -> Pages:
        """The files beside the pages whose names end so, as pages: of the sources, and of each locale.

        Where locales share a folder with their sources, a file is the sources'.
        """
        if not self.has_layouts:
            of_files = self.with_endings(endings)
            return of_files.source_pages() + of_files.pages()
        chosen = Selection(self.paths, self.settings.exclude, endings, set(), set())
        places = {str(self.source_root): ""}
        for tree in self.trees:
            places.setdefault(str(tree.root), tree.locale)
        found = []
        for place, locale in places.items():
            root = located(place)
            others = [f"{one}{os.sep}" for one in places if one.startswith(f"{place}{os.sep}")]
            paths = [
                path
                for path in chosen.below(root)
                if not f"{place}{os.sep}{path}".startswith(tuple(others))
            ]
            found.append((self.tree_at(locale, root), paths))
        return Pages(found)

    def with_settings(self, settings: Settings) -> Docset:
        """The same pages, which are not looked for again, with other settings that say the same of where they are."""
        same = self._like(replace(self, settings=settings))
        same._met(self)
        same._found.update(self._found)
        return same

    def _like(self, other: Docset) -> Docset:
        """Another docset that knows which trees there are, as this one does."""
        for known in ("_listing", "trees", "source_root"):
            if known in self.__dict__:
                other.__dict__[known] = self.__dict__[known]
        return other

    def _met(self, other: Docset) -> None:
        """Take over what another docset met that is no page."""
        self.other_case.update(other.other_case)
        self.links.update(other.links)

    def paths_in(self, tree: Tree) -> Sequence[str]:
        """The paths of the pages asked for in a tree, sorted."""
        return self._selected(tree)

    def _selected(self, tree: Tree) -> Sequence[str]:
        """The paths asked for below a tree's root, sorted; looked for once."""
        if tree not in self._found:
            self._found[tree] = (
                self._selection.below(tree.root) if self._listing is None else self._filter(tree)
            )
        return self._found[tree]

    def listed(self, tree: Tree) -> Sequence[str]:
        """All paths that the layouts have below a tree's root, sorted."""
        if self._listing is None:
            return ()
        return self._listing.localized[tree.locale] if tree.locale else self._listing.sources

    def _filter(self, tree: Tree) -> Sequence[str]:
        """The paths of the layouts that are asked for and not excluded, sorted."""
        paths = [
            path
            for path in self.listed(tree)
            if not self._selection.is_excluded(path, tree.paths.source(path))
        ]
        if not self.paths:
            return paths
        asked = {page for path in self.paths for page in self._matching(tree, path)}
        return [path for path in paths if path in asked]

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of pages end."""
        return self.endings if self._listing is None else self._listing.suffixes


def shown(path: AnyPath, root: Path) -> str:
    """`path` relative to `root` where that is shorter to read, with `/`; a URL as it is."""
    if isinstance(path, Remote):
        return path.url
    relative = os.path.relpath(path, root)
    return (str(path) if relative.startswith("..") else relative).replace(os.sep, "/")
