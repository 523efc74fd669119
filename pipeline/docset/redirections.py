"""Redirections of docfx: which pages moved, and where their readers are sent.

https://learn.microsoft.com/en-us/contribute/redirects. Lists stand in `.openpublishing.redirection.json` and in the
files that `redirection_files` of `.openpublishing.publish.config.json` names, at the docset's root or above it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.docset.docfx import files_above
from pipeline.files import reads
from pipeline.files.regular import opened
from pipeline.files.remote import AnyPath

_CONFIG = ".openpublishing.publish.config.json"
_LIST = ".openpublishing.redirection.json"
_LARGEST = 64_000_000  # bytes of a list


Lists = tuple[tuple[str, Mapping[str, str]], ...]
"""Folders, and where pages moved to, by their former paths below the folder in lower case."""


def lists_of(root: AnyPath) -> Lists:
    """The redirections that hold in a tree of pages, the nearest first; none behind a URL."""
    if not isinstance(root, Path):
        return ()
    return tuple(
        (folder, moved)
        for folder in _folders(str(root))
        for name in _lists(folder)
        if (moved := _moved(name, folder))
    )


def redirection(file: str, lists: Lists) -> str:
    """Where the readers of a page are sent that is not there any more; empty where no list knows it.

    `file` is an absolute path without `..`. Letter case does not count.
    """
    for folder, moved in lists:
        found = moved.get(os.path.relpath(file, folder).replace(os.sep, "/").lower())
        if found:
            return found
    return ""


def _folders(root: str) -> Iterator[str]:
    """The root and the folders above it, up to the repository's."""
    return (name[: -len(_CONFIG) - 1] or "/" for name in files_above(root, _CONFIG))


def _lists(folder: str) -> list[str]:
    """The files of redirections that a folder names."""
    said = _json(f"{folder}/{_CONFIG}")
    if said is None:
        return [f"{folder}/{_LIST}"]
    more = said.get("redirection_files", ()) if isinstance(said, dict) else ()
    more = more if isinstance(more, list) else ()
    found = [_LIST, *(one for one in more if isinstance(one, str))]
    inside = (os.path.normpath(one.replace("\\", "/")) for one in dict.fromkeys(found))
    return [f"{folder}/{one}" for one in inside if not one.startswith(("..", "/"))]


def _moved(name: str, folder: str) -> Mapping[str, str]:
    """The addresses that pages moved to, by their former paths below a folder, in lower case."""
    stamp = reads.stamp_of(name)
    if stamp is None:
        reads.asked(reads.KIND, name)
        return {}
    found, digest = _read(name, folder, stamp)
    reads.note(name, reads.Seen(digest, stamp))
    return found


@lru_cache(maxsize=64)
def _read(name: str, folder: str, _stamp: reads.Stamp) -> tuple[Mapping[str, str], str]:
    data = _bytes(name)
    below = os.path.relpath(Path(name).parent, folder).replace(os.sep, "/")
    said = _parsed(data)
    rows = said.get("redirections") if isinstance(said, dict) else None
    found: dict[str, str] = {}
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict) or not isinstance(row.get("redirect_url"), str):
            continue
        path, from_root = row.get("source_path"), row.get("source_path_from_root")
        if isinstance(from_root, str):
            found[os.path.normpath(from_root.strip("/")).lower()] = row["redirect_url"]
        elif isinstance(path, str):
            found[os.path.normpath(f"{below}/{path.strip('/')}").lower()] = row["redirect_url"]
    return found, reads.digest(data)


def _json(name: str) -> Any:
    if reads.stamp_of(name) is None:
        reads.asked(reads.KIND, name)
        return None
    reads.asked(reads.CONTENT, name)
    return _parsed(_bytes(name))


def _bytes(name: str) -> bytes:
    try:
        with opened(Path(name)) as file:
            return file.read(_LARGEST) or b""
    except OSError:
        return b""


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
