"""git, asked in batches: a few processes a docset, never one a page. How git is started is `process`'s affair.

Everything works without git: `Repository.around` is None then, or where the folder stands in no repository. What a
shallow or a partial clone does not hold is not known; nothing is fetched.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.docset.git_process import GitError, Reader, ask, is_installed
from pipeline.files.checkout import Checkout, checkout_around

if TYPE_CHECKING:
    from pipeline.docset.touches import Touch

__all__ = ["Commit", "GitError", "Repository"]


@dataclass(frozen=True)
class Repository:
    """A working tree (a linked worktree and a detached HEAD are as good)."""

    checkout: Checkout

    @classmethod
    def around(cls, folder: Path) -> Repository | None:
        """The repository that `folder` stands in; None where there is none, or no git."""
        checkout = checkout_around(folder)
        return cls(checkout) if checkout is not None and is_installed() else None

    @property
    def root(self) -> Path:
        """The top of the working tree."""
        return self.checkout.top

    @property
    def is_shallow(self) -> bool:
        """Was the repository cloned without all of its history?"""
        return self.checkout.shallow.is_file()

    @property
    def is_partial(self) -> bool:
        """Was the repository cloned without the contents of all its files?"""
        return any(self.checkout.objects.glob("pack/*.promisor"))

    @cached_property
    def head(self) -> str:
        """The full name of HEAD's commit; empty where there is none yet."""
        try:
            return self.commit("HEAD")
        except GitError:
            return ""

    @cached_property
    def reader(self) -> Reader:
        """Files of any commit, one after another."""
        return Reader(self.checkout, self._hash_name)

    def commit(self, revision: str) -> str:
        """The full name of a revision's commit. Raises GitError where there is no such revision."""
        asked = ["rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"]
        try:
            answer = ask(self.checkout, asked, refs=True)
        except GitError:
            shallow = " (the clone is shallow)" if self.is_shallow else ""
            raise GitError(f"no such revision: {revision}{shallow}") from None
        return answer.decode().strip()

    def commit_count(self) -> int:
        """How many commits there are in HEAD's history, as far as the clone has it. Raises GitError where git fails."""
        return int(self._ask(["rev-list", "--count", self.head])) if self.head else 0

    def last_change(self, path: str) -> str:
        """The full name of the last commit in HEAD's history that changed a file (a path from the root); else empty."""
        asked = ["log", "-1", "--format=%H", "--no-show-signature", self.head, "--", path]
        try:
            return self._ask(["--literal-pathspecs", *asked]).decode().strip()
        except GitError:
            return ""

    def fork(self, revision: str) -> str:
        """Where HEAD and `revision` parted; the revision itself where they have nothing in common."""
        commit = self.commit(revision)
        try:
            return self._ask(["merge-base", commit, self.head]).decode().strip() or commit
        except GitError:
            return commit

    def known(self, commits: Iterable[str]) -> frozenset[str]:
        """Those of the commits (full names) that the repository has."""
        wanted = sorted(set(commits))
        if not wanted:
            return frozenset()
        asked = "".join(f"{commit}\n" for commit in wanted).encode()
        answer = self._ask(["cat-file", "--batch-check=%(objecttype)"], asked)
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
        asked = "".join(f"{one}\n" for one in known).encode()
        answer = self._ask(["cat-file", "--batch"], asked)
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
        answer = self._ask(["cat-file", "--batch"], os.fsencode(data))
        return dict(_batch(answer, asked))

    def changed(self, since: str, wanted: Iterable[str]) -> frozenset[str]:
        """Those of the files that differ from the commit `since`, committed or not, and new ones; paths from the root.

        The files are compared here: git would run the repository's own filters over them. Files that are new and
        ignored are left out.
        """
        asked = sorted(set(wanted))
        then = self._names(since, os.path.commonpath(asked)) if asked else {}
        new = [path for path in asked if path not in then]
        differ = [
            path
            for path in asked
            if path in then and then[path] not in _names_of(self.root / path, self._hash_name)
        ]
        return frozenset(differ).union(new).difference(self._ignored(new))

    def files_at(self, commit: str, below: str) -> Iterable[str]:
        """The paths of the files that a commit has below a folder (empty: all), from the root."""
        return self._names(commit, below).keys()

    def _names(self, commit: str, below: str) -> dict[str, str]:
        """The names of the files' contents at a commit, by their paths."""
        paths = ["--", below] if below else []
        answer = self._ask(
            ["--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", commit, *paths]
        )
        entries = (entry.split(b"\t", 1) for entry in answer.split(b"\0") if entry)
        return {os.fsdecode(path): said.split()[2].decode() for said, path in entries}

    def _ignored(self, paths: list[str]) -> frozenset[str]:
        if not paths:
            return frozenset()
        asked = os.fsencode("".join(f"./{path}\0" for path in paths))  # a name may begin with `:`
        try:
            answer = self._ask(["check-ignore", "-z", "--stdin"], asked)
        except GitError:  # its way to say that none is
            return frozenset()
        return frozenset(os.fsdecode(path[2:]) for path in answer.split(b"\0") if path)

    def tracks(self, path: str) -> bool:
        """Has the index or HEAD anything at a path from the root, above it or below it, in whatever spelling?

        Raises GitError where git does not know.
        """
        answers = [self._ask(["ls-files", "-z", "--cached"])]
        if self.head:
            answers.append(
                self._ask(["ls-tree", "-r", "-z", "--name-only", "--full-tree", self.head])
            )
        asked = _folded(path)
        for entry in (one for answer in answers for one in answer.split(b"\0") if one):
            there = _folded(os.fsdecode(entry).rstrip("/"))
            if f"{there}/".startswith(f"{asked}/") or f"{asked}/".startswith(f"{there}/"):
                return True
        return False

    def renames(self, since: str, below: str) -> tuple[tuple[str, str], ...]:
        """The old and new paths (from the root) of files below a folder that were renamed since a commit.

        Renames that are not committed count where they are staged: the files themselves are not looked at, as git would
        run the repository's own filters over them.
        """
        how = ["--cached", "-M", "--diff-filter=R", "--name-status", "--no-ext-diff", "-z"]
        answer = self._ask(["--literal-pathspecs", "diff-index", *how, since, "--", below])
        words = [os.fsdecode(word) for word in answer.split(b"\0") if word]
        return tuple(zip(words[1::3], words[2::3], strict=True))

    def log(self, since: Iterable[str]) -> tuple[Commit, ...]:
        """Commits of HEAD that are not in the history of all of `since`, newest first, with the files they touch."""
        commits = sorted(set(since))
        exclude: tuple[str, ...] = ()
        try:
            base = self._ask(["merge-base", "--octopus", *commits]).decode().strip()
            exclude = (f"^{base}",) if base else ()
        except GitError:
            pass  # nothing in common: all of the history is read
        how = ["--topo-order", "--no-renames", "--no-ext-diff", "--name-only", "-z"]
        answer = self._ask(["log", *how, "--format=%x01%H %P", self.head, *commits, *exclude, "--"])
        return _reachable(tuple(_commits(answer)), self.head)

    def history(self, commit: str) -> tuple[Commit, ...]:
        """A commit (its full name) and those that it builds on, newest first, with the files they touch."""
        how = ["--topo-order", "--no-renames", "--no-ext-diff", "--name-only", "-z"]
        return tuple(_commits(self._ask(["log", *how, "--format=%x01%H %P", commit, "--"])))

    def touches(self, suffixes: Iterable[str]) -> tuple[Touch, ...]:
        """What each commit of HEAD's history did to files with these suffixes, newest first; renames are followed."""
        from pipeline.docset.touches import (  # only where history is read
            log_arguments,
            touches_of,
        )

        if not self.head:
            return ()
        return touches_of(self._ask(log_arguments(self.head, suffixes)))

    def inside(self, path: Path) -> str | None:
        """A file's path from the repository's root, with `/`; None where it stands outside."""
        relative = os.path.relpath(os.path.realpath(path), os.path.realpath(self.root))
        outside = relative.split(os.sep, 1)[0] == os.pardir
        return None if outside else relative.replace(os.sep, "/")

    @property
    def _hash_name(self) -> str:
        return "sha256" if len(self.head) == 64 else "sha1"

    def _ask(self, arguments: list[str], data: bytes | None = None) -> bytes:
        return ask(self.checkout, arguments, data, hash_name=self._hash_name)


def _folded(path: str) -> str:
    """A path as file systems compare it that take names for the same which differ in case or composition."""
    return unicodedata.normalize("NFKC", path).casefold()


def _names_of(file: Path, hash_name: str) -> list[str]:
    """What git may call the content of a file: as it is, and with the line ends that a repository has."""
    try:
        data = os.fsencode(file.readlink()) if file.is_symlink() else file.read_bytes()
    except OSError:
        return []
    forms = (data, data.replace(b"\r\n", b"\n")) if b"\r\n" in data else (data,)
    return [
        hashlib.new(hash_name, b"blob %d\0" % len(form) + form, usedforsecurity=False).hexdigest()
        for form in forms
    ]


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
