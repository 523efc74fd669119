"""The source files of earlier hand-offs, as git still knows them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.files.remote import AnyPath, Remote

if TYPE_CHECKING:
    from pipeline.docset.git import Repository

_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def handed_off(file: AnyPath, commit: str) -> bytes | None:
    """The bytes of `file` at `commit` (its name may be shortened); None where git does not know them.

    It knows nothing behind URLs. An answer that may be another one the next time is not remembered.
    """
    commit = commit.lower()
    if isinstance(file, Remote) or not _COMMIT.fullmatch(commit):
        return None
    repository = repository_around(file.parent.absolute())
    return _read(repository, commit, file) if repository else None


def is_in_git(file: AnyPath) -> bool:
    """Does a file stand in a repository that has commits?"""
    repository = None if isinstance(file, Remote) else repository_around(file.parent.absolute())
    return repository is not None and bool(repository.head)


def commit_of(file: AnyPath, data: bytes) -> str:
    """The last commit that changed `file`, if HEAD holds it with exactly these bytes (whatever their line ends).

    Else empty.
    """
    if isinstance(file, Remote):
        return ""
    repository = repository_around(file.parent.absolute())
    if repository is None or not repository.head:
        return ""
    known = _read(repository, repository.head, file)
    same = known is not None and known.replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")
    path = repository.inside(file)
    if not same or path is None:
        return ""
    return repository.last_change(path) or repository.head  # a clone without trees knows no changes


def _read(repository: Repository, commit: str, file: Path) -> bytes | None:
    path = repository.inside(file)
    return None if path is None else repository.reader.read(commit, path)


@cache
def repository_around(folder: Path) -> Repository | None:
    """The repository that a folder stands in; None where there is none, or no git. It keeps what it was asked."""
    from pipeline.docset.git import Repository  # only where git is asked

    found = Repository.around(folder)
    return _known(found) if found else None


@cache
def _known(repository: Repository) -> Repository:
    """The same object for equal repositories: it keeps what it has asked, and a process of git."""
    return repository
