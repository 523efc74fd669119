"""Whether a command can work on a docset: what was asked for is there, and nothing is written where it must not be."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.docset.docset import Docset
from pipeline.docset.locale_folders import around_locales
from pipeline.docset.reach import check_reach, check_url
from pipeline.docset.selection import inside
from pipeline.errors import PageError, UsageError
from pipeline.files.folders import is_below, real
from pipeline.files.remote import AnyPath, Remote
from pipeline.settings import Settings


def check_docset(docset: Docset, *, builds: bool = False, in_place: bool = False) -> None:
    """Raises UsageError where a path that was asked for is no page of the docset, or where there is no page.

    And where a folder cannot be looked into, or the settings lead too far. `builds`: built pages are going to be
    written; `in_place`: pages are, where they stand.
    """
    try:
        check_settings(docset, in_place=in_place)
        _check_folders(docset)
        _check_paths(docset)
        _check_places(docset, builds=builds)
    except PageError as error:
        raise UsageError(error.message, path=error.path) from None
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise UsageError(message, path=str(error.filename or "")) from None


def check_settings(docset: Docset, *, in_place: bool = False) -> None:
    """Raises UsageError where a setting names what is out of its reach (`reach`).

    Source pages may be read in any folder, and be written (`in_place`) only within reach.
    """
    settings = docset.settings
    check_sources = check_reach if in_place else check_url
    if not docset.has_layouts and docset.source is None and docset.source_root is not None:
        check_sources(settings, "source", docset.source_root)
    if not docset.has_layouts and docset.content is None:
        check_reach(settings, "content", around_locales(settings)[0])
    for key in ("memory", "schema", "localized_schema"):
        if name := getattr(settings, key):
            check_reach(settings, key, settings.root / name)
    for tree in docset.trees:
        if docset.content is None:
            check_reach(settings, "layouts" if docset.has_layouts else "content", tree.root)
        check_reach(settings, "po", tree.po)
        check_reach(settings, "out", tree.out)
        if settings.glossary:
            check_reach(settings, "glossary", docset.place(settings.glossary, tree.locale))


def check_sources(docset: Docset) -> None:
    """Raises UsageError where source pages that were asked for are to be written and stand out of reach."""
    if docset.has_layouts and docset.source_pages() and docset.source_root is not None:
        check_reach(docset.settings, "layouts", docset.source_root)


def check_local(docset: Docset, what: str) -> None:
    """Raises UsageError where a folder of the docset is a URL: `what` works on files of this machine only."""
    for tree in docset.trees:
        for folder in (tree.root, tree.source_root, tree.po):
            if isinstance(folder, Remote):
                raise UsageError(f"{what} works on folders on disk; {folder} is a URL")


def _check_folders(docset: Docset) -> None:
    """Raises UsageError where a folder that was named is none."""
    if docset.source is not None and not docset.source.is_dir():
        raise UsageError(f"--source: no such folder: {docset.source}")
    around = around_locales(docset.settings)[0]
    named = docset.settings.content != Settings().content
    if not docset.has_layouts and docset.content is None and named and not around.is_dir():
        raise UsageError(f"`content` in the settings: no such folder: {around}")


def pages_among(docset: Docset) -> tuple[str, ...]:
    """Those of the paths that were asked for which are pages of the docset, or folders of some."""
    return tuple(path for path in docset.paths if not _why_no_page(docset, path))


def _check_paths(docset: Docset) -> None:
    """Raises UsageError where a path that was asked for is no page, nor a folder of some."""
    for path in docset.paths:
        if why := _why_no_page(docset, path):
            raise UsageError(f"{path}: {why}")


def _why_no_page(docset: Docset, path: str) -> str:
    """Why a path is neither a page nor a folder of some; empty where it is."""
    roots, endings = _roots(docset), " or ".join(docset.suffixes)
    found = [one for root in roots if (one := inside(path, root)) is not None]
    if not found:
        return f"no such page or folder in the docset ({_tried(roots)})"
    if all(one.is_file() and one.suffix not in docset.suffixes for one in found):
        return f"not a page; pages are files that end in {endings}"
    is_file = not any(one.is_dir() for one in found)
    if docset.has_layouts and is_file and not docset.names_page(path):
        return "not a page, as the layouts in the settings have them"
    return ""


def _check_places(docset: Docset, *, builds: bool) -> None:
    """Raises UsageError where locales would share a folder, pages be built over pages, or there is no page at all."""
    roots = _roots(docset)
    for what in ("po", "out"):
        places = {real(getattr(tree, what)) for tree in docset.trees}
        if len(places) < len(docset.trees):
            folder = getattr(docset.trees[0], what)
            raise UsageError(
                f"--{what} {folder}: one folder for several locales; put {{locale}} in its name"
            )
    for tree in docset.trees if builds else ():
        if _is_among_pages(docset, real(tree.out), roots):
            raise UsageError(
                f"--out {tree.out}: there are the pages themselves; use --in-place to replace them"
            )
    if not docset.pages() and not docset.source_pages() and not docset.left_out:
        names = ", ".join(f"*{suffix}" for suffix in docset.suffixes)
        there = f"no pages ({names}) in {_tried(roots)}" if roots else ""
        wanted = there or "no folder of localized pages"
        raise UsageError(f"{wanted}: `locpipe init` finds yours, --source and --content name them")


def _is_among_pages(docset: Docset, folder: str, roots: Iterable[AnyPath]) -> bool:
    """Is a folder (a name of `real`) one of pages? Those in layouts may stand beside other things."""
    if not docset.has_layouts:
        return any(is_below(folder, real(root)) for root in roots)
    pages = (tree.root / page for tree in docset.all_trees for page in docset.listed(tree))
    return any(is_below(real(page), folder) for page in pages)


def _roots(docset: Docset) -> list[AnyPath]:
    return [tree.root for tree in docset.all_trees]


def _tried(roots: Iterable[AnyPath]) -> str:
    return ", ".join(dict.fromkeys(map(str, roots)))
