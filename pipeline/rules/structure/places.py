"""Where the links of a page lead, inside the docset."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from pipeline.docset.redirections import Lists, lists_of, redirection
from pipeline.errors import PageError
from pipeline.files import reads
from pipeline.files.folders import files_in, names_in
from pipeline.files.remote import AnyPath, relative
from pipeline.rules.context import PageContext

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|https?;?//")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Local:
    """A link into the docset: the path as written (decoded), and the name behind `#`."""

    path: str
    fragment: str


def local(target: str) -> Local | None:
    """A link's target as a place in the docset; None where it leads to the web, or cannot be known offline."""
    target = target.strip()
    if not target or _SCHEME.match(target) or target.startswith(("/", "~", "\\", "<", "{", "@")):
        return None
    path, _, fragment = target.partition("#")
    return Local(decoded(path.partition("?")[0]), decoded(fragment.partition("?")[0]))


def decoded(text: str) -> str:
    """`%20` and the like as the characters they stand for."""
    if "%" not in text:
        return text
    data = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    try:
        return data.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def file_of(page: PageContext, path: str) -> tuple[AnyPath | None, bool]:
    """The file that a relative path of a page leads to, and whether it can be known.

    A localized page falls back to the source's files, as the published site does. What leads out of the docset is
    not known.
    """
    known = False
    for root, own in _roots(page):
        joined = _joined(own, path)
        if joined is None:
            continue
        known = True
        place = _there(root, joined)
        if place is not None:
            return place, True
    return None, known


def _joined(page: str, path: str) -> str | None:
    """A relative path of a page as a path from the page's root; None where it leads out."""
    folder = page.rpartition("/")[0]
    joined = os.path.normpath(f"{folder or '.'}/{path.replace(chr(92), '/')}")
    leaves = joined == ".." or joined.startswith(("../", "/")) or "\0" in joined
    return None if leaves else joined


def spelled(page: PageContext, path: str) -> str:
    """The path as its file is really spelt, where only letter case differs (empty where none does)."""
    known = page.once(_known_spellings)
    if path not in known:
        known[path] = _spelled(page, path)
    return known[path]


def _known_spellings(_page: PageContext) -> dict[str, str]:
    return {}


def _looked_into(_page: PageContext) -> dict[str, set[str]]:
    return {}


def _spelled(page: PageContext, path: str) -> str:
    folders = page.once(_looked_into)
    for root, own in _roots(page):
        joined = _joined(own, path)
        real = _in_other_case(root, joined, folders) if joined is not None else None
        if real is not None:
            return _as_written(path, real)
    return ""


def _in_other_case(root: AnyPath, joined: str, known: dict[str, set[str]]) -> list[str] | None:
    """The real names of the folders and the file of a path, compared without letter case.

    `known` holds the names in the folders that were looked into before.
    """
    place, names = root, list[str]()
    for name in joined.split("/"):
        found = _entries(place, known)
        if name not in found:
            lower = name.lower()
            name = min((one for one in found if one.lower() == lower), default="")
        if not name:
            return None
        place = place / name
        names.append(name)
    return names


def _entries(folder: AnyPath, known: dict[str, set[str]]) -> set[str]:
    name = str(folder)
    if name not in known:
        reads.asked(reads.NAMES, name)
        try:
            known[name] = names_in(folder)
        except (OSError, ValueError, PageError):
            known[name] = set()
    return known[name]


def _as_written(path: str, real: list[str]) -> str:
    """A relative path with the real names from its end on, as far up as it names folders."""
    parts, names = path.replace("\\", "/").split("/"), list(real)
    for index in range(len(parts) - 1, -1, -1):
        if parts[index] == ".." or not names:
            break
        if parts[index] not in (".", ""):
            parts[index] = names.pop()
    return "/".join(parts)


def moved_to(page: PageContext, path: str) -> str:
    """Where readers of a file are sent that is not there any more; empty where nothing says so."""
    for root, own, lists in page.once(_redirections):
        joined = _joined(own, path)
        if joined is not None:
            found = redirection(os.path.normpath(f"{root}/{joined}"), lists)
            if found:
                return found
    return ""


def _redirections(page: PageContext) -> list[tuple[str, str, Lists]]:
    """The page's roots, its path below each, and the redirections there, where there are any."""
    return [
        (str(root.absolute()), own, lists)
        for root, own in _roots(page)
        if isinstance(root, Path) and (lists := lists_of(root))
    ]


def nearest_file(page: PageContext, path: str) -> str:
    """`; did you mean `…`?` with a file of the same folder whose name is near, or nothing."""
    folder, _, name = path.rpartition("/")
    names: set[str] = set()
    for root, own in _roots(page):
        place = root / own.rpartition("/")[0] / folder
        reads.asked(reads.NAMES, str(place))
        try:
            names |= files_in(place)
        except OSError:
            continue
    found = nearest(name, names)
    return f"; did you mean `{folder}{'/' * bool(folder)}{found}`?" if found else ""


def nearest(word: str, known: Iterable[str], cutoff: int = 75) -> str:
    """The nearest of the known words, or nothing; the same in other letters' case is the nearest."""
    from rapidfuzz import fuzz, process  # only where a name is wrong

    lower = word.lower()[:120]
    found = process.extractOne(
        lower, sorted(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=cutoff
    )
    return str(found[0]) if found else ""


def source_file_of(page: PageContext, path: str, file: AnyPath | None) -> AnyPath | None:
    """The file that a relative path of a localized page's source leads to; `file` is what the page's own leads to."""
    if page.source_root is None or file is None:
        return file
    if page.source_path == page.path:
        below = relative(file, page.root)
        return page.source_root / below if below is not None else file
    joined = _joined(page.source_path, path)
    return page.source_root / joined if joined is not None else file


def in_source(page: PageContext, path: str) -> AnyPath | None:
    """The place that a relative path of a page's source leads to; None where that leads out of its tree."""
    joined = _joined(page.source_path or page.path, path)
    return None if page.source_root is None or joined is None else page.source_root / joined


def _roots(page: PageContext) -> tuple[tuple[AnyPath, str], ...]:
    """The roots that the page's links are looked for below, each with the page's path from there."""
    if page.source_root is None or page.is_source:
        return ((page.root, page.path),)
    return ((page.root, page.path), (page.source_root, page.source_path or page.path))


def _there(root: AnyPath, joined: str) -> AnyPath | None:
    """The file or folder below a root, where there is one."""
    if isinstance(root, Path):  # by its name: a path object for each link costs more than the look
        name = os.path.normpath(f"{root}/{joined}")
        reads.asked(reads.KIND, name)
        try:
            mode = os.stat(name).st_mode  # noqa: PTH116
        except (OSError, ValueError):
            return None
        return Path(name) if S_ISREG(mode) or S_ISDIR(mode) else None
    place = root / joined
    reads.asked(reads.KIND, str(place))
    try:
        return place if place.is_file() or place.is_dir() else None
    except (OSError, ValueError):
        return None
