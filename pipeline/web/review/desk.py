"""What is being reviewed: the pages by number, what is known of each, and the one lock for writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from pipeline.docset.pages import Page
from pipeline.engine.how import How
from pipeline.errors import PageError
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.policy import Policy
from pipeline.settings import Settings
from pipeline.web.collect import bare, shown, survey, unreadable
from pipeline.web.exchanged import Exchanged, exchanged
from pipeline.web.gathered import Gathered
from pipeline.web.known import Key
from pipeline.web.page_job import outcome
from pipeline.web.review.editing import Edit, save
from pipeline.web.review.standing import Standing
from pipeline.web.view import PageView


class NoPageError(LookupError):
    """There is no page of that number."""


@dataclass
class Desk:
    """Pages are known by their number in `pages` only: no address holds a path, so none can leave the docset.

    `standing` are the findings of the rules that judge the whole docset; they did so at the start.
    """

    pages: Sequence[Page]
    settings: Settings
    policy: Policy
    gathered: Gathered = field(default_factory=Gathered)
    standing: dict[Key, Standing] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self.numbers = {(page.locale, page.path): n for n, page in enumerate(self.pages)}

    def open(self, surveys: Iterable[Outcome], how: How) -> None:
        """Take what all pages came to, and let the rules judge that see the whole docset."""
        for one in surveys:
            self.gathered.take(one)
        found = self.gathered.judged(self.policy, self.settings, how)
        self.standing = {key: Standing(more) for key, more in found.items()}

    def loaded(self, number: int) -> LoadedPage:
        """The page of that number, read anew. Raises NoPageError where there is none."""
        if not 0 <= number < len(self.pages):
            raise NoPageError(number)
        return LoadedPage(self.pages[number], self.settings)

    def view(self, number: int) -> PageView:
        """The page as it is now, with the PO file's texts in it; the overview then knows of it too."""
        loaded = self.loaded(number)
        key = loaded.page.locale, loaded.page.path
        standing = self.standing.get(key)
        more: list[Finding] = []
        page: Exchanged | None = None
        try:
            page = exchanged(loaded)
            found = survey(loaded, self.policy, page)
            more = standing.now(page.article, page.units) if standing else more
        except PageError as error:
            found = unreadable(loaded, error)
        with self._lock:
            self.gathered.take(outcome(found))
            self.gathered.facts.close()
            self.gathered.add(key, tuple(more))
            row = self.gathered.rows[key]
        findings = (*found.findings, *more)
        return bare(row, findings) if page is None else shown(page, row, findings)

    def save(self, number: int, key: str, new: Edit, seen: Edit) -> Edit:
        """Save an entry of a page; see `editing.save`. One at a time, so that two tabs cannot pass each other."""
        loaded = self.loaded(number)
        with self._lock:
            return save(loaded, key, new, seen)

    def watched(self) -> dict[str, set[int]]:
        """The files whose change concerns pages: the page itself, its source, its PO file; with the pages' numbers."""
        found: dict[str, set[int]] = {}
        for number, page in enumerate(self.pages):
            files = [page.file] if page.is_source else [page.file, page.po, page.source]
            for file in files:
                if file is not None:
                    found.setdefault(str(file.resolve()), set()).add(number)
        return found

    def folders(self) -> set[Path]:
        """The roots of all pages and of their PO files, as far as they are there; those of PO files are made."""
        roots = {page.root for page in self.pages}
        roots |= {page.tree.po for page in self.pages if not page.is_source}
        found = {root for root in roots if isinstance(root, Path)}
        for folder in found:
            with suppress(OSError):  # saving will say what is wrong
                folder.mkdir(parents=True, exist_ok=True)
        return {folder for folder in found if folder.is_dir()}
