"""What a change undid in translations, from where HEAD and a revision parted to the working tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.commands.regressed_page import REMOVED, RegressedPage, Then
from pipeline.docset.docset import Docset
from pipeline.docset.layouts.locale_names import known_tag
from pipeline.docset.pages import Page, Tree
from pipeline.errors import PageError, about
from pipeline.provenance.base import Base
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.provenance.page_reading import plain, read
from pipeline.provenance.undone import Undone
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.policy import Policy
from pipeline.rules.problem import failure, problem

_VERSIONS = 12
"""So many earlier versions of a page are looked at for texts that come back."""


class Regressions:
    """The localized pages of a docset beside what they were.

    Raises UsageError where git cannot say what they were.
    """

    def __init__(self, docset: Docset, revision: str, policy: Policy) -> None:
        self._docset, self._policy = docset, policy
        roots = [tree.root for tree in docset.trees]
        self._base = Base.of(roots[0] if roots else docset.settings.root.absolute(), revision)

    def outcomes(self) -> Iterator[Outcome]:
        """What was undone in each page that is not what it was, and the pages that are gone."""
        base, pages = self._base, list(self._docset.pages())
        places = {page: base.place(page.file) for page in pages}
        former = self._former_names()
        changed = base.changed(places.values())
        touched = {page: place for page, place in places.items() if place in changed}
        asked = {page: former.get(place, place) for page, place in touched.items()}
        sources = {page: base.place(page.source) for page in touched}
        data = base.contents([*asked.values(), *sources.values()])
        for page, place in asked.items():
            if (then := data.get(place)) is None:
                continue  # it is new
            found = tuple(self._page(page, place, then, data.get(sources[page])))
            yield Outcome(page.path, page.locale, found, {"pages": 1})
        for one in self._removed(set(places.values()), set(former.values())):
            yield Outcome(one.path, one.locale, (one,), {"pages": 1})

    def _page(self, page: Page, place: str, data: bytes, source: bytes | None) -> Iterator[Finding]:
        loaded = LoadedPage(page, self._docset.settings)
        try:
            with about(page.path):
                versions = (self._source_when_translated(page, place), source)
                known = RegressedPage(loaded, Then(data, versions), self._policy)
                changes = known.changes()
                if changes:
                    earlier = self._earlier(loaded, place, data, changes)
                    known = RegressedPage(loaded, Then(data, versions, earlier), self._policy)
                yield from known.findings(changes)
        except PageError as error:
            yield failure(page, "page-unreadable", error)

    def _source_when_translated(self, page: Page, place: str) -> bytes | None:
        """The source as it was when the page was last changed before the revision.

        Only pages whose family names no source ask for it, as all others say it themselves.
        """
        provenance = LoadedPage(page, self._docset.settings).family.provenance
        if provenance.hash is not None or provenance.commit is not None:
            return None
        source = self._base.place(page.source)
        return self._base.beside(place, source) if source else None

    def _earlier(
        self, loaded: LoadedPage, place: str, data: bytes, changes: Iterable[Undone]
    ) -> Mapping[str, str]:
        """Which of the new texts the page had before, by the newest commit that had them."""
        wanted = {plain(change.now) for change in changes if change.now}
        locale, keys, syntax = loaded.page.locale, loaded.keys, loaded.syntax
        found: dict[str, str] = {}
        for _, commit, version in self._base.earlier([place], _VERSIONS):
            if version == data:
                continue
            text = version.decode("utf-8", "replace")
            for sentence in wanted.intersection(read(text, locale, keys, syntax).sentences):
                found.setdefault(sentence, commit)
        return found

    def _former_names(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for tree in self._docset.trees:
            if isinstance(tree.root, Path):
                found |= self._base.renames(tree.root)
        return found

    def _removed(self, there: set[str], renamed: set[str]) -> Iterator[Finding]:
        """The localized pages that are gone, though their sources are not."""
        if self._docset.paths:
            return
        for tree in (*self._docset.trees, *self._locales_gone()):
            if not isinstance(tree.root, Path):
                continue
            folder = self._base.place(tree.root)
            lead = "" if folder == "." else f"{folder}/"
            for place in sorted(self._base.files_below(tree.root) - there - renamed):
                path = place.removeprefix(lead)
                if path.endswith(self._docset.suffixes) and self._is_missing(path, tree):
                    message = "the translated page is gone; its source is not"
                    yield problem(Page(path, tree), REMOVED, message)

    def _locales_gone(self) -> Iterator[Tree]:
        """The locales that had a folder then and have none now, where folders of locales are what there is."""
        docset = self._docset
        if docset.has_layouts or docset.content is not None or docset.locales:
            return
        parent, _, after = docset.settings.content.partition("{locale}")
        lead = self._base.place(docset.settings.root.absolute())
        before = parent if lead == "." else f"{lead}/{parent}"
        there, wanted = {tree.locale for tree in docset.trees}, docset.settings.locales
        places = self._base.files_below(docset.settings.root.absolute())
        names = {
            place.removeprefix(before).split("/")[0] for place in places if place.startswith(before)
        }
        for name in sorted(names - there):
            root = docset.settings.root / f"{parent}{name}{after}"
            if known_tag(name) and (not wanted or name in wanted) and root != docset.source_root:
                yield docset.tree_at(name, root)

    def _is_missing(self, path: str, tree: Tree) -> bool:
        page = Page(path, tree)
        try:
            source = page.source
        except ValueError:  # no layout has such a page
            return False
        if self._docset.settings.exclude and self._docset.is_excluded(page):
            return False
        return source is not None and source.is_file() and not page.file.exists()
