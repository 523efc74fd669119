"""The engine that works in several processes of this machine."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain, islice
from multiprocessing import forkserver, resource_tracker

from pipeline.docset.pages import Page
from pipeline.engine import worker
from pipeline.engine.work import Chunk, Done, lost, run_chunk

_INLINE_PAGES = 48
_TRIES = 2
_AHEAD = 2  # chunks that wait for each process, so that none ever waits for the parent

Waiting = tuple[Chunk, "Future[list[Done]]"]


class Processes:
    """The first pages are done in this process: their findings come at once, and few pages need no more.

    When a worker dies, the chunks that were under way are done again, page by page, each page that kills its
    process once more is reported, and the others go on.
    """

    size = 24

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def __call__(self, chunks: Iterator[Chunk]) -> Iterator[Sequence[Done]]:
        """The results of each chunk, in order."""
        pages = 0
        for chunk in chunks:
            yield run_chunk(chunk)
            pages += len(chunk.pages)
            if pages >= _INLINE_PAGES:
                break
        first = list(islice((chunk for chunk in chunks), 1))
        if first:
            yield from self._parallel(chain(first, chunks))

    def _parallel(self, chunks: Iterator[Chunk]) -> Iterator[Sequence[Done]]:
        waiting: deque[Waiting] = deque()
        pool = _pool(self._jobs)
        try:
            while True:
                broken = False
                try:
                    for chunk in islice(chunks, self._jobs * _AHEAD + 1 - len(waiting)):
                        waiting.append((chunk, _nothing(chunk) or _submitted(pool, chunk)))
                except BrokenProcessPool:
                    broken = True
                    waiting.append((chunk, _failed()))
                if not waiting:
                    pool.shutdown()
                    return
                if not broken:
                    try:
                        result = waiting[0][1].result()
                        waiting.popleft()
                        yield result
                        continue
                    except BrokenProcessPool:
                        pass
                _end(pool)
                yield from _one_by_one(waiting)
                pool = _pool(self._jobs)
        finally:
            _end(pool)


def _one_by_one(waiting: deque[Waiting]) -> Iterator[Sequence[Done]]:
    """The results of the chunks that a broken pool had in hand; those that it had finished stay as they are."""
    while waiting:
        chunk, future = waiting.popleft()
        if future.done() and not future.cancelled() and future.exception() is None:
            yield future.result()
            continue
        yield [_alone(page, chunk) for page in chunk.pages]


def _alone(page: Page, chunk: Chunk) -> Done:
    """The result of one page in a process of its own, tried again because not every death is the page's fault."""
    for _ in range(_TRIES):
        with _ended(_pool(1)) as pool, contextlib.suppress(BrokenProcessPool):
            return _submitted(pool, replace(chunk, pages=(page,))).result()[0]
    return lost(page, "killed, or out of memory")


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Worker processes. On Linux they are forked from a clean process: fast, and safe beside threads."""
    context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
    if sys.platform == "linux":
        context.set_forkserver_preload(["pipeline.commands.preload"])
        resource_tracker.ensure_running()  # it would let the signal through again
        with _undisturbed():  # its children inherit that
            forkserver.ensure_running()
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=worker.start)


def _submitted(pool: ProcessPoolExecutor, chunk: Chunk) -> Future[list[Done]]:
    """The chunk as the pool's work. Workers are started for it: none may be under way when Ctrl-C ends those known."""
    with _undisturbed():
        return pool.submit(run_chunk, chunk)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until this is done; processes and threads that are started meanwhile never hear of it."""
    if sys.platform == "win32":
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextlib.contextmanager
def _ended(pool: ProcessPoolExecutor) -> Iterator[ProcessPoolExecutor]:
    try:
        yield pool
        pool.shutdown()
    finally:
        _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    """End the workers at once, whatever they are doing."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in workers:
        with contextlib.suppress(OSError, ValueError):
            process.terminate()
    for process in workers:
        with contextlib.suppress(OSError, ValueError):
            process.join(2)


def _nothing(chunk: Chunk) -> Future[list[Done]] | None:
    """The result of a chunk without pages: it needs no worker."""
    if chunk.pages:
        return None
    empty: Future[list[Done]] = Future()
    empty.set_result([])
    return empty


def _failed() -> Future[list[Done]]:
    failed: Future[list[Done]] = Future()
    failed.set_exception(BrokenProcessPool())
    return failed


def cores() -> int:
    """How many processes can work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
