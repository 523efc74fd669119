"""What stands behind URLs, by fsspec: files read and written whole, and folders listed once a command.

fsspec is imported when the first URL is used. It is asked for listings rather than for single files: one answer
tells of a thousand files whether they are there, and whether they have changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import PurePath
from threading import Lock
from typing import Any, NamedTuple

from pipeline.errors import PageError

AT_ONCE = 32
"""How many answers are waited for: a store takes ten times as long to answer as a page takes to be worked on."""

_REMEMBERED = 4096  # folders
_folders: dict[str, dict[str, Entry]] = {}
_asked: dict[str, Lock] = {}
_command = ""


class Entry(NamedTuple):
    """What a listing says of one name. `mark` is another one for each content; 0 where the store has none."""

    is_folder: bool
    mark: int = 0


def begin(command: str) -> None:
    """Say which command is being worked for: what was listed for another one is forgotten."""
    global _command
    if command != _command:
        _command = command
        forget()


def forget() -> None:
    """Forget what was listed."""
    _folders.clear()
    _asked.clear()


def read(url: str) -> bytes | None:
    """The content of a file; None where there is none. Raises PageError where that cannot be said."""
    with _said(url, "read"):
        system, path = _at(url)
        try:
            data: bytes = system.cat_file(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return data


def write(url: str, data: bytes) -> None:
    """Put a file, whole. Raises PageError where it cannot be written."""
    with _said(url, "written"):
        system, path = _at(url)
        try:
            system.pipe_file(path, data)
        except FileNotFoundError:  # where folders are more than the beginning of a name
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            system.pipe_file(path, data)
    folder, _, name = url.rpartition("/")
    known = _folders.get(folder)
    if known is not None:
        known[name] = Entry(is_folder=False)


def entry(folder: str, name: str) -> Entry | None:
    """What stands in a folder under a name. Raises PageError where that cannot be said."""
    return _listed(folder).get(name)


def is_folder(url: str, folder: str, name: str) -> bool:
    """Is there anything below a URL? `folder` and `name` are its parts: often the folder was listed already."""
    around = _folders.get(folder)
    if url not in _folders and around is not None:
        found = around.get(name)
        return found is not None and found.is_folder
    return bool(_listed(url))


def listed(url: str) -> list[tuple[str, Entry]]:
    """What stands in a folder, with its name; nothing where it is none. Raises PageError where it cannot be listed.

    Names that could lead elsewhere (`..`), and links, are left out.
    """
    return list(_listed(url).items())  # a copy: others write


def walk(url: str) -> Iterator[tuple[str, list[tuple[str, Entry]]]]:
    """Each folder below `url`, and itself: its path from there (ending in `/`, or empty) and what stands in it.

    Folders whose name begins with a dot are left out.
    """
    from concurrent.futures import ThreadPoolExecutor  # slow to import

    waiting = [""]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while waiting:
            found = list(pool.map(listed, [f"{url}/{below}".rstrip("/") for below in waiting]))
            deeper = []
            for below, entries in zip(waiting, found, strict=True):
                yield below, entries
                for name, one in entries:
                    if one.is_folder and not name.startswith("."):
                        deeper.append(f"{below}{name}/")
            waiting = deeper


def _listed(url: str) -> dict[str, Entry]:
    found = _folders.get(url)
    if found is None:
        with _asked.setdefault(url, Lock()):  # many ask at once, and one asks the store
            found = _folders.get(url)
            if found is None:
                if len(_folders) >= _REMEMBERED:
                    forget()
                found = _folders[url] = _list(url)
    return found


def _list(url: str) -> dict[str, Entry]:
    with _said(url, "listed"):
        system, path = _at(url)
        try:
            found = system.ls(path, detail=True)
        except (FileNotFoundError, NotADirectoryError):
            return {}
        finally:
            system.invalidate_cache()  # what it remembers is kept here, and in less room
        entries = {}
        for info in found:
            full = info["name"].rstrip("/")
            name = full.rpartition("/")[2]
            is_self = full == path.rstrip("/")
            if not is_self and info["type"] in ("file", "directory") and _is_name(name):
                folder = info["type"] == "directory"
                entries[name] = Entry(folder, 0 if folder else _mark(info))
        return entries


def _is_name(name: str) -> bool:
    """Is a name one step down, and no more, to this machine's files, too?"""
    return PurePath(name).parts == (name,) and name != ".." and "\0" not in name


def _mark(info: Mapping[str, Any]) -> int:
    """A number for all that a store says of a file, which is to be trusted where it says an entity tag."""
    if not (info.get("ETag") or info.get("etag")):
        return 0
    said = repr(sorted((key, str(value)) for key, value in info.items()))
    return int.from_bytes(blake2b(said.encode(), digest_size=6).digest(), "big")


def _at(url: str) -> tuple[Any, str]:
    """The file system behind a URL, and the path in it."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    system, root = _opened(f"{scheme}://{host}")
    return system, f"{root}{slash}{path}"


@cache
def _opened(url: str) -> tuple[Any, str]:
    """The file system of a bucket or a server, and the path of its root, without a slash at the end."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        message = "URLs need fsspec: pip install 'locpipe[distributed]'"
        raise ImportError(message) from None
    try:
        system, root = url_to_fs(f"{url}/", skip_instance_cache=True)
    except ImportError as error:
        package = getattr(error.__cause__, "name", None)
        raise ImportError(f"{error}: pip install {package}" if package else str(error)) from None
    return system, root.rstrip("/")


@contextmanager
def _said(url: str, what: str) -> Iterator[None]:
    """Each file system has exceptions of its own; all of them say that something cannot be done with a URL."""
    try:
        yield
    except Exception as error:
        reason = getattr(error, "strerror", None) or str(error).strip() or type(error).__name__
        message = f"cannot be {what}: {reason.splitlines()[0]}"
        raise PageError(message, path=url) from None
