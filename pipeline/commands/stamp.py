"""The role by which a localized page says which source it was made from, given its new value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.docset.git import GitError, Repository
from pipeline.docset.pages import Page
from pipeline.errors import PageError, UsageError
from pipeline.families.family import Family
from pipeline.families.front_matter import set_values
from pipeline.families.roles import plan
from pipeline.files import files
from pipeline.files.difference import unified_diff
from pipeline.files.digest import matching_form, sha1, sha256
from pipeline.files.splice import splice
from pipeline.markdown.article import Article
from pipeline.provenance.cosmetic import is_cosmetic
from pipeline.provenance.freshness import Freshness, named_commit
from pipeline.provenance.handed_off import commit_of
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.provenance.page_roles import values_in
from pipeline.settings import Settings

_ROLES = ("hash", "commit")


@dataclass(frozen=True, slots=True)
class Stamped:
    """What was written into a page: `diff` is empty where it said so already."""

    diff: str


def check_family(family: Family) -> None:
    """Raise UsageError where pages of the family do not say which source they were made from."""
    if not any(role in family.provenance.write for role in _ROLES):
        raise UsageError(
            f"stamp: pages of the family {family.name} do not name their source: nothing to write"
        )


def stamp(
    page: Page, settings: Settings, to: str = "", *, reviewed: bool = False, write: bool = True
) -> Stamped:
    """Let a page say that it is a translation of its source at the revision `to`; empty: as it is now.

    Where sentences, translated metadata or structure of the source changed since the page was made, somebody must
    have seen to it: `reviewed`. Nothing is written unless `write`. Raises PageError where that cannot be done.
    """
    loaded = LoadedPage(page, settings)
    commit, data = _at(loaded, to)
    if not reviewed:
        _check_unchanged(loaded, data, to)
    article, provenance = loaded.article, loaded.family.provenance
    roles = loaded.roles
    known_hash = provenance.hash is not None and matching_form(data, roles.hash)
    new = {"hash": "" if known_hash else sha256(data) if len(roles.hash) == 64 else sha1(data)}
    if "commit" in provenance.write and not _is_short_for(roles.commit, commit):
        if not commit and ("hash" not in provenance.write or roles.commit):
            raise PageError("the source is not committed as it is; commit it, or name one by --to")
        new["commit"] = commit
    edits = plan(provenance, new, values_in(article, loaded.family))
    text = splice(article.text, set_values(article.text, edits, loaded.family.metadata.forms))
    changed = unified_diff(article.text, text, f"{page.locale}/{page.path}")
    if write and text != article.text:
        files.replace(page.file, text.encode(), loaded.data, page.root)
    return Stamped(changed)


def _is_short_for(said: str, commit: str) -> bool:
    """Does a page name the commit already, in full or shortened?"""
    named = named_commit(said)
    return bool(named) and commit.startswith(named)


def _at(loaded: LoadedPage, to: str) -> tuple[str, bytes]:
    """The commit (empty: none) and the bytes of the page's source at a revision, or as it is now."""
    file = loaded.page.source
    if not to:
        if file is None or loaded.source_data is None:
            raise PageError("the source has no page at this path")
        return commit_of(file, loaded.source_data), loaded.source_data
    repository = Repository.around(file.parent.absolute()) if isinstance(file, Path) else None
    if repository is None:
        raise PageError(f"--to {to}: the source is in no git repository, or git is missing")
    try:
        commit = repository.commit(to)
    except GitError as error:
        raise PageError(f"--to {to}: {error}") from None
    data = loaded.source_at(commit)
    if data is None:
        raise PageError(f"--to {to}: the source is not in this commit")
    return commit, data


def _check_unchanged(loaded: LoadedPage, data: bytes, to: str) -> None:
    """Raise PageError where the source at `data` asks for another translation than the page's own source."""
    said = "say --reviewed where the page was looked at"
    history = loaded.history
    if history is not None and history.is_behind and not to:
        raise PageError(f"the source changed {history.verdict.reason}; {said}")
    then = _made_from(loaded)
    if then is None:
        raise PageError(f"nobody knows which source the page was made from; {said}")
    new = Article.parse(data, loaded.syntax)
    if is_cosmetic(then, new, loaded.keys):
        return
    from pipeline.provenance.history import changed_sentences

    added, removed = changed_sentences(then.text.encode(), data)
    count = len(added) + removed
    what = f"{count} sentence{'' if count == 1 else 's'}" if count else "metadata or structure"
    raise PageError(f"{what} of the source changed since the page was made; {said}")


def _made_from(loaded: LoadedPage) -> Article | None:
    """The source that the page says it was made from, where its bytes are known."""
    if loaded.verdict.freshness is Freshness.CURRENT:
        return loaded.source
    if loaded.is_cosmetic:  # as history tells, too
        return loaded.source
    data = loaded.source_at(named_commit(loaded.roles.commit))
    if data is None:
        return None
    if loaded.family.provenance.hash is not None and not matching_form(data, loaded.roles.hash):
        return None
    return Article.parse(data, loaded.syntax)
