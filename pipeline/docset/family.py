"""The docs family of a docset: the one that its settings name, else the one that its pages show.

A docset is judged once; from then on its settings name the family, so that every process works with the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from pipeline.docset.docset import Docset
from pipeline.docset.samples import sample
from pipeline.errors import PageError, UsageError
from pipeline.families import library
from pipeline.families.detect import MOST_PAGES, Sample, detect, fits_page, particular, share
from pipeline.families.family import Family
from pipeline.families.reader import FILE_NAME
from pipeline.files import files, reads
from pipeline.files.folders import stands_below
from pipeline.files.remote import AnyPath
from pipeline.settings import AUTO, Settings

_FEW = 32
"""So many pages that agree are enough: were a fifth of all others, that would happen once in a thousand times."""
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
    found = _found(replace(docset, paths=()) if docset.paths else docset)
    named = docset.with_settings(replace(settings, family=found.name))
    return named.with_endings(found.layout.pages)


def _found(docset: Docset) -> Family:
    """The family that the pages of a whole docset, and the files of its repository, show."""
    root = docset.settings.root
    files, read = _repository(root), _Reader(root)
    few = _localized(docset, _FEW)
    with suppress(UsageError):  # where two fit a few pages, more of them may tell
        found = detect(few, files, read)
        if _obvious(few, found):
            return found
    pages = [*_localized(docset, MOST_PAGES), *_sources(docset)]
    return judged(pages, detect(pages, files, read))


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


def _obvious(pages: Sequence[Sample], found: Family) -> bool:
    """Do a few pages say enough: each of them is of the family, and no other one adds to it?"""
    extended = {library.shipped(name).extends for name in library.names()}
    is_sure = found.name != library.PLAIN and found.name not in extended
    return is_sure and len(pages) >= _FEW and share(found.detect, pages) == 1.0


def _localized(docset: Docset, most: int) -> list[Sample]:
    """At most so many localized pages from all over the docset, whichever of them are asked for."""
    each = -(-most // max(1, len(docset.trees)))
    trees = [_spread(tree.root, docset.paths_in(tree), each) for tree in docset.trees]
    return _read(islice(chain(*trees), most), localized=True)


def _sources(docset: Docset) -> list[Sample]:
    """At most 200 source pages from all over the docset."""
    roots = [tree for tree in docset.all_trees if not tree.locale]
    files = [_spread(tree.root, docset.paths_in(tree), MOST_PAGES) for tree in roots]
    return _read(chain(*files), localized=False)


def _read(files: Iterable[AnyPath], *, localized: bool) -> list[Sample]:
    found = (sample(file, localized=localized) for file in files)
    return [page for page in found if page is not None]


def _spread(root: AnyPath, paths: Sequence[str], most: int) -> list[AnyPath]:
    """At most so many of the pages, from all parts of the tree."""
    step = max(1, -(-len(paths) // most))
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
