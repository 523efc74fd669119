"""Which pages exist, how locales pair up, and where what is written goes. No path leaves its root."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from pipeline.docset.folder_locale import LOCALE, folder_locale
from pipeline.docset.layouts.listing import Listing, layouts_in, list_pages
from pipeline.docset.layouts.locale_names import known_tag
from pipeline.docset.layouts.paths import Paths, SamePaths
from pipeline.docset.pages import MDX, PAGE, Pages, Tree
from pipeline.docset.reach import check_reach, check_url
from pipeline.errors import PageError, UsageError
from pipeline.files import stores
from pipeline.files.folders import folders_in, is_below, leads_nowhere, real, stands_below, walk
from pipeline.files.remote import AnyPath, Remote, is_url, located, relative
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
        found = {tree.locale: tree for tree in self._found_trees()}
        wanted = self.locales or self.settings.locales
        if not wanted:
            return tuple(found.values())
        if missing := [locale for locale in wanted if locale not in found]:
            raise UsageError(
                f"no pages for locale {missing[0]}: {self._why_not(missing[0], found)}"
            )
        return tuple(found[locale] for locale in dict.fromkeys(wanted))

    def _why_not(self, locale: str, found: Iterable[str]) -> str:
        """Why a locale is none of those that were found."""
        where = self._place(self.settings.content, locale)
        for other in found:
            if other.lower() == locale.lower():
                return f"the folder is called {other}; did you mean `{other}`?"
        if self.source_root is not None and real(where) == real(self.source_root):
            return f"{where} holds the source pages, which are nobody's translation"
        return (
            f"{where} is a link that leads away" if where.is_dir() else f"{where} is not a folder"
        )

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

    def check(self, *, builds: bool = False, in_place: bool = False) -> None:
        """Raises UsageError where a path that was asked for is no page of the docset, or where there is no page.

        And where a folder cannot be looked into, or the settings lead too far (`check_reach`). `builds`: built pages
        are going to be written; `in_place`: pages are, where they stand.
        """
        try:
            self.check_reach(in_place=in_place)
            self._check(builds=builds)
        except PageError as error:
            raise UsageError(error.message, path=error.path) from None
        except OSError as error:
            message = f"cannot be read: {error.strerror or error}"
            raise UsageError(message, path=str(error.filename or "")) from None

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
                if (page := _page(_inside(path, tree.root), tree.root, self.suffixes))
            )
        )

    def _is_left_out(self, page: str, tree: Tree) -> bool:
        is_listed = self._listing is not None and page in self._listed(tree)
        return self._is_excluded(page, *((tree.paths.source(page),) if is_listed else ()))

    def _names_page(self, path: str) -> bool:
        return any(self._matching(tree, path) for tree in self.all_trees)

    @property
    def all_trees(self) -> tuple[Tree, ...]:
        """The localized trees, and that of the sources."""
        return (*self.trees, *((self._sources,) if self._sources is not None else ()))

    def check_reach(self, *, in_place: bool = False) -> None:
        """Raises UsageError where a setting names what is out of its reach (`reach`).

        Source pages may be read in any folder, and be written (`in_place`) only within reach.
        """
        settings = self.settings
        check_sources = check_reach if in_place else check_url
        if self._listing is None and self.source is None and self.source_root is not None:
            check_sources(settings, "source", self.source_root)
        if self._listing is None and self.content is None:
            check_reach(settings, "content", self._around_locales()[0])
        for key in ("memory", "schema", "localized_schema"):
            if name := getattr(settings, key):
                check_reach(settings, key, settings.root / name)
        for tree in self.trees:
            if self.content is None:
                check_reach(settings, "layouts" if self._listing else "content", tree.root)
            check_reach(settings, "po", tree.po)
            check_reach(settings, "out", tree.out)
            if settings.glossary:
                check_reach(settings, "glossary", self._place(settings.glossary, tree.locale))

    def check_sources(self) -> None:
        """Raises UsageError where source pages that were asked for are to be written and stand out of reach."""
        if self._listing is not None and self.source_pages() and self.source_root is not None:
            check_reach(self.settings, "layouts", self.source_root)

    def check_local(self, what: str) -> None:
        """Raises UsageError where a folder of the docset is a URL: `what` works on files of this machine only."""
        for tree in self.trees:
            for folder in (tree.root, tree.source_root, tree.po):
                if isinstance(folder, Remote):
                    raise UsageError(f"{what} works on folders on disk; {folder} is a URL")

    def _check(self, *, builds: bool) -> None:
        if self.source is not None and not self.source.is_dir():
            raise UsageError(f"--source: no such folder: {self.source}")
        around = self._around_locales()[0]
        named = self.settings.content != Settings().content
        if self._listing is None and self.content is None and named and not around.is_dir():
            raise UsageError(f"`content` in the settings: no such folder: {around}")
        roots = [tree.root for tree in self.all_trees]
        tried = ", ".join(dict.fromkeys(map(str, roots)))
        for path in self.paths:
            inside = [found for root in roots if (found := _inside(path, root)) is not None]
            if not inside:
                raise UsageError(f"{path}: no such page or folder in the docset ({tried})")
            if all(found.is_file() and found.suffix not in self.suffixes for found in inside):
                raise UsageError(
                    f"{path}: not a page; pages are files that end in {' or '.join(self.suffixes)}"
                )
            is_file = not any(found.is_dir() for found in inside)
            if self._listing is not None and is_file and not self._names_page(path):
                raise UsageError(f"{path}: not a page, as the layouts in the settings have them")
        self._check_places(roots, builds=builds)
        if not self.pages() and not self.source_pages() and not self.left_out:
            names = ", ".join(f"*{suffix}" for suffix in self.suffixes)
            wanted = f"no pages ({names}) in {tried}" if roots else "no folder of localized pages"
            raise UsageError(
                f"{wanted}: `locpipe init` finds yours, --source and --content name them"
            )

    def _check_places(self, roots: Iterable[AnyPath], *, builds: bool) -> None:
        """Raises UsageError where two locales would share a folder, or pages would be built over pages."""
        for what in ("po", "out"):
            places = {real(getattr(tree, what)) for tree in self.trees}
            if len(places) < len(self.trees):
                folder = getattr(self.trees[0], what)
                raise UsageError(
                    f"--{what} {folder}: one folder for several locales; put {{locale}} in its name"
                )
        for tree in self.trees if builds else ():
            if self._is_among_pages(real(tree.out), roots):
                raise UsageError(
                    f"--out {tree.out}: there are the pages themselves; use --in-place to replace them"
                )

    def _is_among_pages(self, folder: str, roots: Iterable[AnyPath]) -> bool:
        """Is a folder (a name of `real`) one of pages? Those in layouts may stand beside other things."""
        if self._listing is None:
            return any(is_below(folder, real(root)) for root in roots)
        pages = (tree.root / page for tree in self.all_trees for page in self._listed(tree))
        return any(is_below(real(page), folder) for page in pages)

    def _matching(self, tree: Tree, path: str) -> Sequence[str]:
        """The pages of a tree in layouts that are at a path that was asked for, or below it.

        The path is one of a file or a folder, or begins at the root of the sources.
        """
        pages = self._listed(tree)
        inside = _inside(path, tree.root)
        if inside is not None:
            here = relative(inside, tree.root) or "."
            return [page for page in pages if _is_at(page, here)]
        if located(path).exists():
            return ()
        return [page for page in pages if _is_at(tree.paths.source(page), path)]

    def _tree(self, locale: str, root: AnyPath, paths: Paths = _SAME) -> Tree:
        return Tree(
            locale=locale,
            root=root,
            source_root=self.source_root if locale else None,
            po=self._place(self.settings.po, locale),
            out=self._place(self.settings.out, locale),
            paths=paths,
        )

    def _place(self, pattern: str, locale: str) -> AnyPath:
        return located(pattern.replace("{locale}", locale), self.settings.root)

    def _found_trees(self) -> Iterator[Tree]:
        parent, prefix = self._around_locales()
        after = self.settings.content.partition("{locale}")[2]
        if not parent.is_dir():
            return
        source = self.source_root.resolve() if self.source_root else None
        asked = self.locales or self.settings.locales
        for name in folders_in(parent):
            locale = name.removeprefix(prefix)
            root = parent / f"{name}{after}"
            is_locale = name.startswith(prefix) and LOCALE.fullmatch(locale)
            if not is_locale or not (locale in asked or bool(known_tag(locale))):
                continue
            if root == self.source_root:
                _check_source_link(parent / name)
                continue
            if locale in asked or not asked:
                _check_link(parent, parent / name, root)
            if root.is_dir() and root.resolve() != source:
                yield self._tree(locale, root)

    def _around_locales(self) -> tuple[AnyPath, str]:
        """The folder that the locales' folders are in, and how their names begin."""
        before = self.settings.content.partition("{locale}")[0]
        folder = located(before, self.settings.root)
        ends = not before or before[-1] in "/\\"
        return (folder, "") if ends else (folder.parent, folder.name)

    def with_endings(self, endings: tuple[str, ...]) -> Docset:
        """The same docset, whose pages' names end so."""
        if self._listing is not None or set(endings) == set(self.endings):
            return self
        same = replace(self, endings=endings)
        if set(endings) < set(self.endings):
            for tree, paths in self._found.items():
                same._found[tree] = [path for path in paths if path.endswith(endings)]
            same.other_case.update(self.other_case)
            same.links.update(self.links)
        for known in ("_listing", "trees", "source_root"):
            if known in self.__dict__:
                same.__dict__[known] = self.__dict__[known]
        return same

    def with_settings(self, settings: Settings) -> Docset:
        """The same pages, which are not looked for again, with other settings that say the same of where they are."""
        same = replace(self, settings=settings)
        same._found.update(self._found)
        for known in ("_listing", "trees", "source_root"):
            if known in self.__dict__:
                same.__dict__[known] = self.__dict__[known]
        same.other_case.update(self.other_case)
        same.links.update(self.links)
        return same

    def paths_in(self, tree: Tree) -> Sequence[str]:
        """The paths of the pages asked for in a tree, sorted."""
        return self._selected(tree)

    def _selected(self, tree: Tree) -> Sequence[str]:
        """The paths asked for below a tree's root, sorted; looked for once."""
        if tree not in self._found:
            self._found[tree] = (
                self._select(tree.root) if self._listing is None else self._filter(tree)
            )
        return self._found[tree]

    def _listed(self, tree: Tree) -> Sequence[str]:
        """All paths that the layouts have below a tree's root, sorted."""
        if self._listing is None:
            return ()
        return self._listing.localized[tree.locale] if tree.locale else self._listing.sources

    def _filter(self, tree: Tree) -> Sequence[str]:
        """The paths of the layouts that are asked for and not excluded, sorted."""
        paths = [
            path
            for path in self._listed(tree)
            if not self._is_excluded(path, tree.paths.source(path))
        ]
        if not self.paths:
            return paths
        asked = {page for path in self.paths for page in self._matching(tree, path)}
        return [path for path in paths if path in asked]

    def _select(self, root: AnyPath) -> Sequence[str]:
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
            elif (page := _page(inside, root, self.suffixes)) and not self._is_excluded(page):
                selected.add(page)
        return sorted(selected)

    def _walk(self, root: AnyPath, folder: AnyPath) -> Iterator[str]:
        """Pages below `folder`, relative to `root`, without those that are excluded."""
        other_case: set[str] = set()
        links: set[str] = set()
        for suffix in self.suffixes:
            for path in walk(root, folder, suffix, other_case, links):
                if not self._is_excluded(path):
                    yield path
        self.links.update(
            str(root / path)
            for path in links
            if not self._is_excluded(path) and not is_below(real(root / path), real(root))
        )
        self.other_case.update(
            str(root / path)
            for path in other_case
            if not path.endswith(self.suffixes) and not self._is_excluded(path)
        )

    def _is_excluded(self, *names: str) -> bool:
        """Is a page left alone that has these paths?"""
        return any(fnmatchcase(name, glob) for name in names for glob in self.settings.exclude)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of pages end."""
        return self.endings if self._listing is None else self._listing.suffixes


def _is_at(page: str, path: str) -> bool:
    """Is a page what a path names, or below it?"""
    return path in ("", ".", page) or page.startswith(path.rstrip("/") + "/")


def _inside(path: str, root: AnyPath) -> AnyPath | None:
    """`path`, taken from the current folder, from `root` or the folder around it, as a path below `root`; else None."""
    named = located(path)
    candidates = (named,) if is_url(path) else (named, root / path, root.parent / path)
    for candidate in candidates:  # the last: with its locale
        if isinstance(root, Remote) or isinstance(candidate, Remote):
            if relative(candidate, root) is not None and candidate.exists():
                return candidate
        elif candidate.exists():
            found, real_root = real(candidate), real(root)
            if is_below(found, real_root):
                return root / os.path.relpath(found, real_root)
    return None


def _check_link(parent: AnyPath, folder: AnyPath, root: AnyPath) -> None:
    """Raises UsageError where the pages of a locale are behind a link that leads out of the folder of the locales."""
    if isinstance(folder, Remote) or isinstance(root, Remote):
        return
    if not root.is_dir():
        if not leads_nowhere(folder):
            return
        where = "leads nowhere"
    elif stands_below(root, parent):
        return
    else:
        where = f"leads out of {parent}, to {real(root)}"
    raise UsageError(
        f"{root} is a symbolic link that {where}, so that its pages are not looked at: put a folder there, name the "
        "folder of the pages with --content, or say in the settings which `locales` there are"
    )


def _check_source_link(folder: AnyPath) -> None:
    """Raises UsageError where the folder of the sources is a link to nothing. Anywhere else, sources may be."""
    if isinstance(folder, Path) and leads_nowhere(folder):
        raise UsageError(
            f"{folder} is a symbolic link that leads nowhere, so that there are no source pages: put a folder there, "
            "or name the folder of the sources with --source"
        )


def _page(file: AnyPath | None, root: AnyPath, suffixes: tuple[str, ...]) -> str | None:
    """A file below `root` as the path of a page; None where it is none."""
    return relative(file, root) if file is not None and file.suffix in suffixes else None


def shown(path: AnyPath, root: Path) -> str:
    """`path` relative to `root` where that is shorter to read, with `/`; a URL as it is."""
    if isinstance(path, Remote):
        return path.url
    relative = os.path.relpath(path, root)
    return (str(path) if relative.startswith("..") else relative).replace(os.sep, "/")
