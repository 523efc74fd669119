"""The docs family of a docset: the one that its settings name, else the one that its pages show.

A docset is judged once; from then on its settings name the family, so that every process works with the same one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice, zip_longest
from pathlib import Path

from pipeline.docset.docset import Docset
from pipeline.docset.samples import sample
from pipeline.errors import PageError
from pipeline.families import library
from pipeline.families.detect import MOST_PAGES, Sample, detect, fits_page, particular, share
from pipeline.families.family import Family
from pipeline.families.reader import FILE_NAME
from pipeline.files import files, reads
from pipeline.files.folders import stands_below
from pipeline.files.remote import AnyPath
from pipeline.settings import AUTO, Settings

_SOME = 0.05
"""The share of pages that is no accident."""


def family_of(settings: Settings) -> Family:
    """The family that settings name; where they leave it open and no docset was judged, `library.USUAL`.

    Raises UsageError where there is none of that name. What is worked out of a docset's own family depends on its file.
    """
    if settings.family == AUTO:
        return library.shipped(library.USUAL)
    family = _named(settings.family, settings.root)
    if reads.recording() and family.name not in library.names():
        files.read(family.folder / FILE_NAME)
    return family


def translated_keys(settings: Settings) -> tuple[str, ...]:
    """The metadata that is translated: what settings name, else what the family does."""
    family = family_of(settings)
    return settings.translated_metadata or tuple(key.text for key in family.metadata.translated)


@lru_cache(maxsize=16)
def _named(name: str, root: Path) -> Family:
    return library.find(name, root)


def with_family(docset: Docset) -> Docset:
    """The docset with a family named in its settings: judged by its pages and files where they leave it open.

    Raises UsageError where the family that they name is none, or two fit.
    """
    settings = docset.settings
    if settings.family != AUTO:
        _named.cache_clear()
        return docset.with_endings(family_of(settings).layout.pages)
    pages = _samples(docset)
    found = judged(pages, detect(pages, _repository(settings.root), _Reader(settings.root)))
    named = docset.with_settings(replace(settings, family=found.name))
    return named.with_endings(found.layout.pages)


def judged(pages: Sequence[Sample], found: Family) -> Family:
    """The family of a docset where `found` fits most of its pages (`plain`: none does).

    A family that extends it holds where any localized page has that one's keys, or where no localized page says
    anything: new pages then say where they came from. Of `plain` pages some may have keys of one family: few pages, or
    pages with little metadata.
    """
    known = [library.shipped(name) for name in library.names()]
    localized = [page for page in pages if page.localized]
    if found.name != library.PLAIN:
        spoken = any(fits_page(found.detect, page) for page in localized)
        for family in known:
            if family.extends == found.name and (not spoken or _share(family, localized)):
                return family
        return found
    some = [family for family in known if _share(family, pages) >= _SOME]
    own = particular(some)
    return own[0] if len(own) == 1 else found


def _share(family: Family, pages: Sequence[Sample]) -> float:
    """The share of pages (0 to 1) with a key of the family's."""
    keys = replace(family.detect, body=())
    return share(keys, pages) if pages else 0.0


def _samples(docset: Docset) -> list[Sample]:
    """Pages from all over the docset, whichever of them are asked for: localized ones, and sources."""
    whole = replace(docset, paths=())
    trees = [_spread(tree.root, whole.paths_in(tree)) for tree in whole.trees]
    localized = (file for files in zip_longest(*trees) for file in files if file is not None)
    sources = [
        file
        for tree in whole.all_trees
        if not tree.locale
        for file in _spread(tree.root, whole.paths_in(tree))
    ]
    read = ((file, True) for file in islice(localized, MOST_PAGES))
    return [
        page
        for file, is_localized in chain(read, ((file, False) for file in sources))
        if (page := sample(file, localized=is_localized)) is not None
    ]


def _spread(root: AnyPath, paths: Sequence[str]) -> list[AnyPath]:
    """At most 200 of the pages, from all parts of the tree."""
    step = max(1, -(-len(paths) // MOST_PAGES))
    return [root / path for path in paths[::step]]


def _repository(root: Path) -> tuple[str, ...]:
    """The files of a folder and of the folders in it, two deep, as paths with `/`."""
    return tuple(islice(_files(root, "", 2), 2000))


def _is_text(name: str) -> bool:
    """Is the name of a file UTF-8?"""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _files(folder: Path, prefix: str, deeper: int) -> Iterator[str]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "node_modules")) and not entry.name.startswith(".open"):
            continue
        if not _is_text(entry.name):
            continue  # its bytes are no text, which a glob is
        if entry.is_file():
            yield prefix + entry.name
        elif deeper and entry.is_dir() and not entry.is_symlink():
            yield from _files(entry, f"{prefix}{entry.name}/", deeper - 1)


class _Reader:
    """Reads files below a root as text; empty where there is none, or a link leads away."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self, path: str) -> str:
        file = self._root / path
        try:
            if not stands_below(file, self._root):
                return ""
            return (files.read_if_there(file) or b"").decode("utf-8", "replace")
        except PageError:
            return ""
