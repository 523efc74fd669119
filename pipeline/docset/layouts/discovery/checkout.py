"""A checkout as discovery sees it: the names of its files, and the text of a few small ones."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.files.folders import is_below

LARGEST = 1 << 20
"""Bytes of a settings file that is still read."""
MOST_FILES = 300_000
MOST_SETTINGS = 200
_SKIPPED = frozenset(
    {"node_modules", "bower_components", "__pycache__", "venv", "dist", "build", "_site"}
)

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Checkout:
    """The files below `root`. Hidden folders and those of tools are left out, and links that lead out of it."""

    root: Path

    @cached_property
    def files(self) -> frozenset[str]:
        """Paths from the root, with `/`."""
        return frozenset(_walk(self.root))

    def named(self, *names: str) -> list[str]:
        """The files with one of these names, in any folder; `MOST_SETTINGS` of those nearest to the root, in order."""
        wanted = frozenset(names)
        found = (file for file in self.files if file.rpartition("/")[2] in wanted)
        return sorted(found, key=lambda file: (file.count("/"), file))[:MOST_SETTINGS]

    def pages(self, suffixes: tuple[str, ...], below: str = "") -> list[str]:
        """The files below a folder whose names end so, sorted."""
        start = f"{below}/" if below else ""
        return sorted(
            file for file in self.files if file.endswith(suffixes) and file.startswith(start)
        )

    def text(self, file: str) -> str | None:
        """The text of a settings file; None where it is none, too large, no UTF-8, or a link out of the checkout."""
        path = self.root / file
        try:
            if not path.is_file() or path.stat().st_size > LARGEST:
                return None
            if not is_below(os.path.realpath(path), os.path.realpath(self.root)):
                return None
            return path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None

    def beside(self, name: str) -> Checkout | None:
        """A checkout in the folder around this one, if it is there."""
        path = self.root.absolute().parent / name
        return Checkout(path) if path.is_dir() else None


def _walk(root: Path) -> Iterator[str]:
    """Files below `root`; `MOST_FILES` of them at most."""
    waiting, count = [(str(root), "")], 0
    while waiting:
        folder, below = waiting.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.is_symlink() or _SURROGATE.search(entry.name):
                continue  # a name that is no text can stand in no settings
            if entry.is_dir():
                if not entry.name.startswith(".") and entry.name not in _SKIPPED:
                    waiting.append((entry.path, f"{below}{entry.name}/"))
            elif entry.is_file():
                count += 1
                if count > MOST_FILES:
                    return
                yield below + entry.name
