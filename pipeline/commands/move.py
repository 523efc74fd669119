"""A page under another name: its source, the pages and PO files of every locale, and what the memory says of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

import polib

from pipeline.docset.checks import check_local
from pipeline.docset.docset import Docset, shown
from pipeline.docset.pages import Page, Tree
from pipeline.errors import PageError, UsageError
from pipeline.files import files
from pipeline.files.folders import real, stands_below
from pipeline.memory.store import MemoryStore
from pipeline.po import file as po_files
from pipeline.po.comments import with_note


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: the files' old and new names as messages show them, and how many texts of the memory."""

    files: tuple[tuple[str, str], ...]
    remembered: int


@dataclass(slots=True)
class _Undo:
    """What to do, the last first, so that everything is as it was."""

    steps: list[Callable[[], object]] = field(default_factory=list)

    def __call__(self) -> None:
        for step in reversed(self.steps):
            with suppress(OSError, PageError):
                step()


def move(docset: Docset, old: str, new: str) -> Moved:
    """Move the page `old` to `new`, paths as users name them; all of it or, as far as files allow, nothing.

    A file that is there already is never replaced. Only a PO file that was begun under the new name is put together
    with the former one. Raises UsageError where that cannot be done.
    """
    check_local(docset, "move")
    before, after = _path(docset, old), _path(docset, new)
    if before == after:
        raise UsageError(f"{before}: the new name is the old one")
    places = [*_places(docset, before, after)]
    if not places:
        raise UsageError(f"{before}: no source, page or PO file has this name")
    for one, other, root in places:
        if not stands_below(one, root) or not stands_below(other, root):
            raise UsageError(f"{shown(other, docset.settings.root)}: a link leads out of {root}")
        if other.exists() and not _is_same(one, other) and other.suffix in docset.suffixes:
            raise UsageError(
                f"{shown(other, docset.settings.root)}: is there already; nothing was moved"
            )
    undo = _Undo()
    try:
        for one, other, _ in places:
            if other.exists() and not _is_same(one, other):
                _put_together(one, other, undo)
            else:
                _rename(one, other, undo)
        remembered = _remember(docset, before, after)
    except (OSError, PageError) as error:
        undo()
        why = error.message if isinstance(error, PageError) else error.strerror or str(error)
        raise UsageError(f"{before}: nothing was moved: {why}") from None
    except BaseException:
        undo()
        raise
    root = docset.settings.root
    return Moved(
        tuple((shown(one, root), shown(other, root)) for one, other, _ in places), remembered
    )


def _path(docset: Docset, name: str) -> str:
    """The path of a page below the root of the sources, of a name that may begin with the path of any root."""
    roots = [(tree.root, partial(_source_of, tree)) for tree in docset.trees]
    if docset.source_root is not None:
        roots.append((docset.source_root, partial(_source_of, None)))
    full = Path(os.path.normpath(Path.cwd() / name))
    for root, source_of in roots:
        here = Path(os.path.normpath(Path.cwd() / str(root)))
        if full != here and full.is_relative_to(here):
            below = full.relative_to(here).as_posix()
            if (found := source_of(below)) is not None:
                name = found
                break
    path = PurePosixPath(name.replace(os.sep, "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name:
        raise UsageError(f"{name}: not the path of a page below the docset's folders")
    if path.suffix not in docset.suffixes:
        endings = " or ".join(docset.suffixes)
        raise UsageError(f"{name}: not a page; pages are files that end in {endings}")
    return str(path)


def _source_of(tree: Tree | None, path: str) -> str | None:
    """The source's path of a page's path in a tree (None: of the sources), None where it can be no page there."""
    with suppress(ValueError):
        return tree.paths.source(path) if tree is not None else path
    return None


def _places(docset: Docset, old: str, new: str) -> Iterator[tuple[Path, Path, Path]]:
    """The files that are there under the old name, with their new names, and the root of each."""
    source = docset.source_root
    if isinstance(source, Path) and (source / old).is_file():
        yield source / old, source / new, source
    for tree in docset.trees:
        paths = tree.paths.target(old), tree.paths.target(new)
        if not all(paths):
            continue
        one, other = (Page(path, tree) for path in paths)
        for before, after, root in ((one.file, other.file, tree.root), (one.po, other.po, tree.po)):
            if (
                isinstance(before, Path)
                and isinstance(after, Path)
                and isinstance(root, Path)
                and before.is_file()
            ):
                yield before, after, root


def _is_same(one: Path, other: Path) -> bool:
    """Is it one file under two names, as where only the case differs?"""
    return one.samefile(other) and real(one).lower() == real(other).lower()


def _rename(old: Path, new: Path, undo: _Undo) -> None:
    missing = [folder for folder in (new.parent, *new.parent.parents) if not folder.exists()]
    new.parent.mkdir(parents=True, exist_ok=True)
    undo.steps += [folder.rmdir for folder in reversed(missing)]
    old.rename(new)
    undo.steps.append(lambda: new.rename(old))


def _put_together(old: Path, new: Path, undo: _Undo) -> None:
    """Lay the PO file that was begun under the new name over the former one."""
    former, begun = files.read(old), files.read(new)
    try:
        merged = _laid_over(po_files.parse_for_page(begun), po_files.parse_for_page(former))
    except PageError as error:
        raise error.at(str(new)) from None
    undo.steps.append(lambda: files.write(new, begun))
    files.replace(new, po_files.dump(merged), begun)
    undo.steps.append(lambda: files.write(old, former))
    old.unlink()


def _laid_over(begun: polib.POFile, former: polib.POFile) -> polib.POFile:
    """`former` with what `begun` says besides or instead; a text that gives way stays in a comment."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in former}
    for entry in begun:
        there = known.get((entry.msgctxt, entry.msgid))
        if there is None:
            former.append(entry)
            continue
        if entry.tcomment and entry.tcomment != there.tcomment:
            there.tcomment = with_note(there.tcomment, entry.tcomment)
        if not entry.msgstr:
            continue
        if there.msgstr and there.msgstr != entry.msgstr:
            there.tcomment = with_note(there.tcomment, f"Earlier: {there.msgstr}")
        there.msgstr, there.flags = entry.msgstr, list(entry.flags)
        there.previous_msgid = entry.previous_msgid
        there.previous_msgctxt = entry.previous_msgctxt
        there.obsolete = there.obsolete and entry.obsolete
    return former


def _remember(docset: Docset, old: str, new: str) -> int:
    """Let the memory's texts of the old page be those of the new one; how many there are."""
    place = docset.settings.root / docset.settings.memory
    if not place.is_file():
        return 0
    with MemoryStore(place) as store:
        names = {(old, new)} | {
            (tree.paths.target(old), tree.paths.target(new)) for tree in docset.trees
        }
        return sum(
            store.rename(before, after) for before, after in sorted(names) if before and after
        )
