"""A history in a real repository, which is cloned with depth 1 again and again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from tests.histories.history import History
from tests.repo import Repo


class ClonedHistory(History):
    """As `History`, but it is git that knows the sources of hand-offs, or does not."""

    def __post_init__(self) -> None:
        self.repo = Repo(self.root)
        self.repo.write(".gitignore", "/build/\n/xliff/\n")
        self._clones = 0
        super().__post_init__()

    def commit(self, digest: str, data: bytes) -> str:
        """Commit everything; the commit's name."""
        return self.repo.commit()

    def forget(self) -> None:
        """Clone what there is without its history, and go on there; PO files come along."""
        self.repo.commit()
        self._clones += 1
        place = self.root.parent / f"clone{self._clones}"
        self.repo.git("clone", "-q", "--depth", "1", f"file://{self.root}", str(place))
        if (self.root / "build").exists():
            shutil.copytree(self.root / "build", place / "build")
        self.repo = Repo(place)
        self.stand_in(place, self.page.path)

    @contextmanager
    def _git(self) -> Iterator[None]:
        yield
