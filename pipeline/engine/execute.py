"""Run work with the engine and the cache that the options name; the results come in the order of the pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, cast

from pipeline.docset.pages import Page
from pipeline.engine.how import How
from pipeline.engine.inline import Inline
from pipeline.engine.work import Chunk, Engine, Work
from pipeline.errors import UsageError
from pipeline.output.layout import Layout
from pipeline.results.page_result import Outcome
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.engine.cache import Cache

ENGINES: Mapping[str, str] = {
    "inline": "pipeline.engine.inline.Inline",
    "processes": "pipeline.engine.processes.Processes",
    "dask": "pipeline.engine.cluster.Cluster",
}
"""The engines by name; a module is imported only when its engine is used."""


_AWAY = 96  # pages behind URLs in a chunk: they are waited for together


@dataclass(frozen=True, slots=True)
class _Planned:
    """A chunk before its missing pages are worked on: what each page comes to, None where that is not known yet."""

    pages: tuple[Page, ...]
    known: tuple[Outcome | None, ...]


def execute(
    works: Sequence[Work], settings: Settings, how: How, layout: Layout | None = None
) -> Iterator[Outcome]:
    """The outcomes of all works, in order, shown in a layout where one is given.

    One bad page never stops the others.
    """
    pages = sum(len(work.pages) for work in works)
    with ExitStack() as stack:
        cache = (
            stack.enter_context(_cache(settings, how)) if how.cache and pages > how.few else None
        )
        engine = _engine(pages, how)
        for work in works:
            yield from _executed(work, settings, engine, cache, layout)


def _executed(
    work: Work, settings: Settings, engine: Engine, cache: Cache | None, layout: Layout | None
) -> Iterator[Outcome]:
    planned: deque[_Planned] = deque()
    away = bool(work.pages) and work.pages[0].tree.is_remote
    size = max(engine.size, _AWAY) if away else engine.size

    def chunks() -> Iterator[Chunk]:
        pages = iter(work.pages)
        while some := tuple(islice(pages, size)):
            known = tuple(
                cache.get(work.job, settings, page, layout) if cache else None for page in some
            )
            planned.append(_Planned(some, known))
            missing = tuple(page for page, one in zip(some, known, strict=True) if one is None)
            yield Chunk(work.job, settings, missing, record=cache is not None, layout=layout)

    for results in engine(chunks()):
        plan = planned.popleft()
        done = iter(results)
        for page, known in zip(plan.pages, plan.known, strict=True):
            if known is not None:
                yield known
                continue
            result = next(done)
            if cache is not None:
                cache.put(work.job, settings, page, result, layout)
            yield result.outcome


def _cache(settings: Settings, how: How) -> AbstractContextManager[Cache]:
    from pipeline.engine.cache import Cache  # few pages do without

    return Cache.open(settings, how.cache_dir)


def _engine(pages: int, how: How) -> Engine:
    """The engine for so many pages."""
    if how.scheduler:
        return _named("dask", how.scheduler)
    if how.jobs == 1 or pages <= how.few:
        return Inline()
    from pipeline.engine.processes import cores

    jobs = how.jobs or cores()
    return _named("processes", jobs) if jobs > 1 else Inline()


def _named(name: str, *arguments: object) -> Engine:
    module, _, attribute = ENGINES[name].rpartition(".")
    try:
        engine = getattr(import_module(module), attribute)(*arguments)
    except ModuleNotFoundError as error:
        message = f"this needs {error.name}: pip install 'locpipe[distributed]'"
        raise UsageError(message) from None
    return cast(Engine, engine)
