"""What git's history says of one localized page that does not name its source.

The log is asked for once a process and commit, for all pages of a repository; files of any commit come from a git
that stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.docset.git import GitError, Repository
from pipeline.docset.head import head_state
from pipeline.docset.pages import Page
from pipeline.files import reads
from pipeline.files.checkout import Checkout
from pipeline.files.remote import Remote
from pipeline.markdown.article import Article
from pipeline.provenance.freshness import Freshness, Verdict
from pipeline.provenance.handed_off import repository_around
from pipeline.provenance.page_log import PageLog, PairNow, text_of, versions_of
from pipeline.provenance.page_versions import HistoryVerdict, Languages, Version
from pipeline.provenance.sentence_history import last_complete, states_of, verdict_on
from pipeline.provenance.translated import State
from pipeline.units.unit import Unit

_REPOSITORIES = 4  # whose logs are kept
_PAGES = 16  # whose versions are kept, for editors, which ask again after each key


@dataclass(frozen=True)
class PageHistory:
    """A page's verdict, and what it rests on.

    `since` is the commit (in the repository of the sources) after which the page began to be behind, empty where
    none is known. `state` is what the page translates, of `versions`; None where history says nothing.
    """

    verdict: HistoryVerdict
    since: str = ""
    versions: tuple[Version, ...] = ()
    state: State | None = None
    languages: Languages = field(default_factory=Languages)

    @property
    def as_verdict(self) -> Verdict:
        """The verdict without what it rests on."""
        return Verdict(self.verdict.freshness, self.verdict.reason)

    @property
    def is_known(self) -> bool:
        """Does history know what the page was made from?"""
        return self.verdict.freshness is not Freshness.UNVERIFIABLE

    @property
    def is_behind(self) -> bool:
        """Is there something in the source that the page has to follow?"""
        return self.verdict.freshness is Freshness.STALE and not self.verdict.cosmetic

    def with_origins(self, units: Sequence[Unit], article: Article) -> tuple[Unit, ...]:
        """`units` of the page, which is `article`, each with the source that its text was translated from."""
        if self.state is None:
            return tuple(units)
        from pipeline.provenance.history_units import with_origins  # only of pages that are behind

        return with_origins(units, article, self.state, self.versions, self.languages)

    @property
    def source(self) -> str:
        """The text that the source had when the page was last changed; empty where it is not known."""
        return self.state.last_source if self.state is not None else ""

    @property
    def translated(self) -> str:
        """All that the page translates: a version of its source, or sentences of several, one a line."""
        if self.state is None or self.state.origins is None:
            return self.source
        return "\n".join(ref.text for ref in self.state.places)


def page_history(
    page: Page, data: bytes, source: bytes | None, languages: Languages, suffixes: tuple[str, ...]
) -> PageHistory:
    """What history says of a page and its source, whose bytes these are now (`source` None: there is none).

    `suffixes` are those of the names of pages. A result in which this went depends on the commit that HEAD is.
    """
    try:
        return _history(page, data, source, languages, suffixes)
    except GitError as error:
        return _unknown(f"git: {error}")


def _history(
    page: Page, data: bytes, source: bytes | None, languages: Languages, suffixes: tuple[str, ...]
) -> PageHistory:
    if isinstance(page.file, Remote) or isinstance(page.source, Remote) or page.source is None:
        return _unknown("no history is known behind URLs")
    log, sources = _log(page.file, suffixes), _log(page.source, suffixes)
    if log is None or sources is None:
        return _unknown("there is no git repository to ask")
    paths = log.repository.inside(page.file), sources.repository.inside(page.source)
    if paths[0] is None or paths[1] is None:
        return _unknown("a link leads out of its git repository")
    committed = _committed(log, sources, paths[0], paths[1], languages)
    if not committed.versions:
        return _unknown("git has no version of it")
    if log.repository.is_partial and any(
        one.target is None or one.source is None for one in committed.versions
    ):
        return _unknown("the clone is partial: what the page was made from is not in it")
    source_now = None if source is None else text_of(source)
    now = Version("", source_now, text_of(data), committed.head)
    versions = (*committed.versions, now)
    state = states_of(versions, languages, committed.states)[len(versions) - 1]
    found = verdict_on(state, source_now, languages)
    if found.freshness is not Freshness.STALE:
        return PageHistory(found, "", versions, state, languages)
    since = versions[last_complete(state).version].source_commit
    return PageHistory(found, since, versions, state, languages)


class _Committed(NamedTuple):
    """The versions of a page that git has, what each of them translates, and which of them HEAD has."""

    versions: tuple[Version, ...]
    states: Mapping[int, State]
    head: tuple[int, ...] | None


@lru_cache(maxsize=_PAGES)
def _committed(
    log: PageLog, sources: PageLog, target: str, source: str, languages: Languages
) -> _Committed:
    apart = sources if sources is not log else None
    ((_, found),) = versions_of([PairNow(target, source, "", None)], log, apart)
    *versions, now = found
    return _Committed(tuple(versions), states_of(versions, languages), now.parents)


def _unknown(why: str) -> PageHistory:
    return PageHistory(HistoryVerdict(Freshness.UNVERIFIABLE, why))


def _log(file: Path, suffixes: tuple[str, ...]) -> PageLog | None:
    """The log of the repository that a file stands in, as HEAD is now; None without git, or without commits."""
    folder = file.parent.absolute()
    repository = repository_around(folder)
    if repository is None:
        for place in (folder, *folder.parents):
            reads.asked(reads.KIND, str(place / ".git"))  # there may be one the next time
        return None
    return _read_log(repository.checkout, head_state(repository.checkout), suffixes)


@lru_cache(maxsize=_REPOSITORIES)
def _read_log(checkout: Checkout, _state: str, suffixes: tuple[str, ...]) -> PageLog | None:
    repository = Repository(checkout)  # afresh: one that is kept knows the HEAD of then
    if not repository.head:
        return None
    return PageLog(repository.touches(suffixes), repository, repository.head)
