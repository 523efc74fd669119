"""Which family a docset is of, by a sample of its pages and by the files of its repository."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from pipeline.errors import UsageError
from pipeline.families import library
from pipeline.families.family import Detect, Family
from pipeline.families.patterns import alternatives, compiled_pattern

MOST_PAGES = 200
SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as detection sees it: its front matter (empty where it has none, or where it cannot be read), its body."""

    values: Mapping[str, Any]
    body: str
    localized: bool = True


def detect(
    pages: Sequence[Sample],
    files: Collection[str] = (),
    read: Callable[[str], str] = lambda _path: "",
    families: Iterable[Family] | None = None,
) -> Family:
    """The family of a docset: one that fits 80 % of the localized pages, else of the sources, else its repository.

    `pages` are at most 200, `files` the repository's files from its root with `/`, `read` gives the text of one (empty
    where it cannot be read). Where two fit by their pages, the repository's files decide. None that fits is `plain`.
    Raises UsageError where two fit, naming them.
    """
    known = (
        tuple(families) if families is not None else tuple(map(library.shipped, library.names()))
    )
    by_files = [family for family in known if fits_repository(family.detect, files, read)]
    for localized in (True, False):
        sample = [page for page in pages if page.localized == localized][:MOST_PAGES]
        fitting = [family for family in known if sample and share(family.detect, sample) >= SHARE]
        if len(fitting) > 1:
            fitting = [family for family in fitting if family in by_files] or fitting
        if fitting:
            return _only(fitting, "pages")
    return _only(by_files, "files") if by_files else library.shipped(library.PLAIN)


def particular(families: Sequence[Family]) -> list[Family]:
    """The families without those that another of them extends, which says all that they say."""
    return [one for one in families if all(other.extends != one.name for other in families)]


def _only(fitting: Sequence[Family], what: str) -> Family:
    fitting = particular(fitting)
    if len(fitting) > 1:
        named = " and ".join(f"`{family.name}`" for family in fitting)
        how = 'say which one with `--family`, or `family = "…"` in pipeline.toml'
        raise UsageError(f"the {what} fit the families {named}; {how}")
    return fitting[0]


def share(marks: Detect, pages: Sequence[Sample]) -> float:
    """Which share of pages (0 to 1) has a mark of a family."""
    return sum(fits_page(marks, page) for page in pages) / len(pages)


def fits_page(marks: Detect, page: Sample) -> bool:
    """Has a page one of the family's marks, and no key that its pages never have?"""
    if any(key.fits_any(page.values) for key in marks.without):
        return False
    if any(key.fits_any(page.values) for key in marks.keys):
        return True
    return (
        bool(marks.body)
        and compiled_pattern(alternatives(marks.body)).search(page.body) is not None
    )


def fits_repository(marks: Detect, files: Collection[str], read: Callable[[str], str]) -> bool:
    """Has a repository a file of the family's?"""
    for path in files:
        if any(fits_glob(path, glob) for glob in marks.files):
            return True
        for glob, pattern in marks.content.items():
            if fits_glob(path, glob) and compiled_pattern(pattern).search(read(path)) is not None:
                return True
    return False


def fits_glob(path: str, glob: str) -> bool:
    """Does a path with `/` fit a glob: `*` is anything but `/`, `**/` any folders, `{a,b}` one of them?"""
    return _glob(glob).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _glob(glob: str) -> Any:
    parts = []
    for piece in re2.findall(r"\*\*/|\*\*|\*|\?|\{[^{}]*\}|[^*?{}]+|[{}]", glob):
        if piece[0] == "{" and len(piece) > 1:
            parts.append("(?:" + "|".join(map(re2.escape, piece[1:-1].split(","))) + ")")
        else:
            parts.append(_GLOBS.get(piece) or re2.escape(piece))
    return re2.compile("(?s)" + "".join(parts))  # RE2: a repository's globs must not make it slow


_GLOBS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
