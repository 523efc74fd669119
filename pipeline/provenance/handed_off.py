"""The source files of earlier hand-offs, as git still knows them.

One `git cat-file --batch` a repository is kept open while a process works on pages: asking it costs no new process.
"""

from __future__ import annotations

import atexit
import os
import re
import subprocess
from functools import cache
from pathlib import Path
from threading import Lock

from pipeline.provenance.git import GitError, Repository
from pipeline.text.remote import AnyPath, Remote

_COMMIT = re.compile(r"[0-9a-f]{40}")


def handed_off(file: AnyPath, commit: str) -> bytes | None:
    """The bytes of `file` at `commit`; None where git does not know them (or there is no git, as behind URLs)."""
    commit = commit.lower()
    if isinstance(file, Remote) or not _COMMIT.fullmatch(commit):
        return None
    blobs = _blobs(file.parent.absolute())
    return blobs.read(commit, file) if blobs else None


def commit_of(file: AnyPath, data: bytes) -> str:
    """The name of HEAD's commit, if it holds `file` with exactly these bytes (whatever their line ends); else empty."""
    if isinstance(file, Remote):
        return ""
    blobs = _blobs(file.parent.absolute())
    if blobs is None or not blobs.head:
        return ""
    known = blobs.read(blobs.head, file)
    same = known is not None and known.replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")
    return blobs.head if same else ""


@cache
def _blobs(folder: Path) -> _Blobs | None:
    repository = Repository.around(folder)
    return _of(repository.root) if repository else None


@cache
def _of(root: Path) -> _Blobs:
    return _Blobs(Repository(root))


class _Blobs:
    """Files of any commit of one repository."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()  # a question and its answer belong together
        try:
            self.head = repository.commit("HEAD")
        except GitError:  # a repository without a commit
            self.head = ""

    def read(self, commit: str, file: Path) -> bytes | None:
        path = self._repository.inside(file)
        if path is None or "\n" in path:
            return None
        with self._lock:
            return self._answer(commit, path)

    def _answer(self, commit: str, path: str) -> bytes | None:
        try:
            process = self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(os.fsencode(f"{commit}:{path}\n"))
            process.stdin.flush()
            header = process.stdout.readline().split()
            if len(header) != 3 or not header[2].isdigit():
                return None  # `… missing`
            data = process.stdout.read(int(header[2]))
            process.stdout.read(1)
        except OSError:
            self._process = None
            return None
        return data if header[1] == b"blob" else None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                ["git", "-C", str(self._repository.root), "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            atexit.register(_end, self._process)
        return self._process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
