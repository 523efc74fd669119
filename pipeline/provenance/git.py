"""git, asked in batches: a few processes a docset, never one a page.

Everything works without git: `Repository.around` is None then, or where the folder stands in no repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

_TIMEOUT = 120


class GitError(Exception):
    """git could not answer; the message says what it said."""


@dataclass(frozen=True)
class Repository:
    """A working tree (a linked worktree and a detached HEAD are as good)."""

    root: Path

    @classmethod
    def around(cls, folder: Path) -> Repository | None:
        """The repository that `folder` stands in; None where there is none, or no git."""
        here = folder
        while not here.is_dir() and here != here.parent:
            here = here.parent
        try:
            answer = _git(here, ["rev-parse", "--show-toplevel"])
        except GitError:
            return None
        return cls(Path(os.fsdecode(answer.removesuffix(b"\n"))))

    @cached_property
    def is_shallow(self) -> bool:
        """Was the repository cloned without all of its history?"""
        answer = _git(self.root, ["rev-parse", "--is-shallow-repository"])
        return answer.strip() == b"true"

    def commit(self, revision: str) -> str:
        """The full name of a revision's commit. Raises GitError where there is no such revision."""
        try:
            answer = _git(
                self.root, ["rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"]
            )
        except GitError:
            shallow = " (the clone is shallow)" if self.is_shallow else ""
            raise GitError(f"no such revision: {revision}{shallow}") from None
        return answer.decode().strip()

    def fork(self, revision: str) -> str:
        """Where HEAD and `revision` parted; the revision itself where they have nothing in common."""
        commit = self.commit(revision)
        try:
            return _git(self.root, ["merge-base", commit, "HEAD"]).decode().strip() or commit
        except GitError:
            return commit

    def known(self, commits: Iterable[str]) -> frozenset[str]:
        """Those of the commits (full names) that the repository has."""
        wanted = sorted(set(commits))
        if not wanted:
            return frozenset()
        asked = "".join(f"{commit}\n" for commit in wanted).encode()
        answer = _git(self.root, ["cat-file", "--batch-check=%(objecttype)"], asked)
        kinds = answer.decode().splitlines()
        return frozenset(
            commit for commit, kind in zip(wanted, kinds, strict=True) if kind == "commit"
        )

    def days(self, commits: Iterable[str]) -> Mapping[str, date]:
        """The day (UTC) on which each of the commits was made, for those that the repository has."""
        known = sorted(set(commits))
        found: dict[str, date] = {}
        if not known:
            return found
        answer = _git(
            self.root, ["cat-file", "--batch"], "".join(f"{one}\n" for one in known).encode()
        )
        for commit, data in _batch(answer, [(one, "") for one in known], b"commit"):
            match = _COMMITTED.search(data)
            if match:
                found[commit[0]] = datetime.fromtimestamp(int(match[1]), UTC).date()
        return found

    def contents(self, wanted: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], bytes]:
        """The bytes of files by (commit, path from the repository's root); those that are not there are left out."""
        asked = [one for one in dict.fromkeys(wanted) if "\n" not in one[1]]
        if not asked:
            return {}
        data = "".join(f"{commit}:{path}\n" for commit, path in asked)
        answer = _git(self.root, ["cat-file", "--batch"], os.fsencode(data))
        return dict(_batch(answer, asked))

    def changed(self, since: str) -> frozenset[str]:
        """Files that differ from the commit `since`, committed or not, and new ones; paths from the root."""
        differ = _git(
            self.root, ["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", since]
        )
        new = _git(self.root, ["ls-files", "--others", "--exclude-standard", "--full-name", "-z"])
        return frozenset(os.fsdecode(name) for name in (differ + new).split(b"\0") if name)

    def log(self, since: Iterable[str]) -> tuple[Commit, ...]:
        """Commits of HEAD that are not in the history of all of `since`, newest first, with the files they touch."""
        commits = sorted(set(since))
        exclude: tuple[str, ...] = ()
        try:
            base = _git(self.root, ["merge-base", "--octopus", *commits]).decode().strip()
            exclude = (f"^{base}",) if base else ()
        except GitError:
            pass  # nothing in common: all of the history is read
        answer = _git(
            self.root,
            [
                "log",
                "--topo-order",
                "--no-renames",
                "--name-only",
                "-z",
                "--format=%x01%H %P",
                "HEAD",
                *commits,
                *exclude,
                "--",
            ],
        )
        head = _git(self.root, ["rev-parse", "HEAD"]).decode().strip()
        found = tuple(_commits(answer))
        return _reachable(found, head)

    def inside(self, path: Path) -> str | None:
        """A file's path from the repository's root, with `/`; None where it stands outside."""
        relative = os.path.relpath(os.path.realpath(path), os.path.realpath(self.root))
        return None if relative.startswith("..") else relative.replace(os.sep, "/")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with its parents and the files it touches (none for a merge). `live`: is it in HEAD's history?"""

    name: str
    parents: tuple[str, ...]
    files: tuple[str, ...]
    live: bool = True


def _commits(answer: bytes) -> Iterator[Commit]:
    for record in answer.split(b"\x01")[1:]:
        head, *names = record.split(b"\0")
        name, *parents = head.decode().split()
        files = tuple(os.fsdecode(file.lstrip(b"\n")) for file in names if file.strip(b"\n"))
        yield Commit(name, tuple(parents), files)


def _reachable(commits: tuple[Commit, ...], head: str) -> tuple[Commit, ...]:
    live = {head}
    found = []
    for commit in commits:  # children stand before their parents
        if commit.name in live:
            live.update(commit.parents)
            found.append(commit)
        else:
            found.append(Commit(commit.name, commit.parents, commit.files, live=False))
    return tuple(found)


_COMMITTED = re.compile(rb"(?m)^committer .*> (\d+) [+-]\d{4}$")


def _batch(
    answer: bytes, asked: list[tuple[str, str]], kind: bytes = b"blob"
) -> Iterator[tuple[tuple[str, str], bytes]]:
    at = 0
    for one in asked:
        end = answer.index(b"\n", at)
        header = answer[at:end].rsplit(b" ", 2)
        if header[-1] == b"missing" or len(header) < 3 or not header[2].isdigit():
            at = end + 1
            continue
        size = int(header[2])
        if header[1] == kind:
            yield one, answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _git(folder: Path, arguments: list[str], data: bytes | None = None) -> bytes:
    import subprocess  # only where git is asked

    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_PAGER": "cat"}
    try:
        answer = subprocess.run(
            ["git", "--no-pager", "-c", "core.quotepath=off", *arguments],
            cwd=folder,
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            env=environment,
            timeout=_TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from None
    if answer.returncode:
        lines = answer.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise GitError(lines[0])
    return answer.stdout
