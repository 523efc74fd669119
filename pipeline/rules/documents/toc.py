"""Tables of contents, `toc.yml`: https://dotnet.github.io/docfx/docs/table-of-contents.html."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import yaml

from pipeline.errors import PageError
from pipeline.files import files, reads
from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.documents.reading import (
    TOC_NAMES,
    Document,
    document,
    get,
    is_toc_document,
    items,
    pairs,
    text_of,
)
from pipeline.rules.registry import rule
from pipeline.rules.structure.places import file_of, local, moved_to, nearest_file, spelled
from pipeline.visible import shown

_KEYS = (
    *(
        "name",
        "displayName",
        "href",
        "topicHref",
        "tocHref",
        "homepage",
        "items",
        "uid",
        "topicUid",
        "expanded",
    ),
    *(
        "maintainContext",
        "preserveContext",
        "monikers",
        "visible",
        "order",
        "landingPageType",
        "children",
    ),
    *(
        "splitItemsBy",
        "generatePdf",
        "pdf_name",
        "nameId",
        "source",
        "type",
        "metadata",
        "auto",
        "memberLayout",
    ),
)
_LINKS = ("href", "topicHref", "tocHref", "homepage")
_MOST = 500


def entries(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """The entries of a table of contents, each before those below it."""
    waiting = (items(root) or items(get(root, "items")))[::-1]
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting += items(get(entry, "items"))[::-1]


@rule("toc-entry-invalid", "document")
def toc_entry_invalid(page: PageContext) -> Iterator[Hit]:
    """An entry of a table of contents without a name, with a key that docfx does not know, or that is no entry at all.

    Bad:

        - name: Pay
          herf: pay.md

    Good:

        - name: Pay
          href: pay.md
    """
    if not is_toc_document(page):
        return
    doc = document(page)
    for entry in entries(doc.root):
        if not isinstance(entry, yaml.MappingNode):
            yield Hit(*doc.place(entry), "an entry is a mapping: `name:` and `href:`")
            continue
        keys = {key.value: (key, value) for key, value in pairs(entry)}
        for name, (key, value) in keys.items():
            if name not in _KEYS and (near := get_close_matches(name[:40], _KEYS, 1, 0.75)):
                message = (
                    f"no key of an entry is called `{shown(name, 40)}`; did you mean `{near[0]}`?"
                )
                yield Hit(*doc.place(key), message)
            if name == "items" and not isinstance(value, yaml.SequenceNode):
                yield Hit(*doc.place(key), "`items` is a list: each entry below it begins with `-`")
        named = "name" in keys and text_of(keys["name"][1])
        if (
            not named
            and not ({"uid", "topicUid", "children"} & keys.keys())
            and not _misspells(keys)
        ):
            blank = keys["name"][0] if "name" in keys else entry
            yield Hit(*doc.place(blank), "the entry has no `name`: readers see nothing")


def _misspells(keys: Iterable[str]) -> bool:
    """Is one of the keys likely to mean `name`?"""
    return any(get_close_matches(key[:40], ("name",), 1, 0.75) for key in keys if key != "name")


@rule("toc-entry-repeated", "document")
def toc_entry_repeated(page: PageContext) -> Iterator[Hit]:
    """Two entries of one list have the same name and lead to the same page.

    Bad:

        - name: Pay
          href: pay.md
        - name: Pay
          href: pay.md

    Good: once.
    """
    if not is_toc_document(page):
        return
    doc = document(page)
    lists = [doc.root, *(get(entry, "items") for entry in (doc.root, *entries(doc.root)))]
    for one in lists:
        seen: set[tuple[str, str]] = set()
        for entry in items(one):
            name, href = get(entry, "name"), text_of(get(entry, "href"))
            key = (text_of(name).casefold(), href.casefold())
            if name is not None and href and key in seen:
                yield Hit(
                    *doc.place(name),
                    f"a second entry `{shown(text_of(name), 60)}` for `{shown(href, 90)}`",
                )
            seen.add(key)


@rule("toc-href-invalid", "document")
def toc_href_invalid(page: PageContext) -> Iterator[Hit]:
    """An entry leads to a file that is not there, that moved, or that is none of the kind that its key wants.

    Bad:

        - name: Pay
          href: pya.md

    Good:

        - name: Pay
          href: pay.md
    """
    if not is_toc_document(page):
        return
    doc = document(page)
    for entry in entries(doc.root):
        for key, value in pairs(entry):
            if key.value in _LINKS and isinstance(value, yaml.ScalarNode):
                href = value.value.strip()
                message = _about(page, key.value, href)
                if message:
                    place = doc.place(value if href else key)
                    yield Hit(*place, message, fix=_spelt(page, href, place))


def _spelt(page: PageContext, href: str, place: tuple[int, int]) -> Fix | None:
    """The fix that writes a path as its file is spelt, where only letter case differs."""
    where = local(href)
    if where is None or not where.path or file_of(page, where.path)[0] is not None:
        return None
    right = spelled(page, where.path)
    at = page.article.text.find(where.path, *place)
    if not right or at < 0 or len(right) != len(where.path):
        return None
    return Fix(f"write `{shown(right, 120)}`", (Splice(at, at + len(right), right),))


def _about(page: PageContext, key: str, href: str) -> str:
    """What is wrong with an address of an entry; empty where nothing is."""
    if not href:
        return f"`{key}` is blank"
    place = local(href)
    if place is None:
        return ""
    if not place.path:
        return "" if place.fragment else f"`{key}` leads nowhere"
    if key == "topicHref" and place.path.rpartition("/")[2].lower() in TOC_NAMES:
        return "`topicHref` leads to a page, not to a table of contents"
    if key == "tocHref" and not (
        place.path.endswith("/") or place.path.rpartition("/")[2].lower() in (*TOC_NAMES, "toc.md")
    ):
        return "`tocHref` leads to a table of contents or to its folder"
    file, is_known = file_of(page, place.path)
    if not is_known:
        return ""
    if file is None:
        if right := spelled(page, place.path):
            return f"letter case differs: the file is `{shown(right, 120)}`, not `{shown(place.path, 120)}`"
        if to := moved_to(page, place.path):
            return f"`{shown(place.path, 120)}` moved: it is redirected to `{shown(to, 120)}`"
        return f"no such file: `{shown(place.path, 120)}`{nearest_file(page, place.path)}"
    if place.path.endswith("/") and file.is_dir() and not _toc_in(str(file)):
        return f"no toc.yml or TOC.md stands in `{shown(place.path, 120)}`"
    return ""


def _toc_in(folder: str) -> bool:
    reads.asked(reads.NAMES, folder)
    try:
        return any(one.name.lower() in (*TOC_NAMES, "toc.md") for one in Path(folder).iterdir())
    except OSError:
        return True


@rule("circular-reference", "document")
def toc_circular(page: PageContext) -> Iterator[Hit]:
    """A table of contents takes itself in, by an `href` to itself or through those that it takes in.

    Bad (in `toc.yml`):

        - name: All
          href: toc.yml

    Good: a table of contents that leads to pages.
    """
    if not is_toc_document(page):
        return
    doc, own = document(page), os.path.abspath(str(page.root / page.path))  # noqa: PTH100
    inside = os.path.abspath(str(page.root)) + os.sep  # noqa: PTH100
    for value, file in _tocs(doc, os.path.dirname(own)):  # noqa: PTH120
        waiting, seen = [file], set[str]()
        while waiting and len(seen) < _MOST:
            one = waiting.pop()
            if one == own:
                yield Hit(
                    *doc.place(value), "leads back to this table of contents: it takes in itself"
                )
                break
            if one not in seen and one.startswith(inside):
                seen.add(one)
                waiting += _tocs_of(one)


def _tocs(doc: Document, folder: str) -> Iterator[tuple[yaml.Node, str]]:
    """The tables of contents that one takes in: what names each, and its file."""
    for entry in entries(doc.root):
        for key, value in pairs(entry):
            path = text_of(value).partition("?")[0].partition("#")[0]
            is_toc = path.rpartition("/")[2].lower() in TOC_NAMES
            if key.value in ("href", "tocHref") and is_toc and local(path) is not None:
                yield value, os.path.normpath(f"{folder}/{path}")


def _tocs_of(name: str) -> list[str]:
    stamp = reads.stamp_of(name)
    if stamp is None:
        return []
    found, digest = _read(name, stamp)
    reads.note(name, reads.Seen(digest, stamp))
    return list(found)


@lru_cache(maxsize=1024)
def _read(name: str, _stamp: reads.Stamp) -> tuple[tuple[str, ...], str]:
    try:
        data = files.read(Path(name))
        root = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except (PageError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return (), reads.digest(b"")
    folder = os.path.dirname(name)  # noqa: PTH120
    return tuple(file for _, file in _tocs(Document(root), folder)), reads.digest(data)
