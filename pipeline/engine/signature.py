"""What a page's result depends on besides the files it was made from: program, day, settings, job and folders."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from pathlib import Path

from pipeline import __version__, plugins
from pipeline.docset.pages import Tree
from pipeline.engine.work import Job
from pipeline.rules.translation.dictionaries import folders
from pipeline.settings import Settings


def signature(job: Job, settings: Settings, tree: Tree) -> str:
    """A digest of everything that gives one page's files another result."""
    sources = bool(tree.source_root and tree.source_root.is_dir())
    return digest_of(job, settings, tree, sources)


def digest_of(*values: object) -> str:
    """A digest of any values that can be described."""
    said = repr([described(value) for value in values])
    return hashlib.blake2b(said.encode(), digest_size=20).hexdigest()


def described(value: object) -> object:
    """A value as plain data whose `repr` is the same in every process.

    Raises TypeError for what cannot be described so: a result must never be taken for that of other options.
    """
    match value:
        case None | bool() | int() | float() | str() | bytes():
            return value.name if isinstance(value, Enum) else value
        case Enum():
            return type(value).__qualname__, value.name
        case re.Pattern():
            return value.pattern, value.flags
        case Path() | date():
            return str(value)
        case partial():
            return (
                described(value.func),
                [described(one) for one in value.args],
                described(value.keywords),
            )
        case Mapping():
            return sorted((str(key), described(one)) for key, one in value.items())
        case set() | frozenset():
            return sorted(repr(described(one)) for one in value)
        case tuple() | list():
            return [described(one) for one in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            said = {field.name: getattr(value, field.name) for field in fields(value)}
            return type(value).__qualname__, described(said)
        case _ if callable(value) and hasattr(value, "__qualname__"):
            return f"{value.__module__}.{value.__qualname__}"
    raise TypeError(f"cannot describe {value!r}")


@cache
def code(today: date) -> str:
    """A digest of the program: locpipe's own files, the installed packages, Python, dictionaries, and the day."""
    parts = [__version__, sys.version, today.isoformat()]
    parts += [*_own_files(), *_packages(), *_dictionaries(), *plugins.stamps()]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()


def _own_files() -> Iterator[str]:
    """The name, size and time of each file of the package, data files too."""
    waiting = [str(Path(__file__).parent.parent)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.name.startswith((".", "__pycache__")):
                    continue
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    status = entry.stat()
                    yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def _dictionaries() -> Iterator[str]:
    """Every dictionary of the system with its size and time."""
    for folder in folders():
        for file in sorted(folder.iterdir()):
            with suppress(OSError):
                status = file.stat()
                yield f"{file} {status.st_size} {status.st_mtime_ns}"


def _packages() -> Iterator[str]:
    """Every installed distribution with its version, by the names of their metadata folders."""
    for folder in sys.path:
        if folder and Path(folder).is_dir():
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if entry.name.endswith(".dist-info")]
            yield from sorted(names)
