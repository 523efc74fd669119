"""The versions of localized pages from git: one log a repository, and contents for a portion of pages at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from pipeline.docset.git import Repository
from pipeline.docset.touches import Touch
from pipeline.provenance.page_versions import Version

PORTION = 64
"""So many pages' versions are held at once."""

MOST_VERSIONS = 500
"""So many commits to a page are looked at; before the first of them nothing is known."""


@dataclass(frozen=True, eq=False)
class PageLog:
    """The history of a repository's pages. `touches` are newest first, children before their parents.

    `head` is HEAD's commit.
    """

    touches: Sequence[Touch]
    repository: Repository
    head: str

    @cached_property
    def _by_path(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, touch in enumerate(self.touches):
            for change in touch.changes:
                found.setdefault(change.path, []).append(place)
                if change.before:
                    found.setdefault(change.before, []).append(place)
        return found

    @cached_property
    def _renames(self) -> Mapping[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for place, touch in enumerate(self.touches):
            for change in touch.changes:
                if change.before:
                    found.setdefault(change.path, []).append((place, change.before))
        return found

    def names(self, path: str) -> list[str]:
        """What a page is and was called, the newest name first."""
        found, since = [path], -1
        while True:
            later = [one for one in self._renames.get(found[-1], ()) if one[0] > since]
            if not later or later[0][1] in found:
                return found
            since = later[0][0]
            found.append(later[0][1])

    def touching(self, names: Iterable[str]) -> list[Touch]:
        """The commits that touched a file of one of these names, oldest first, parents before their children."""
        places = {place for name in names for place in self._by_path.get(name, ())}
        return [self.touches[place] for place in sorted(places, reverse=True)]

    def at(self, path: str, time: int) -> str:
        """The newest commit that touched a page and is no newer than `time`; empty where there is none."""
        touched = sorted(self.touching(self.names(path)), key=lambda touch: touch.time)
        place = bisect_right(touched, time, key=lambda touch: touch.time)
        return touched[place - 1].commit if place else ""


@dataclass(frozen=True, slots=True)
class PairNow:
    """A localized page and its source: paths from the root of each repository, and what they say now."""

    target: str
    source: str
    target_text: str
    source_text: str | None


def versions_of(
    pairs: Iterable[PairNow], log: PageLog, sources: PageLog | None = None
) -> Iterator[tuple[PairNow, list[Version]]]:
    """The versions of each localized page, for `sentence_history.judge`; the last one is the page as it is now.

    `sources` is the log of the sources' repository, where that is another one: then the source that counts is the
    newest one by date when a translation was committed. Raises what the repository raises.
    """
    waiting = iter(pairs)
    while portion := list(islice(waiting, PORTION)):
        asked = [_Asked(pair, log, sources) for pair in portion]
        there = log.repository.reader.contents(one for page in asked for one in page.wanted())
        apart = (
            sources.repository.reader.contents(one for page in asked for one in page.wanted_apart())
            if sources
            else there
        )
        for page in asked:
            yield page.pair, page.versions(there, apart)


class _Asked:
    """A page whose versions are being read."""

    def __init__(self, pair: PairNow, log: PageLog, sources: PageLog | None) -> None:
        self.pair = pair
        self._head = log.head
        self._names = log.names(pair.target)
        touches = log.touching(self._names)
        self._touches = touches[-MOST_VERSIONS:]
        self._cut = len(touches) > MOST_VERSIONS
        self._shallow = log.repository.is_shallow
        self._sources = (sources or log).names(pair.source)
        self._source_commits = {
            touch.commit: sources.at(pair.source, touch.time) if sources else touch.commit
            for touch in self._touches
        }
        self._is_apart = sources is not None

    def wanted(self) -> Iterator[tuple[str, str]]:
        """What is to be read from the repository of the localized pages."""
        for commit in (self._head, *self._commits()):
            yield from ((commit, name) for name in self._names)
        if not self._is_apart:
            yield from self.wanted_apart()

    def wanted_apart(self) -> Iterator[tuple[str, str]]:
        """What is to be read from the repository of the sources."""
        for commit in self._source_commits.values():
            yield from ((commit, name) for name in self._sources if commit)

    def _commits(self) -> list[str]:
        return [commit for touch in self._touches for commit in (touch.commit, *touch.parents)]

    def versions(
        self, there: Mapping[tuple[str, str], bytes], apart: Mapping[tuple[str, str], bytes]
    ) -> list[Version]:
        found: list[Version] = []
        for touch in self._touches:
            target = _text(there, touch.commit, self._names)
            beside = self._source_commits[touch.commit]
            source = _text(apart, beside, self._sources)
            before = [_text(there, parent, self._names) for parent in touch.parents]
            parents = tuple(at for text in before if (at := _newest(found, text)) is not None)
            cut = (self._shallow and not touch.parents) or (self._cut and not found)
            found.append(Version(touch.commit, source, target, parents, cut, beside))
        at = _newest(found, _text(there, self._head, self._names))
        now = self.pair
        parents = () if at is None else (at,)
        source = None if now.source_text is None else _with_plain_ends(now.source_text)
        return [*found, Version("", source, _with_plain_ends(now.target_text), parents)]


def _newest(versions: Sequence[Version], text: str | None) -> int | None:
    """The newest version that says this; None of no text."""
    if text is None:
        return None
    return next((at for at in reversed(range(len(versions))) if versions[at].target == text), None)


def _text(
    contents: Mapping[tuple[str, str], bytes], commit: str, names: Iterable[str]
) -> str | None:
    """A page at a commit, under the newest of its names that is there."""
    for name in names:
        data = contents.get((commit, name))
        if data is not None:
            return text_of(data)
    return None


def text_of(data: bytes) -> str:
    """A page's text as versions are compared: without a mark at its beginning, line ends evened out."""
    return _with_plain_ends(data.decode("utf-8-sig", "replace"))


def _with_plain_ends(text: str) -> str:
    """A working tree may have other line ends than its repository."""
    return text.replace("\r\n", "\n")
