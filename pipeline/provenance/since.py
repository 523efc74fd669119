"""What changed since a revision: which pages, and which of them lost the work of people."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from pathlib import Path

from pipeline.docset.git import GitError, Repository
from pipeline.docset.pages import Page
from pipeline.errors import PageError, UsageError
from pipeline.families.family import Family
from pipeline.families.roles import HT, MT
from pipeline.files.remote import Remote
from pipeline.markdown.article import Article
from pipeline.provenance.page_roles import roles_of


class Since:
    """The docset as it was where HEAD and a revision parted.

    Raises UsageError where there is no git, no repository, or no such revision.
    """

    def __init__(self, pages: Sequence[Page], revision: str) -> None:
        self._roots: dict[str, str] = {}
        folder = pages[0].root if pages else None
        if any(isinstance(page.root, Remote) for page in pages):
            raise UsageError(f"--since {revision}: git is asked; pages behind URLs are in none")
        repository = Repository.around(folder) if isinstance(folder, Path) else None
        if pages and repository is None:
            raise UsageError(
                f"--since {revision}: the pages are in no git repository, or git is missing"
            )
        self._repository = repository
        try:
            self._base = repository.fork(revision) if repository else ""
            places = filter(None, map(self._place, pages))
            self._changed = repository.changed(self._base, places) if repository else frozenset()
        except GitError as error:
            raise UsageError(f"--since {revision}: {error}") from None

    def touched(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """The pages that changed, committed or not."""
        return tuple(page for page in pages if self._place(page) in self._changed)

    def lost_types(self, pages: Sequence[Page], family: Family) -> list[Page]:
        """Pages that were translated by people at the revision and are machine translated now."""
        if self._repository is None:
            return []
        places = {
            page: place for page in pages if not page.is_source and (place := self._place(page))
        }
        old = self._repository.contents((self._base, place) for place in places.values())
        return [
            page
            for page, place in places.items()
            if (then := old.get((self._base, place))) is not None
            and _type(then, family) == HT
            and _type(page.file.read_bytes() if page.file.is_file() else b"", family) == MT
        ]

    def _place(self, page: Page) -> str:
        """The page's path from the repository's root; empty where it stands in another."""
        if self._repository is None:
            return ""
        root = str(page.root)
        if root not in self._roots:
            self._roots[root] = self._repository.inside(Path(root)) or ""
        folder = self._roots[root]
        if not folder:
            return ""
        place = posixpath.normpath(f"{folder}/{page.path}")
        return "" if place.startswith("..") else place


def _type(data: bytes, family: Family) -> str:
    try:
        return roles_of(Article.parse(data), family).type
    except PageError:
        return ""
