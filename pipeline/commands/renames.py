"""Sources that were renamed: which new source page is one whose translations stand under another name.

A page whose source is gone and a source that has no page yet belong together where git says so, or where at least 80 %
of their sentences are equal and no other page is as like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.commands.extract import Formers
from pipeline.docset.docset import Docset
from pipeline.docset.family import family_of, translated_keys
from pipeline.docset.git import GitError, Repository
from pipeline.docset.pages import Page, Tree
from pipeline.errors import PageError
from pipeline.families.syntax import syntax_of
from pipeline.files import files
from pipeline.files.folders import walk
from pipeline.markdown.article import Article
from pipeline.po import file as po_files
from pipeline.provenance.freshness import named_commit
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.settings import Settings
from pipeline.units.folding import loose
from pipeline.units.segments import source_units

LEAST = 0.8
"""The share of sentences that two versions of a source have in common at least."""
_COMMITS = 20  # hand-offs that git is asked about


@dataclass(frozen=True, slots=True)
class _Orphan:
    """A page or PO file whose source is gone; `sentences` are those of its source, as far as they are known."""

    path: str
    source_path: str
    commit: str
    sentences: frozenset[str]


def formers(docset: Docset) -> Formers:
    """The renamed sources among those that the docset's command works on and that have neither page nor PO file."""
    found: dict[str, Mapping[str, str]] = {}
    fresh: dict[str, list[Page]] = {}
    for page in docset.new_pages():
        if not page.po.exists():
            fresh.setdefault(page.locale, []).append(page)
    if not fresh:
        return found
    everything = replace(docset, paths=())
    for tree in everything.trees:
        if pages := fresh.get(tree.locale):
            known = {page.path for page in everything.pages() if page.locale == tree.locale}
            orphans = [*_orphans(tree, known, docset.settings)]
            if pairs := _pairs(orphans, pages, docset.settings):
                found[tree.locale] = pairs
    return found


def _orphans(tree: Tree, pages: set[str], settings: Settings) -> Iterator[_Orphan]:
    names = set(pages)
    if tree.po.is_dir():
        found = map(tree.paths.page_of_po, walk(tree.po, tree.po, ".po"))
        names |= set(filter(None, found))
    for name in sorted(names):
        page = Page(name, tree)
        if page.source is None or page.source.exists():
            continue
        try:
            loaded = LoadedPage(page, settings)
            commit = named_commit(loaded.roles.commit) if loaded.exists else ""
            yield _Orphan(name, page.source_path, commit, frozenset(map(loose, _sentences(loaded))))
        except PageError:
            continue  # said where the page itself is worked on


def _sentences(loaded: LoadedPage) -> Iterable[str]:
    """The sentences of a source that is gone, as git, the PO file or the page itself remembers them."""
    if loaded.exists and (source := loaded.former.vanished) is not None:
        return [unit.source for unit in source_units(source, loaded.keys)]
    data = files.read_if_there(loaded.page.po)
    if data is not None:
        return [entry.msgid for entry in po_files.active(po_files.parse(data))]
    return [unit.source for unit in loaded.units] if loaded.exists else []


def _pairs(orphans: list[_Orphan], pages: list[Page], settings: Settings) -> dict[str, str]:
    """The new pages' paths with those of the orphans that they were."""
    if not orphans:
        return {}
    pairs = _known_to_git(orphans, pages)
    rest = [one for one in orphans if one.path not in pairs.values() and one.sentences]
    holders: dict[str, list[_Orphan]] = {}
    for orphan in rest:
        for sentence in orphan.sentences:
            holders.setdefault(sentence, []).append(orphan)
    scores: dict[tuple[str, str], float] = {}
    for page in pages if rest else ():
        if page.path not in pairs:
            scores |= _scores(page, holders, settings)
    best: dict[str, list[float]] = {}
    for (path, former), score in scores.items():
        best.setdefault(f"new {path}", []).append(score)
        best.setdefault(f"old {former}", []).append(score)
    for (path, former), score in scores.items():
        rivals = best[f"new {path}"] + best[f"old {former}"]
        if score >= LEAST and sum(other >= score for other in rivals) == 2:  # itself, on both sides
            pairs[path] = former
    return pairs


def _scores(
    page: Page, holders: Mapping[str, list[_Orphan]], settings: Settings
) -> dict[tuple[str, str], float]:
    """The share of sentences that a new source has in common with each orphan that holds some of them."""
    if page.source is None:
        return {}
    try:
        units = source_units(
            Article.parse(files.read(page.source), syntax_of(family_of(settings))),
            translated_keys(settings),
        )
    except PageError:
        return {}  # said where the page itself is worked on
    own = frozenset(loose(unit.source) for unit in units)
    common = Counter(orphan.path for sentence in own for orphan in holders.get(sentence, ()))
    sizes = {one.path: len(one.sentences) for found in map(holders.get, own) for one in found or ()}
    return {
        (page.path, path): number / max(len(own), sizes[path]) for path, number in common.items()
    }


def _known_to_git(orphans: list[_Orphan], pages: list[Page]) -> dict[str, str]:
    """The renames between the hand-offs of the orphans and the working tree, as git sees them."""
    root = pages[0].source_root
    commits = list(dict.fromkeys(one.commit for one in orphans if one.commit))[:_COMMITS]
    if not isinstance(root, Path) or not commits:
        return {}
    repository = Repository.around(root)
    below = repository.inside(root) if repository is not None else None
    if repository is None or below is None:
        return {}
    lead = "" if below == "." else f"{below}/"
    wanted = {page.source_path: page.path for page in pages}
    gone = {one.source_path: one.path for one in orphans}
    pairs: dict[str, str] = {}
    try:
        for commit in sorted(repository.known(commits)):
            for old, new in repository.renames(commit, below):
                path = wanted.get(new.removeprefix(lead))
                former = gone.get(old.removeprefix(lead))
                if path and former and former not in pairs.values():
                    pairs.setdefault(path, former)
    except GitError:
        return pairs
    return pairs
