"""Pages that take in other pages: the names that come with them, and those that take in themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from pipeline.errors import PageError
from pipeline.families.family import DOCFX
from pipeline.files import files, reads
from pipeline.files.remote import AnyPath, from_name
from pipeline.markdown.article import Article
from pipeline.markdown.outline import outline
from pipeline.markdown.syntax import Syntax
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.anchors import names_in_file
from pipeline.rules.structure.embeds import embeds
from pipeline.rules.structure.places import file_of, local
from pipeline.rules.structure.reading import read
from pipeline.visible import shown

_MOST = 500  # files that one page takes in, one through another


def names_taken_in(page: PageContext, path: str = "") -> frozenset[str]:
    """The names that links can point to in what a page takes in; `path` is another page, as this one links to it."""
    if page.family.renderer != DOCFX:
        return frozenset()
    syntax, found = page.article.syntax, set[str]()
    if path:
        file = file_of(page, path)[0]
        first = [file] if file is not None else []
    else:
        first = list(_taken_by(page).values())
    for file in _closure(first, syntax):
        found |= names_in_file(file, syntax) or frozenset()
    return frozenset(found)


@rule("circular-reference", "article")
def circular_reference(page: PageContext) -> Iterator[Hit]:
    """A page takes itself in, by an `[!INCLUDE]` or through the files that it includes: it can never be built.

    Bad (in `includes/help.md`):

        [!INCLUDE [help](help.md)]

    Good: an include that leads to no page that leads back.
    """
    if page.family.renderer != DOCFX or "[!" not in page.article.text:
        return
    own = _key(page.root / page.path)
    for (path, start, end), file in _taken_by(page).items():
        if any(_key(one) == own for one in _closure([file], page.article.syntax)):
            message = f"`{shown(path, 120)}` leads back to this page: it includes itself"
            yield Hit(start, end, message)


def _taken_by(page: PageContext) -> Mapping[tuple[str, int, int], AnyPath]:
    """The pages that a page includes itself, by what names them and where that stands."""
    found = {}
    for one in embeds(page.once(read)):
        place = local(one.path) if one.kind == "include" else None
        file = file_of(page, place.path)[0] if place is not None else None
        if file is not None:
            found[one.path, one.start, one.end] = file
    return found


def _closure(first: list[AnyPath], syntax: Syntax) -> Iterator[AnyPath]:
    """Pages and all that they include, each once."""
    waiting, seen = list(first), set[str]()
    while waiting and len(seen) < _MOST:
        file = waiting.pop()
        if _key(file) in seen:
            continue
        seen.add(_key(file))
        yield file
        waiting += (from_name(name) for name in _includes_of(file, syntax))


def _includes_of(file: AnyPath, syntax: Syntax) -> tuple[str, ...]:
    stamp = reads.stamp_of(str(file))
    if stamp is None or not isinstance(file, Path):
        return ()
    found, digest = _read(str(file), stamp, syntax)
    reads.note(str(file), reads.Seen(digest, stamp))
    return found


@lru_cache(maxsize=4096)
def _read(name: str, _stamp: reads.Stamp, syntax: Syntax) -> tuple[tuple[str, ...], str]:
    try:
        data = files.read(from_name(name))
        article = Article.parse(data, syntax)
    except PageError:
        return (), reads.digest(b"")
    folder, found = os.path.dirname(name), []  # noqa: PTH120
    for one in embeds(outline(article)) if "[!" in article.text else ():
        place = local(one.path) if one.kind == "include" else None
        if place is not None and place.path:
            found.append(os.path.normpath(f"{folder}/{place.path}"))
    return tuple(found), reads.digest(data)


def _key(file: AnyPath) -> str:
    return os.path.normpath(str(file))
