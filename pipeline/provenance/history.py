"""What happened to source pages since they were handed off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.docset.git import Commit, GitError, Repository
from pipeline.errors import PageError
from pipeline.files.remote import AnyPath
from pipeline.markdown.article import Article
from pipeline.visible import shown

_SENTENCE = re.compile(r"(?<=[.!?])[\"')*_]*\s+(?=[\"'(*_\[]*[A-Z0-9])")
_SHOWN = 3
_LONGEST = 100  # characters of a sentence that are shown
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a source since a commit.

    `commits` is how many touched it, -1 where git does not know (`unknown` says why). `sentences` are those that
    are new or changed, as they stand now; `removed` counts those that left.
    """

    commits: int = -1
    sentences: tuple[str, ...] = ()
    removed: int = 0
    unknown: str = ""

    @property
    def times(self) -> str:
        """How many commits there were, in words; empty where that is not known."""
        if self.commits < 0:
            return ""
        return f"{self.commits} commit{'' if self.commits == 1 else 's'} since"

    @property
    def described(self) -> str:
        """The change in a few words for a message; empty where nothing is known."""
        if self.commits < 0:
            return self.unknown
        counts = [
            f"{number} sentence{'' if number == 1 else 's'} {what}"
            for number, what in ((len(self.sentences), "changed or new"), (self.removed, "removed"))
            if number
        ]
        return f"{self.times}, {', '.join(counts) or 'no sentence changed'}"


def changes(
    wanted: Iterable[tuple[Path, str]], key: str = "the source's commit"
) -> Mapping[tuple[Path, str], Change]:
    """What changed in each source file since its commit, with a few git processes for all of them together.

    `key` is what messages call that commit.
    """
    asked = list(dict.fromkeys(wanted))
    if not asked:
        return {}
    repository = Repository.around(asked[0][0].parent)
    if repository is None:
        return dict.fromkeys(asked, Change())
    try:
        return _changes(repository, asked, key)
    except GitError as error:
        return dict.fromkeys(asked, Change(unknown=f"git: {error}"))


def how_to_know_more(folder: AnyPath | None) -> str:
    """What to do where git does not know the commit of a source below a folder, as the end of a sentence."""
    repository = Repository.around(folder) if isinstance(folder, Path) else None
    if repository is None:
        return "keep the sources in their git repository, so that its history can be asked"
    if repository.is_shallow:
        return "fetch the whole history of the source (`git fetch --unshallow`)"
    return "fetch the branch that has its commit, or name the folder of the right sources with --source DIR"


def commit_days(folder: Path, commits: Iterable[str]) -> Mapping[str, date]:
    """The days of the commits that git knows in the repository around `folder`; empty without git."""
    repository = Repository.around(folder)
    if repository is None:
        return {}
    try:
        return repository.days(commits)
    except GitError:
        return {}


def _changes(
    repository: Repository, asked: list[tuple[Path, str]], key: str
) -> dict[tuple[Path, str], Change]:
    known = repository.known(commit for _, commit in asked)
    places = {one: repository.inside(one[0]) for one in asked}
    usable = [one for one in asked if one[1] in known and places[one]]
    log = repository.log(commit for _, commit in usable) if usable else ()
    before = {commit: _history(log, commit) for commit in {commit for _, commit in usable}}
    touched: dict[str, list[str]] = {}
    for one in log:
        if one.live:
            for name in one.files:
                touched.setdefault(name, []).append(one.name)
    old = repository.contents((commit, places[file, commit] or "") for file, commit in usable)
    shallow = " (the clone is shallow)" if repository.is_shallow else ""
    unknown = Change(unknown=f"git does not know {key}{shallow}")
    found = dict.fromkeys(asked, unknown)
    for file, commit in usable:
        place = places[file, commit] or ""
        names = [name for name in touched.get(place, ()) if name not in before[commit]]
        then = old.get((commit, place))
        if then is None:
            found[file, commit] = Change(unknown=f"the page is not in {key}")
            continue
        new, removed = changed_sentences(then, file.read_bytes() if file.exists() else b"")
        found[file, commit] = Change(len(names), new, removed)
    return found


def _history(log: tuple[Commit, ...], commit: str) -> frozenset[str]:
    """The commits of the log that `commit` builds on, itself among them."""
    found = {commit}
    for one in log:  # children stand before their parents
        if one.name in found:
            found.update(one.parents)
    return frozenset(found)


def some_of(sentences: Sequence[str]) -> str:
    """The first few of some sentences, for a message, and how many more there are."""
    first = "; ".join(f"“{shown(text, _LONGEST)}”" for text in sentences[:_SHOWN])
    more = len(sentences) - _SHOWN
    return first + (f" and {more} more" if more > 0 else "")


def changed_sentences(old: bytes, new: bytes) -> tuple[tuple[str, ...], int]:
    """Sentences of `new` that `old` does not have, in their order, and how many of `old` are gone."""
    before, after = Counter(sentences(old)), []
    for sentence in sentences(new):
        if before[sentence] > 0:
            before[sentence] -= 1
        else:
            after.append(sentence)
    return tuple(after), max(0, sum(before.values()) - len(after))


def sentences(data: bytes) -> list[str]:
    """The sentences of a page that are translated: title, description and body, white space evened out."""
    try:
        article = Article.parse(data)
    except PageError:
        return []
    texts = [article.meta("title"), article.meta("description")]
    texts += [
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind not in ("code", "html")
    ]
    return [
        _WHITE.sub(" ", sentence).strip()
        for text in texts
        for sentence in _SENTENCE.split(text)
        if sentence.strip()
    ]
