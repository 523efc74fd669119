"""Which pages exist, how locales pair up, and where what is written goes. No path leaves its root."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import overload

from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.text.temporary import tidy_below

_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})?")
_CONTENT_LOCALE = re.compile(
    rb"^ms\.contentlocale:[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})+)", re.MULTILINE
)
_PAGES_ASKED = 20
_PAGE = ".md"
UNKNOWN_LOCALE = "und"


@dataclass(frozen=True, slots=True)
class Tree:
    """One locale's folder of pages, and the folders that belong to it; the source tree has no locale.

    `source_root` is the root of the pages that these are translations of; None for the source tree itself.
    `po` and `out` are the roots of the PO files and of the built pages. None of the three need exist.
    """

    locale: str
    root: Path
    source_root: Path | None
    po: Path
    out: Path

    @property
    def is_source(self) -> bool:
        """Is it the source tree?"""
        return not self.locale


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
    def root(self) -> Path:
        """The folder that `path` is relative to."""
        return self.tree.root

    @property
    def source_root(self) -> Path | None:
        """The folder that the path of the page's source is relative to; None for source pages."""
        return self.tree.source_root

    @property
    def file(self) -> Path:
        """The page itself."""
        return self.tree.root / self.path

    @property
    def source(self) -> Path | None:
        """The source page at the same relative path; it may not exist."""
        return self.tree.source_root / self.path if self.tree.source_root else None

    @property
    def po(self) -> Path:
        """The page's PO file; it may not exist."""
        return self.tree.po / (self.path.removesuffix(_PAGE) + ".po")

    @property
    def out(self) -> Path:
        """Where the page is built; it may not exist."""
        return self.tree.out / self.path

    @property
    def is_source(self) -> bool:
        """Is it a page of the source tree?"""
        return not self.tree.locale


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


@dataclass(frozen=True)
class Docset:
    """The pages that a command works on, as its settings and options say.

    `content` is the root of one locale's pages where an option names it outright; `paths` are the pages or folders
    asked for, as given (relative to the current folder or to a root).
    """

    settings: Settings
    content: Path | None = None
    source: Path | None = None
    locales: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    _found: dict[Path, Sequence[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def source_root(self) -> Path | None:
        """Root of the source pages; it need not exist. None where only a root of localized pages was named."""
        default = self.settings.root / self.settings.source
        if self.source is not None or self.content is None:
            return self.source or default
        return default if self.content.parent.resolve() == default.parent.resolve() else None

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        """The localized trees to work on. Raises UsageError where one that was asked for does not exist."""
        for locale in self.locales:
            if not _LOCALE.fullmatch(locale):
                raise UsageError(f"--locale {locale}: not a locale such as nl-NL")
        if self.content is not None:
            if not self.content.is_dir():
                raise UsageError(f"no such folder: {self.content}")
            if len(self.locales) > 1:
                raise UsageError(
                    "--content is the root of one locale's pages: give one --locale with it"
                )
            locale = self.locales[0] if self.locales else _folder_locale(self.content)
            return (self._tree(locale, self.content),)
        found = {tree.locale: tree for tree in self._found_trees()}
        wanted = self.locales or self.settings.locales
        if not wanted:
            return tuple(found.values())
        if missing := [locale for locale in wanted if locale not in found]:
            where = self.settings.root / self.settings.content.replace("{locale}", missing[0])
            raise UsageError(f"no pages for locale {missing[0]}: {where} is not a folder")
        return tuple(found[locale] for locale in dict.fromkeys(wanted))

    def pages(self) -> Pages:
        """The localized pages, by locale and path. Raises UsageError for a path that is nowhere in the docset."""
        return Pages((tree, self._selected(tree.root)) for tree in self.trees)

    def new_pages(self) -> Pages:
        """The pages that the source has and a locale does not, as the localized pages that they will be."""
        if self.source_root is None:
            return Pages(())
        sources = self._selected(self.source_root)
        found = []
        for tree in self.trees:
            there = set(self._selected(tree.root))
            found.append(
                (
                    tree,
                    [
                        path
                        for path in sources
                        if path not in there and not (tree.root / path).exists()
                    ],
                )
            )
        return Pages(found)

    def tidy(self) -> None:
        """Clear away what killed processes have left half-written beside pages and PO files. It is always safe."""
        for tree in self.trees:
            for folder in (tree.root, tree.po, tree.out):
                tidy_below(str(folder))

    def source_pages(self) -> Pages:
        """The source pages asked for, by path."""
        if self.source_root is None:
            return Pages(())
        return Pages([(self._tree("", self.source_root), self._selected(self.source_root))])

    def check(self) -> None:
        """Raises UsageError where a path that was asked for is no page of the docset, or where there is no page."""
        roots = [tree.root for tree in self.trees]
        if self.source_root is not None:
            roots.append(self.source_root)
        tried = ", ".join(str(root) for root in roots)
        for path in self.paths:
            inside = [found for root in roots if (found := _inside(path, root)) is not None]
            if not inside:
                raise UsageError(f"{path}: no such page or folder in the docset ({tried})")
            if all(found.is_file() and found.suffix != _PAGE for found in inside):
                raise UsageError(f"{path}: not a page; pages are files that end in {_PAGE}")
        self._check_places(roots)
        if not any(self._selected(root) for root in roots):
            wanted = f"no pages (*{_PAGE}) in {tried}" if roots else "no folder of localized pages"
            raise UsageError(f"{wanted}; see `locpipe init` and --content")

    def _check_places(self, roots: Iterable[Path]) -> None:
        """Raises UsageError where two locales would share a folder, or pages would be built over pages."""
        for what in ("po", "out"):
            places = {os.path.realpath(getattr(tree, what)) for tree in self.trees}
            if len(places) < len(self.trees):
                folder = getattr(self.trees[0], what)
                raise UsageError(
                    f"--{what} {folder}: one folder for several locales; put {{locale}} in its name"
                )
        for tree in self.trees:
            out = os.path.realpath(tree.out)
            for root in roots:
                if _below(out, os.path.realpath(root)):
                    raise UsageError(
                        f"--out {tree.out}: there are the pages themselves; use --in-place to replace them"
                    )

    def _tree(self, locale: str, root: Path) -> Tree:
        return Tree(
            locale=locale,
            root=root,
            source_root=self.source_root if locale else None,
            po=self._place(self.settings.po, locale),
            out=self._place(self.settings.out, locale),
        )

    def _place(self, pattern: str, locale: str) -> Path:
        return self.settings.root / pattern.replace("{locale}", locale)

    def _found_trees(self) -> Iterator[Tree]:
        before, _, after = self.settings.content.partition("{locale}")
        folder = self.settings.root / before
        parent, prefix = (
            (folder.parent, folder.name) if before and before[-1] not in "/\\" else (folder, "")
        )
        if not parent.is_dir():
            return
        source = self.source_root.resolve() if self.source_root else None
        for entry in sorted(parent.iterdir()):
            locale = entry.name.removeprefix(prefix)
            root = Path(f"{entry}{after}")
            is_tree = entry.name.startswith(prefix) and _LOCALE.fullmatch(locale) and root.is_dir()
            leaves = entry.is_symlink() and not _below(
                os.path.realpath(entry), os.path.realpath(parent)
            )
            if is_tree and not leaves and root.resolve() != source:
                yield self._tree(locale, root)

    def _selected(self, root: Path) -> Sequence[str]:
        """The paths asked for below `root`, sorted; looked for once."""
        if root not in self._found:
            self._found[root] = self._select(root)
        return self._found[root]

    def _select(self, root: Path) -> Sequence[str]:
        if not root.is_dir():
            return ()
        if not self.paths:
            return sorted(self._walk(root, root))
        selected: set[str] = set()
        for path in self.paths:
            inside = _inside(path, root)
            if inside is None:
                continue
            if inside.is_dir():
                selected.update(self._walk(root, inside))
            elif inside.suffix == _PAGE:
                selected.add(inside.relative_to(root).as_posix())
        return sorted(selected)

    def _walk(self, root: Path, folder: Path) -> Iterator[str]:
        """Pages below `folder`, relative to `root`; symbolic links that leave `root` are not followed."""
        real_root = os.path.realpath(root)
        below = "" if folder == root else folder.relative_to(root).as_posix() + "/"
        waiting = [(str(folder), below)]
        while waiting:
            current, below = waiting.pop()
            for entry in _entries(current):
                if entry.name.endswith(_PAGE) and not _is_folder(entry):
                    path = below + entry.name
                    if entry.is_symlink() and not _below(os.path.realpath(entry.path), real_root):
                        continue
                    if not any(fnmatchcase(path, glob) for glob in self.settings.exclude):
                        yield path
                elif not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{below}{entry.name}/"))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What stands in a folder; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _inside(path: str, root: Path) -> Path | None:
    """`path`, taken from the current folder, from `root` or the folder around it, as a path below `root`; else None."""
    real_root = os.path.realpath(root)
    for candidate in (Path(path), root / path, root.parent / path):  # the last: with its locale
        if candidate.exists():
            real = os.path.realpath(candidate)
            if _below(real, real_root):
                return root / os.path.relpath(real, real_root)
    return None


def stands_below(path: Path, root: Path) -> bool:
    """Does a file stand below a folder, wherever links lead?"""
    if _is_straight(str(path), str(root)):
        return True
    return _below(os.path.realpath(path), os.path.realpath(root))


def _is_straight(path: str, root: str) -> bool:
    """Is nothing between a folder and a path below it a link, nor a way up?"""
    if not _below(path, root) or os.pardir in path:
        return False
    while len(path) > len(root):
        try:
            status = os.lstat(path)
            if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", False):
                return False
        except OSError:
            pass  # it is not there; what is above it may be
        path = path.rpartition(os.sep)[0]
    return True


def _below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def _folder_locale(folder: Path) -> str:
    """The locale of a folder: its name, or else what most of its first pages say in `ms.contentlocale`."""
    name = folder.resolve().name
    if _LOCALE.fullmatch(name) and "-" in name:
        return name
    said: Counter[str] = Counter()
    for file in islice(sorted(folder.rglob("*.md")), _PAGES_ASKED):
        with file.open("rb") as page:
            match = _CONTENT_LOCALE.search(page.read(8192))
        if match:
            said[match[1].decode()] += 1
    return said.most_common(1)[0][0] if said else UNKNOWN_LOCALE


def shown(path: Path, root: Path) -> str:
    """`path` relative to `root` where that is shorter to read, with `/`."""
    relative = os.path.relpath(path, root)
    return (str(path) if relative.startswith("..") else relative).replace(os.sep, "/")
