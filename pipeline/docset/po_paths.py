"""PO files that are named where pages are: each stands for its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.docset.pages import Tree
from pipeline.files.folders import is_below, real, walk
from pipeline.files.remote import is_url

PO = ".po"


@dataclass(frozen=True, slots=True)
class Named:
    """What paths on the command line come to: those of pages, and the locales whose PO files were named.

    `only_po` says that nothing else was named.
    """

    paths: tuple[str, ...]
    locales: tuple[str, ...] = ()
    only_po: bool = False


def pages_of(paths: Sequence[str], trees: Sequence[Tree], root: Path) -> Named:
    """The paths, with pages in the place of PO files and of folders of them.

    Paths are taken from the current folder or from `root`, the docset's. A page that is not there yet goes by the
    path of its source.
    """
    found: dict[str, None] = {}
    locales: dict[str, None] = {}
    others = 0
    for path in paths:
        pages = list(_pages(path, trees, root))
        others += not pages
        found |= dict.fromkeys(page for page, _ in pages) if pages else {path: None}
        locales |= dict.fromkeys(locale for _, locale in pages)
    return Named(tuple(found), tuple(locales), only_po=bool(paths) and not others)


def _pages(path: str, trees: Sequence[Tree], root: Path) -> Iterator[tuple[str, str]]:
    """The pages of the PO files that a path names, and their locales."""
    if is_url(path):
        return
    for tree in trees:
        place = _place(path, tree, root)
        if place is None or not isinstance(tree.po, Path):
            continue
        if place.is_dir():
            below = place.relative_to(tree.po).as_posix()
            lead = "" if below == "." else f"{below}/"
            names = [name for name in walk(tree.po, tree.po, PO) if name.startswith(lead)]
        else:
            names = [place.relative_to(tree.po).as_posix()]
        for name in names:
            if page := tree.paths.page_of_po(name):
                there = (tree.root / page).exists()
                yield (str(tree.root / page) if there else tree.paths.source(page)), tree.locale


def _place(path: str, tree: Tree, root: Path) -> Path | None:
    """The PO file, or the folder of some, that a path names in a tree; None where it is none of the tree's."""
    if not isinstance(tree.po, Path):
        return None
    for candidate in (Path(path), root / path):
        there = real(candidate)
        if not is_below(there, real(tree.po)):
            continue
        is_po = candidate.suffix == PO and candidate.is_file()
        if is_po or (candidate.is_dir() and not is_below(there, real(tree.root))):
            return tree.po / Path(there).relative_to(real(tree.po))
    return None
