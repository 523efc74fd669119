"""Which pages exist, how locales pair up, and where what is written goes. No path leaves its root."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath

from pipeline.errors import UsageError
from pipeline.settings import Settings

_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})?")
_CONTENT_LOCALE = re.compile(
    rb"^ms\.contentlocale:[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})+)", re.MULTILINE
)
_PAGES_ASKED = 20
_PAGE = ".md"
UNKNOWN_LOCALE = "und"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the docset.

    `path` is relative to its root, with `/`. `locale` is empty for source pages. `root` is the folder that `path`
    is relative to; `source_root` is the same for its source, None for source pages. `po` and `out` are the files
    that belong to the page; like the source, they may not exist.
    """

    path: str
    locale: str
    root: Path
    source_root: Path | None
    po: Path
    out: Path

    @property
    def file(self) -> Path:
        """The page itself."""
        return self.root / self.path

    @property
    def source(self) -> Path | None:
        """The source page at the same relative path."""
        return self.source_root / self.path if self.source_root else None

    @property
    def is_source(self) -> bool:
        """Is it a page of the source tree?"""
        return not self.locale


@dataclass(frozen=True, slots=True)
class Tree:
    """One locale's folder of pages; the source tree has no locale."""

    locale: str
    root: Path

    @property
    def is_source(self) -> bool:
        """Is it the source tree?"""
        return not self.locale


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
            return (
                Tree(
                    self.locales[0] if self.locales else _folder_locale(self.content), self.content
                ),
            )
        found = {tree.locale: tree for tree in self._found_trees()}
        wanted = self.locales or self.settings.locales
        if not wanted:
            return tuple(found.values())
        if missing := [locale for locale in wanted if locale not in found]:
            where = self.settings.root / self.settings.content.replace("{locale}", missing[0])
            raise UsageError(f"no pages for locale {missing[0]}: {where} is not a folder")
        return tuple(found[locale] for locale in dict.fromkeys(wanted))

    def pages(self) -> tuple[Page, ...]:
        """The localized pages, by locale and path. Raises UsageError for a path that is nowhere in the docset."""
        return tuple(
            self._page(tree, path) for tree in self.trees for path in self._selected(tree.root)
        )

    def source_pages(self) -> tuple[Page, ...]:
        """The source pages asked for, by path."""
        if self.source_root is None:
            return ()
        tree = Tree("", self.source_root)
        return tuple(self._page(tree, path) for path in self._selected(tree.root))

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
        if not any(next(iter(self._selected(root)), None) for root in roots):
            wanted = f"no pages (*{_PAGE}) in {tried}" if roots else "no folder of localized pages"
            raise UsageError(f"{wanted}; see `locpipe init` and --content")

    def _page(self, tree: Tree, path: str) -> Page:
        locale = "" if tree.is_source else tree.locale
        return Page(
            path=path,
            locale=locale,
            root=tree.root,
            source_root=None if tree.is_source else self.source_root,
            po=self._place(self.settings.po, locale) / PurePosixPath(path).with_suffix(".po"),
            out=self._place(self.settings.out, locale) / path,
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
            if is_tree and root.resolve() != source:
                yield Tree(locale, root)

    def _selected(self, root: Path) -> Iterable[str]:
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
        for current, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in files:
                if not name.endswith(_PAGE):
                    continue
                file = Path(current, name)
                if file.is_symlink() and not _below(os.path.realpath(file), real_root):
                    continue
                path = file.relative_to(root).as_posix()
                if not any(fnmatchcase(path, pattern) for pattern in self.settings.exclude):
                    yield path


def _inside(path: str, root: Path) -> Path | None:
    """`path`, taken from the current folder or from `root`, as a path below `root` that exists; else None."""
    real_root = os.path.realpath(root)
    for candidate in (Path(path), root / path):
        if candidate.exists():
            real = os.path.realpath(candidate)
            if _below(real, real_root):
                return root / os.path.relpath(real, real_root)
    return None


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
