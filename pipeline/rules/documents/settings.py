"""docfx's own files: `docfx.json`, and lists of redirections."""

from __future__ import annotations

import os
from collections.abc import Iterator

import yaml

from pipeline.families.detect import fits_glob
from pipeline.files import reads
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.documents.reading import (
    DOCFX_NAMES,
    REDIRECTIONS,
    Document,
    document,
    get,
    items,
    name_of,
    text_of,
)
from pipeline.rules.registry import rule
from pipeline.visible import shown

_MOST_FILES = 50_000
_CONTENT = (".md", ".yml", ".yaml", ".json")


@rule("docfx-content-empty", "document")
def docfx_content_empty(page: PageContext) -> Iterator[Hit]:
    """A glob of `build.content` in `docfx.json` fits no file: what it was meant for is not built.

    Bad (the folder is called `articles`):

        "content": [{"files": ["article/**/*.md"]}]

    Good:

        "content": [{"files": ["articles/**/*.md"]}]
    """
    if name_of(page) not in DOCFX_NAMES:
        return
    doc = document(page)
    folder = os.path.dirname(os.path.abspath(str(page.root / page.path)))  # noqa: PTH100, PTH120
    content = get(get(doc.root, "build"), "content")
    for one in items(content) or ([content] if content is not None else []):
        src = text_of(get(one, "src")).replace("\\", "/")
        below = os.path.normpath(f"{folder}/{src}") if src else folder
        if below != folder and not below.startswith(folder + os.sep):
            continue  # what leads out of the docset is not looked into
        globs = get(one, "files")
        for glob in items(globs) or ([globs] if isinstance(globs, yaml.ScalarNode) else []):
            said = text_of(glob)
            if said and not said.startswith("..") and not _fits_anything(below, said):
                yield Hit(*doc.place(glob), f"`{shown(said, 90)}` fits no file")


def _fits_anything(folder: str, glob: str) -> bool:
    """Does any file below a folder fit a glob? Yes, where there are too many files to know."""
    count = 0
    for root, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith((".", "_site", "node_modules"))]
        reads.asked(reads.NAMES, root)
        below = os.path.relpath(root, folder).replace(os.sep, "/")
        for name in names:
            count += 1
            if count > _MOST_FILES or fits_glob(name if below == "." else f"{below}/{name}", glob):
                return True
    return False


@rule("redirection-invalid", "document")
def redirection_invalid(page: PageContext) -> Iterator[Hit]:
    """A row of a list of redirections that docfx does not read: a path or an address is missing, or stands twice.

    Bad:

        {"source_path": "/pay.md", "redirect_url": ""}

    Good:

        {"source_path": "pay.md", "redirect_url": "/billing/pay"}
    """
    if not _is_list(page):
        return
    doc = document(page)
    seen: dict[str, int] = {}
    for row in items(get(doc.root, "redirections")):
        path, from_root, url = (
            get(row, key) for key in ("source_path", "source_path_from_root", "redirect_url")
        )
        said = text_of(path) or text_of(from_root)
        at = path if path is not None else from_root if from_root is not None else row
        message = ""
        if path is not None and from_root is not None:
            message = "a row has `source_path` or `source_path_from_root`, not both"
        elif not said:
            message = "the row does not say which page moved (`source_path`)"
        elif text_of(path).startswith("/"):
            message = "`source_path` begins without `/`"
        elif text_of(from_root) and not text_of(from_root).startswith("/"):
            message = "`source_path_from_root` begins with `/`"
        elif not text_of(url):
            at, message = (
                (url if url is not None else row),
                "the row does not say where the page moved (`redirect_url`)",
            )
        elif not said.lower().endswith(_CONTENT):
            message = "only pages can be redirected (.md, .yml, .json)"
        elif said.lower() in seen:
            message = f"`{shown(said, 90)}` is redirected twice; the first is in line {seen[said.lower()]}"
        if message:
            yield Hit(*doc.place(at), message)
        seen.setdefault(said.lower(), page.article.lines.place(doc.place(at)[0])[0])


@rule("circular-redirection", "document")
def circular_redirection(page: PageContext) -> Iterator[Hit]:
    """Redirections that lead back to where they began: readers go round in a circle.

    Bad:

        {"source_path": "shop/a.md", "redirect_url": "/shop/b"},
        {"source_path": "shop/b.md", "redirect_url": "/shop/a"}

    Good: both lead to a page that is there.
    """
    if not _is_list(page):
        return
    doc = document(page)
    rows = [row for row in items(get(doc.root, "redirections")) if text_of(get(row, "source_path"))]
    moved = {
        _tail(text_of(get(row, "source_path"))): _tail(text_of(get(row, "redirect_url")))
        for row in rows
    }
    in_circle = _circles(moved)
    for row in rows:
        if _tail(text_of(get(row, "source_path"))) in in_circle:
            url = get(row, "redirect_url")
            yield Hit(*_place(doc, url, row), "this redirection leads back to itself")


def _place(doc: Document, node: yaml.Node | None, row: yaml.Node) -> tuple[int, int]:
    return doc.place(node if node is not None else row)


def _tail(path: str) -> str:
    """A path or an address without its first folder (which the site may call otherwise), its ending and its anchor."""
    bare = path.partition("#")[0].partition("?")[0].strip("/").lower()
    if "://" in bare:
        bare = bare.partition("://")[2].partition("/")[2]
    for ending in _CONTENT:
        bare = bare.removesuffix(ending)
    return bare.partition("/")[2] or bare


def _circles(moved: dict[str, str]) -> frozenset[str]:
    """The keys from which one comes back to them by going from key to value."""
    found: set[str] = set()
    done: set[str] = set()
    for start in moved:
        way: dict[str, int] = {}
        at = start
        while at in moved and at not in done and at not in way:
            way[at] = len(way)
            at = moved[at]
        if at in way:
            found.update(key for key, number in way.items() if number >= way[at])
        done.update(way)
    return frozenset(found)


def _is_list(page: PageContext) -> bool:
    name = name_of(page)
    return name.startswith(REDIRECTIONS) and name.endswith(".json")
