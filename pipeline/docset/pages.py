"""What a page is: a path below the root of one locale's pages. Which pages there are says `docset`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from pipeline.docset.layouts.paths import Paths, SamePaths
from pipeline.files.remote import AnyPath, Remote

PAGE = ".md"
"""How the names of pages end."""
MDX = ".mdx"
"""How those of pages with components may end."""
_SAME = SamePaths()


@dataclass(frozen=True, slots=True)
class Tree:
    """One locale's folder of pages, and the folders that belong to it; the source tree has no locale.

    `source_root` is the root of the pages that these are translations of; None for the source tree itself.
    `po` and `out` are the roots of the PO files and of the built pages. None of the three need exist.
    Each of them is a path or a URL. `paths` says what a page's path below `root` is below the others.
    `strings`: its pages are data files with texts.
    """

    locale: str
    root: AnyPath
    source_root: AnyPath | None
    po: AnyPath
    out: AnyPath
    paths: Paths = _SAME
    strings: bool = False

    @property
    def is_source(self) -> bool:
        """Is it the source tree?"""
        return not self.locale

    @property
    def is_remote(self) -> bool:
        """Is any of its folders a URL, so that the network is waited for?"""
        return any(
            isinstance(one, Remote) for one in (self.root, self.source_root, self.po, self.out)
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the docset: a path in a tree, no more, so that many of them are light and travel cheaply.

    `path` is relative to the tree's root, with `/`.
    """

    path: str
    tree: Tree

    @property
    def locale(self) -> str:
        """The page's locale; empty for source pages."""
        return self.tree.locale

    @property
    def root(self) -> AnyPath:
        """The folder that `path` is relative to."""
        return self.tree.root

    @property
    def source_root(self) -> AnyPath | None:
        """The folder that the path of the page's source is relative to; None for source pages."""
        return self.tree.source_root

    @property
    def file(self) -> AnyPath:
        """The page itself."""
        return self.tree.root / self.path

    @property
    def source_path(self) -> str:
        """The path of the page's source, relative to `source_root`; of a source page, its own."""
        return self.tree.paths.source(self.path)

    @property
    def source(self) -> AnyPath | None:
        """The page's source; it may not exist. None for source pages."""
        return self.tree.source_root / self.source_path if self.tree.source_root else None

    @property
    def po_path(self) -> str:
        """The path of the page's PO file, relative to its tree's `po`."""
        return self.tree.paths.po(self.path)

    @property
    def po(self) -> AnyPath:
        """The page's PO file; it may not exist."""
        return self.tree.po / self.po_path

    @property
    def out(self) -> AnyPath:
        """Where the page is built; it may not exist."""
        return self.tree.out / self.tree.paths.out(self.path)

    @property
    def is_source(self) -> bool:
        """Is it a page of the source tree?"""
        return not self.tree.locale

    @property
    def is_strings(self) -> bool:
        """Is it a data file with texts, and no page?"""
        return self.tree.strings


class Pages(Sequence[Page]):
    """Pages of one or more trees, made when they are asked for: only their paths are held."""

    def __init__(self, trees: Iterable[tuple[Tree, Sequence[str]]]) -> None:
        self._trees = tuple((tree, paths) for tree, paths in trees if paths)

    def __len__(self) -> int:
        return sum(len(paths) for _, paths in self._trees)

    def __iter__(self) -> Iterator[Page]:
        for tree, paths in self._trees:
            for path in paths:
                yield Page(path, tree)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Pages: ...
    def __getitem__(self, index: int | slice) -> Page | Pages:
        if isinstance(index, slice):
            return Pages((page.tree, (page.path,)) for page in list(self)[index])
        if index < 0:
            index += len(self)
        for tree, paths in self._trees:
            if 0 <= index < len(paths):
                return Page(paths[index], tree)
            index -= len(paths)
        raise IndexError("no such page")

    def __add__(self, other: Pages) -> Pages:
        return Pages((*self._trees, *other._trees))
