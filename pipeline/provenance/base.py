"""The docset as it was at a git revision: its pages then, beside what they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pipeline.docset.git import Commit, GitError, Repository
from pipeline.errors import UsageError
from pipeline.files.remote import AnyPath, Remote

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Base:
    """A repository and one of its commits. Paths are relative to the repository's root, with `/`."""

    repository: Repository
    commit: str

    @classmethod
    def of(cls, folder: AnyPath, revision: str, *, fork: bool = True) -> Base:
        """The revision (`fork`: where HEAD and it parted) in the repository around a folder.

        Raises UsageError where there is no git, no repository, or no such revision.
        """
        if isinstance(folder, Remote):
            raise UsageError(f"{revision}: git is asked; pages behind URLs are in none")
        repository = Repository.around(folder)
        if repository is None:
            raise UsageError(f"{folder}: in no git repository, or git is missing")
        try:
            commit = repository.fork(revision) if fork else repository.commit(revision)
        except GitError as error:
            raise UsageError(str(error)) from None
        return cls(repository, commit)

    def place(self, file: AnyPath | None) -> str:
        """The path of a file; empty where it stands in no place of this repository."""
        if not isinstance(file, Path):
            return ""
        return self.repository.inside(file) or ""

    def changed(self, places: Iterable[str]) -> frozenset[str]:
        """Those of the files that are not what they were, committed or not, and new ones."""
        wanted = [place for place in places if place]
        return self._ask(lambda: self.repository.changed(self.commit, wanted))

    def files_below(self, folder: Path) -> frozenset[str]:
        """The files that were below a folder then."""
        place = self.place(folder)
        if not place:
            return frozenset()
        below = "" if place == "." else place
        return self._ask(lambda: frozenset(self.repository.files_at(self.commit, below)))

    def contents(self, places: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of files then, by path; those that were not there are left out."""
        wanted = [(self.commit, place) for place in dict.fromkeys(places) if place]
        found = self._ask(lambda: self.repository.contents(wanted))
        return {place: data for (_, place), data in found.items()}

    def renames(self, folder: Path) -> Mapping[str, str]:
        """What files below a folder were called then, by what they are called now, as far as git has it."""
        place = self.place(folder)
        if not place:
            return {}
        pairs = self._ask(lambda: self.repository.renames(self.commit, place))
        return {new: old for old, new in pairs}

    def earlier(self, places: Iterable[str], most: int) -> Iterator[tuple[str, str, bytes]]:
        """Path, commit and bytes of versions of files before this commit, newest first, `most` of each at most."""
        left = dict.fromkeys(places, most)
        asked: list[tuple[str, str]] = []
        for commit in self._history:
            for name in commit.files:
                if left.get(name):
                    left[name] -= 1
                    asked.append((commit.name, name))
        found = self._ask(lambda: self.repository.contents(asked))
        for commit_name, name in asked:
            if (data := found.get((commit_name, name))) is not None:
                yield name, commit_name, data

    def beside(self, place: str, other: str) -> bytes | None:
        """A file as it was when another (`place`) was last changed, up to this commit; None where it was not there."""
        for commit in self._history:
            if place in commit.files:
                return self.repository.reader.read(commit.name, other)
        return None

    @cached_property
    def _history(self) -> tuple[Commit, ...]:
        return self._ask(lambda: self.repository.history(self.commit))

    @staticmethod
    def _ask(question: Callable[[], Answer]) -> Answer:
        try:
            return question()
        except GitError as error:
            raise UsageError(f"git: {error}") from None
