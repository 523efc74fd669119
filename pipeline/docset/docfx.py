"""What `docfx.json` says of a page: whether it is built, and the metadata that it gets without saying so itself.

https://dotnet.github.io/docfx/docs/config.html. The nearest file at the root of the pages or above it counts, up to the
repository's root. Front matter goes before `fileMetadata`, and that before `globalMetadata`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.families.detect import fits_glob
from pipeline.files import reads
from pipeline.files.regular import opened
from pipeline.files.remote import AnyPath

NAME = "docfx.json"
PUBLISH = ".openpublishing.publish.config.json"
_HIGHEST = 8  # folders above the root that are looked into
_LARGEST = 4_000_000  # bytes of a file
_MOST_GLOBS = 5_000


@dataclass(frozen=True)
class Content:
    """Files that are built: globs below a folder, and those that are left out."""

    src: str
    files: tuple[str, ...]
    exclude: tuple[str, ...]

    def has(self, path: str) -> bool:
        """Is a file, by its path below the folder of `docfx.json`, one of these?"""
        if self.src:
            if not path.startswith(self.src + "/"):
                return False
            path = path[len(self.src) + 1 :]
        return _fits_any(path, self.files) and not _fits_any(path, self.exclude)


@dataclass(frozen=True)
class Docfx:
    """One `docfx.json`: its folder, what it builds, and metadata for all files and for those that fit a glob."""

    folder: str
    content: tuple[Content, ...] = ()
    everywhere: Mapping[str, Any] = None  # type: ignore[assignment]
    by_glob: Mapping[str, tuple[tuple[str, Any], ...]] = None  # type: ignore[assignment]
    problem: str = ""

    def is_built(self, path: str) -> bool:
        """Is a file built? `path` is below the folder, with `/`."""
        return any(one.has(path) for one in self.content)

    def value(self, key: str, path: str) -> Any:
        """The value that a file gets for a key; None where it gets none. Of several globs the last that fits counts."""
        for glob, value in reversed(self.by_glob.get(key, ())):
            if fits_glob(path, glob):
                return value
        return self.everywhere.get(key)

    @property
    def names_authors(self) -> bool:
        """Is it a docset whose pages name who is responsible for them (Microsoft Learn), and not any site of docfx?"""
        return any(key.startswith("ms.") for key in (*self.everywhere, *self.by_glob))


def docfx_of(root: AnyPath) -> Docfx | None:
    """The `docfx.json` that holds for a tree of pages; None where there is none, or behind a URL."""
    if not isinstance(root, Path):
        return None
    for name in files_above(str(root), NAME):
        stamp = reads.stamp_of(name)
        if stamp is None:
            reads.asked(reads.KIND, name)
            continue
        found, digest = _read(name, stamp)
        reads.note(name, reads.Seen(digest, stamp))
        return found
    return None


def is_learn(root: AnyPath) -> bool:
    """Does a publish configuration of Microsoft Learn stand at the root of a tree or above it?"""
    if not isinstance(root, Path):
        return False
    for name in files_above(str(root), PUBLISH):
        if reads.stamp_of(name) is not None:
            return True
        reads.asked(reads.KIND, name)
    return False


def folders_above(root: Path) -> Iterator[Path]:
    """The root and the folders above it, up to the repository's."""
    for folder in (root, *root.parents[:_HIGHEST]):
        yield folder
        if (folder / ".git").exists():
            return


def files_above(root: str, name: str) -> tuple[str, ...]:
    """The places of a file in a folder and those above it, up to the repository's root; asked for by every page."""
    return _files_above(os.path.abspath(root), name)  # noqa: PTH100


@lru_cache(maxsize=256)
def _files_above(root: str, name: str) -> tuple[str, ...]:
    return tuple(str(folder / name) for folder in folders_above(Path(root)))


@lru_cache(maxsize=64)
def _read(name: str, _stamp: reads.Stamp) -> tuple[Docfx, str]:
    try:
        with opened(Path(name)) as file:
            data = file.read(_LARGEST) or b""
    except OSError:
        data = b""
    return parsed(data, os.path.dirname(name)), reads.digest(data)  # noqa: PTH120


def parsed(data: bytes, folder: str) -> Docfx:
    """A `docfx.json` by its bytes; where they are none, its `problem` says why."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
        build = document.get("build", {}) if isinstance(document, dict) else {}
    except (ValueError, RecursionError) as error:
        return Docfx(folder, (), {}, {}, problem=str(error).partition("\n")[0])
    if not isinstance(build, dict):
        build = {}
    everywhere = build.get("globalMetadata")
    by_file = build.get("fileMetadata")
    return Docfx(
        folder,
        tuple(_contents(build.get("content"))),
        everywhere if isinstance(everywhere, dict) else {},
        {
            key: tuple((glob, value) for glob, value in globs.items() if isinstance(glob, str))[
                :_MOST_GLOBS
            ]
            for key, globs in (by_file.items() if isinstance(by_file, dict) else ())
            if isinstance(globs, dict)
        },
    )


def _contents(said: Any) -> Iterator[Content]:
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, str):
            one = {"files": [one]}
        if isinstance(one, dict):
            src = os.path.normpath(
                _text(one.get("src") or one.get("cwd")).replace("\\", "/").strip("/") or "."
            )
            if not src.startswith(".."):
                yield Content(
                    "" if src == "." else src, _texts(one.get("files")), _texts(one.get("exclude"))
                )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    """The globs in a text or a list of texts."""
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(one for one in texts if isinstance(one, str))[:_MOST_GLOBS]


def _fits_any(path: str, globs: tuple[str, ...]) -> bool:
    return any(fits_glob(path, glob) for glob in globs)
