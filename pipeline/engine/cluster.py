"""The engine that works on a Dask cluster: chunks go to its workers, which read pages from where all can reach them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from distributed import Client, KilledWorker

from pipeline.docset.pages import Page, Tree
from pipeline.engine.work import Chunk, Done, lost, run_chunk
from pipeline.errors import UsageError
from pipeline.files import stores

_AHEAD = (
    3  # chunks that wait for each thread of the cluster, so that none ever waits for this process
)
_PATIENCE = "10s"


class Cluster:
    """A chunk that was on a worker which died is done again by another; Dask sees to that.

    Where a chunk kills one worker after another, its pages are done one by one, and the page at fault is reported.
    """

    size = 100

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler

    def __call__(self, chunks: Iterator[Chunk]) -> Iterator[Sequence[Done]]:
        """The results of each chunk, in order."""
        try:
            client: Any = Client(  # type: ignore[no-untyped-call]
                self._scheduler, timeout=_PATIENCE, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise UsageError(f"--scheduler {self._scheduler}: {error}") from None
        with client:
            yield from _results(client, chunks)


def _results(client: Any, chunks: Iterator[Chunk]) -> Iterator[Sequence[Done]]:
    waiting: deque[tuple[Chunk, Any]] = deque()
    while True:
        room = _threads(client) * _AHEAD + 1 - len(waiting)
        for chunk in islice(chunks, max(room, 0)):
            waiting.append((chunk, _submitted(client, chunk) if chunk.pages else None))
        if not waiting:
            return
        chunk, future = waiting.popleft()
        if future is None:
            yield []
            continue
        try:
            yield future.result()
        except KilledWorker:
            yield [_alone(client, chunk, number) for number in range(len(chunk.pages))]


def _submitted(client: Any, chunk: Chunk) -> Any:
    """A chunk under way. It writes files, so an equal one before it is no reason to leave it out (`pure`)."""
    return client.submit(_run, client.id, _anywhere(chunk), pure=False)


def _run(command: str, chunk: Chunk) -> list[Done]:
    """Run a chunk on a worker, which may have worked for another command before."""
    stores.begin(command)
    return run_chunk(chunk)


def _alone(client: Any, chunk: Chunk, number: int) -> Done:
    page = chunk.pages[number]
    try:
        done: list[Done] = _submitted(client, replace(chunk, pages=(page,))).result()
    except KilledWorker:
        return lost(page, "every worker that was given it was killed, or out of memory")
    return done[0]


def _anywhere(chunk: Chunk) -> Chunk:
    """The chunk with paths that do not depend on the folder that this process was started in."""
    trees: dict[Tree, Tree] = {}
    for tree in {page.tree for page in chunk.pages}:
        trees[tree] = replace(
            tree,
            root=tree.root.absolute(),
            source_root=tree.source_root.absolute() if tree.source_root else None,
            po=tree.po.absolute(),
            out=tree.out.absolute(),
        )
    settings = replace(chunk.settings, root=chunk.settings.root.absolute())
    pages = tuple(Page(page.path, trees[page.tree]) for page in chunk.pages)
    return replace(chunk, settings=settings, pages=pages)


def _threads(client: Any) -> int:
    threads: dict[str, int] = client.nthreads()
    return max(sum(threads.values()), 1)
