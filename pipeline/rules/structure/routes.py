"""Where the addresses of links lead that are no paths of files: to pages, by the rules of the docs family."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.families.family import Family
from pipeline.families.patterns import compiled_pattern, for_locale, matches
from pipeline.files import reads
from pipeline.files.regular import opened
from pipeline.files.remote import AnyPath
from pipeline.markdown.outline import Outline
from pipeline.rules.context import PageContext
from pipeline.rules.structure.places import decoded, nearest

_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}/?\Z")
_NUMBER = re.compile(
    r"\A\d{1,4}[ ._-]{1,3}"
)  # of the order in a folder, which is no part of an address
_INDEXES = ("index", "_index", "readme")
_LARGEST = 16_000_000  # bytes of a list of former addresses


class Route(NamedTuple):
    """An address that leads to a page: where it stands, what it says, and the page's path in small letters.

    `others` are the paths that it may mean as well: an address that begins with dots counts from the page's address or
    from its file, by how the site is set up.
    """

    start: int
    end: int
    said: str
    path: str
    others: tuple[str, ...] = ()


def routes(page: PageContext, outline: Outline) -> Iterator[Route]:
    """The addresses of a page that lead to pages of its docset."""
    family, locale = page.family, page.locale or page.settings.source_locale
    patterns = [compiled_pattern(for_locale(pattern, locale)) for pattern in family.addresses.pages]
    for link in outline.links:
        if link.is_image or link.kind in ("Autolink", "Email"):
            continue
        for pattern in patterns:
            match = pattern.match(link.target)
            if match is not None:
                path = decoded(str(match.group("path")))
                if not _FILE.search(path) and "{" not in path and "$" not in path:
                    path = path if path.startswith((".", "/")) else f"/{path}"
                    paths = tuple(_paths(family, page.path, path))
                    yield Route(link.start, link.end, link.target, paths[0], paths[1:])
                break
    for macro in family.addresses.macros:
        for one in matches(macro, outline.bare):
            start, end = one.groups["path"]
            said = outline.bare[start:end]
            paths = tuple(_paths(family, page.path, said.strip().removesuffix(".md")))
            yield Route(start, end, said, paths[0], paths[1:])


def _paths(family: Family, page: str, path: str) -> Iterator[str]:
    for said, folder in family.addresses.letters.items():
        path = path.replace(said, folder)
    path = path.lower()
    if path.startswith("/"):
        yield _normal(path.strip("/"))
        return
    stem = page.lower().rpartition(".")[0]
    folder = os.path.dirname(stem)  # noqa: PTH120
    if not path.startswith("."):  # from the root, or a neighbour by its name
        yield _normal(path)
        yield _normal(f"{folder}/{path}")
        return
    is_index = os.path.basename(stem) in _INDEXES  # noqa: PTH119
    yield _normal(f"{folder if is_index else stem}/{path}")
    yield _normal(f"{folder}/{path}")


def _normal(path: str) -> str:
    normal = os.path.normpath(path.strip("/") or ".")
    return "" if normal == "." else normal


def has_page(root: AnyPath, path: str, suffixes: tuple[str, ...]) -> bool:
    """Is there a page at a path below a root, or a folder of one? Letter case and numbers of an order do not count."""
    if path.startswith("..") or not isinstance(root, Path) or not path:
        return True  # nobody knows
    names = [f"{path}{suffix}" for suffix in suffixes]
    names += [f"{path}/{index}{suffix}" for index in _INDEXES[:2] for suffix in suffixes]
    for name in names:
        file = f"{root}/{name}"
        if reads.stamp_of(file) is not None:
            return True
        reads.asked(reads.KIND, file)
    folder, _, last = path.rpartition("/")
    place = _folder(root, folder)
    return place is not None and last in _stems(place)


def near_page(root: AnyPath, path: str) -> str:
    """A path whose last part is nearly a given one's, in the same folder; empty where there is none."""
    folder, _, last = path.rpartition("/")
    place = _folder(root, folder) if isinstance(root, Path) else None
    found = nearest(last, {*_stems(place)}, 80) if place is not None else ""
    return f"{folder}/{found}".strip("/") if found else ""


def has_folder(root: AnyPath, path: str) -> bool:
    """Is the folder there that the first part of a path names, so that the address is one of the pages'?"""
    first, _, more = path.partition("/")
    return bool(more) and isinstance(root, Path) and _folder(root, first) is not None


def _folder(root: Path, path: str) -> str | None:
    place = str(root)
    for part in path.split("/") if path else ():
        found = _stems(place).get(part)
        if found is None:
            return None
        place = f"{place}/{found}"
    return place


def _stems(folder: str) -> dict[str, str]:
    """The names in a folder without their endings and numbers, in small letters, with the names as they are."""
    reads.asked(reads.NAMES, folder)
    try:
        return _listed(folder, os.stat(folder).st_mtime_ns)  # noqa: PTH116
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=4096)
def _listed(folder: str, _changed: int) -> dict[str, str]:
    """The stems of a folder as it was when it last changed: many pages link into the same folders."""
    return {_stem(name): name for name in sorted(os.listdir(folder))}  # noqa: PTH208


def _stem(name: str) -> str:
    lower = name.lower()
    stem = lower.rpartition(".")[0] if lower.endswith((".md", ".mdx", ".html")) else lower
    return _NUMBER.sub("", stem) or stem


def moved(page: PageContext, root: AnyPath, path: str) -> bool:
    """Does a list of former addresses at the root name a path?"""
    if not isinstance(root, Path):
        return False
    for name in page.family.addresses.moved:
        file = f"{root}/{name}"
        stamp = reads.stamp_of(file)
        if stamp is None:
            reads.asked(reads.KIND, file)
            continue
        found, digest = _former(file, page.family.name, stamp)
        reads.note(file, reads.Seen(digest, stamp))
        if path in found:
            return True
    return False


@lru_cache(maxsize=16)
def _former(file: str, _family: str, _stamp: reads.Stamp) -> tuple[frozenset[str], str]:
    try:
        with opened(Path(file)) as opened_file:
            data = opened_file.read(_LARGEST) or b""
    except OSError:
        data = b""
    lines = data.decode("utf-8", "replace").splitlines()
    return frozenset(_former_path(line) for line in lines if "\t" in line), reads.digest(data)


def _former_path(line: str) -> str:
    return line.partition("\t")[0].partition("/docs/")[2].strip().lower()
