"""Localized images whose source images changed after they were made, as git's history tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.docset.git import GitError, Repository
from pipeline.docset.touches import Touch
from pipeline.provenance.page_log import PageLog

Pair = tuple[Path, Path]
"""A localized image and the source's."""

_TEXT = (".svg",)


def stale_images(pairs: Iterable[Pair]) -> Mapping[Pair, date]:
    """The pairs whose source image is another one than when the localized image was last changed, and that day (UTC).

    What git does not know is left out: images that no commit has as they are, the beginnings of shallow clones.
    """
    wanted = list(dict.fromkeys(pairs))
    suffixes = tuple(sorted({image.suffix for image, _ in wanted}))
    logs: dict[Path, PageLog | None] = {}
    found = {}
    for pair in wanted:
        for file in pair:
            if file.parent not in logs:
                logs[file.parent] = _log(file.parent, suffixes, logs.values())
        log, sources = (logs[file.parent] for file in pair)
        if log is not None and sources is not None:
            try:
                day = _stale_since(pair, log, sources)
            except (GitError, OSError):
                continue
            if day is not None:
                found[pair] = day
    return found


def _log(
    folder: Path, suffixes: tuple[str, ...], known: Iterable[PageLog | None]
) -> PageLog | None:
    repository = Repository.around(folder)
    if repository is None or not repository.head:
        return None
    for log in known:
        if log is not None and log.repository == repository:
            return log
    try:
        return PageLog(repository.touches(suffixes), repository, repository.head)
    except GitError:
        return None


def _stale_since(pair: Pair, log: PageLog, sources: PageLog) -> date | None:
    """The day on which the localized image was made, where its source is another one now."""
    image, source = (file.read_bytes() for file in pair)
    paths = log.repository.inside(pair[0]), sources.repository.inside(pair[1])
    if image == source or paths[0] is None or paths[1] is None:
        return None
    names, others = log.names(paths[0]), sources.names(paths[1])
    if not _same(_at(log, log.head, names), image, pair[0]):
        return None  # it is being made
    made = next(_made(log, names), None)
    if made is None or (log.repository.is_shallow and not made.parents):
        return None
    beside = made.commit if sources is log else sources.at(paths[1], made.time)
    then = _at(sources, beside, others) if beside else None
    if then is None or _same(then, source, pair[1]):
        return None
    return datetime.fromtimestamp(made.time, UTC).date()


def _made(log: PageLog, names: list[str]) -> Iterator[Touch]:
    """The commits that gave the image other bytes, the newest first; renames and plain merges do not."""
    for touch in reversed(log.touching(names)):
        now = _at(log, touch.commit, names)
        if now is not None and all(_at(log, parent, names) != now for parent in touch.parents):
            yield touch


def _at(log: PageLog, commit: str, names: Iterable[str]) -> bytes | None:
    found = log.repository.reader.contents((commit, name) for name in names)
    return next(iter(found.values()), None)


def _same(then: bytes | None, now: bytes, file: Path) -> bool:
    if then is not None and file.suffix.lower() in _TEXT:
        return then.replace(b"\r\n", b"\n") == now.replace(b"\r\n", b"\n")
    return then == now
