"""Which pages of a folder are meant: those that were asked for, without those that settings exclude."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from pipeline.files.folders import is_below, real, walk
from pipeline.files.remote import AnyPath, Remote, is_url, located, relative


@dataclass(frozen=True)
class Selection:
    """What is asked for (`paths`, none: everything), what is left out (globs), and how the names of pages end.

    `other_case` and `links` collect what was met and is no page: files whose names end so in other letters, and links
    to pages or folders that lead away.
    """

    paths: Sequence[str]
    exclude: Sequence[str]
    suffixes: tuple[str, ...]
    other_case: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)

    def below(self, root: AnyPath) -> Sequence[str]:
        """The paths of the pages below a root, relative to it, sorted."""
        if not root.is_dir():
            return ()
        if not self.paths:
            return sorted(self._walk(root, root))
        selected: set[str] = set()
        for path in self.paths:
            found = inside(path, root)
            if found is None:
                continue
            if found.is_dir():
                selected.update(self._walk(root, found))
            elif (page := page_path(found, root, self.suffixes)) and not self.is_excluded(page):
                selected.add(page)
        return sorted(selected)

    def is_excluded(self, *names: str) -> bool:
        """Is a page left alone that has these paths?"""
        return any(fnmatchcase(name, glob) for name in names for glob in self.exclude)

    def _walk(self, root: AnyPath, folder: AnyPath) -> Iterator[str]:
        other_case: set[str] = set()
        links: set[str] = set()
        for suffix in self.suffixes:
            for path in walk(root, folder, suffix, other_case, links):
                if not self.is_excluded(path):
                    yield path
        self.links.update(
            str(root / path)
            for path in links
            if not self.is_excluded(path) and not is_below(real(root / path), real(root))
        )
        self.other_case.update(
            str(root / path)
            for path in other_case
            if not path.endswith(self.suffixes) and not self.is_excluded(path)
        )


def inside(path: str, root: AnyPath) -> AnyPath | None:
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


def page_path(file: AnyPath | None, root: AnyPath, suffixes: tuple[str, ...]) -> str | None:
    """A file below `root` as the path of a page; None where it is none."""
    return relative(file, root) if file is not None and file.suffix in suffixes else None


def is_at(page: str, path: str) -> bool:
    """Is a page what a path names, or below it?"""
    return path in ("", ".", page) or page.startswith(path.rstrip("/") + "/")
