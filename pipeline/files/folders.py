"""What stands in a folder and below it, on disk or behind a URL. Nothing that is found leaves its root."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import PageError
from pipeline.files import stores
from pipeline.files.remote import AnyPath, Remote, relative


def walk(
    root: AnyPath,
    folder: AnyPath,
    suffix: str,
    other_case: set[str] | None = None,
    links: set[str] | None = None,
) -> Iterator[str]:
    """The files below `folder` whose names end so, as paths from `root` with `/`, in no order.

    Folders whose name begins with a dot are left out, and so are symbolic links that leave `root`. Raises PageError
    for a folder that cannot be read: what is in it would be taken for not there. Files whose names end so in other
    letters (`.MD`) go to `other_case`; links that are left out, to files that end so or to folders, go to `links`.
    """
    below = "" if folder == root else f"{relative(folder, root)}/"
    if isinstance(folder, Remote):
        for deeper, entries in stores.walk(folder.url):
            for name, entry in entries:
                if name.endswith(suffix) and not entry.is_folder:
                    yield f"{below}{deeper}{name}"
        return
    real_root = os.path.realpath(str(root))
    waiting = [(str(folder), below)]
    while waiting:
        current, below = waiting.pop()
        for one in _entries(current):
            if one.name.endswith(suffix) and not _is_folder(one):
                if not one.is_symlink() or is_below(os.path.realpath(one.path), real_root):
                    yield below + one.name
                elif links is not None:
                    links.add(below + one.name)
            elif not one.name.startswith(".") and one.is_dir(follow_symlinks=False):
                waiting.append((one.path, f"{below}{one.name}/"))
            elif other_case is not None and one.name.lower().endswith(suffix):
                other_case.add(below + one.name)
            elif links is not None and not one.name.startswith(".") and _is_folder(one):
                links.add(below + one.name)


def files_in(folder: AnyPath) -> set[str]:
    """The names of the files in a folder. Raises OSError where it cannot be read, PageError behind a URL."""
    if isinstance(folder, Remote):
        return {name for name, one in stores.listed(folder.url) if not one.is_folder}
    with os.scandir(folder) as entries:
        return {entry.name for entry in entries if entry.is_file()}


def names_in(folder: AnyPath) -> set[str]:
    """The names of all that stands in a folder. Raises as `files_in`."""
    if isinstance(folder, Remote):
        return {name for name, _ in stores.listed(folder.url)}
    with os.scandir(folder) as entries:
        return {entry.name for entry in entries}


def folders_in(folder: AnyPath) -> list[str]:
    """The names of the folders in a folder, sorted, also links to folders or to nothing. Raises as `files_in`."""
    if isinstance(folder, Remote):
        return sorted(name for name, one in stores.listed(folder.url) if one.is_folder)
    with os.scandir(folder) as entries:
        return sorted(
            one.name
            for one in entries
            if _is_folder(one) or (one.is_symlink() and leads_nowhere(Path(one.path)))
        )


def stands_below(path: AnyPath, root: AnyPath) -> bool:
    """Does a file stand below a folder, wherever links lead?"""
    if not isinstance(root, Remote) and _is_straight(str(path), str(root)):
        return True
    return is_below(real(path), real(root))


def _is_straight(path: str, root: str) -> bool:
    """Is nothing between a folder and a path below it a link, nor a way up?"""
    if not is_below(path, root) or os.pardir in path:
        return False
    while len(path) > len(root):
        try:
            status = os.lstat(path)
            if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", False):
                return False
        except OSError:
            pass  # it is not there; what is above it may be
        path = path.rpartition(os.sep)[0]
    return True


def real(path: AnyPath) -> str:
    """A path without links, or a URL, to be compared."""
    return path.url if isinstance(path, Remote) else os.path.realpath(path)


def is_below(path: str, root: str) -> bool:
    """Is one name of `real` the other, or below it?"""
    end = "/" if "://" in root else os.sep
    return path == root or path.startswith(root.rstrip(end) + end)


def leads_nowhere(path: Path) -> bool:
    """Is a path a link to what is not there, or to itself?"""
    return path.is_symlink() and not path.exists()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What stands in a folder; nothing where there is none any more."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise PageError(f"cannot be read: {error.strerror or error}", path=folder) from None
