"""What engines are given and what they give back: chunks of pages, and what each page came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from pipeline.docset.pages import Page
from pipeline.engine.packed import PackedFindings
from pipeline.engine.packed_facts import PackedFacts
from pipeline.errors import PageError, explained
from pipeline.files.reads import Reads, recorded
from pipeline.files.stores import AT_ONCE
from pipeline.output.layout import Layout
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.page_result import Outcome
from pipeline.rules.problem import failure, problem
from pipeline.settings import Settings

Job = Callable[[LoadedPage], Outcome]
"""One command's work on one page. It travels to other processes: a function of a module, or a `partial` of one."""


@dataclass(frozen=True, slots=True)
class Work:
    """A job and the pages it is for."""

    job: Job
    pages: Sequence[Page]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages that are worked on together. `record`: note which files were read. `layout`: show the findings, too."""

    job: Job
    settings: Settings
    pages: tuple[Page, ...]
    record: bool = False
    layout: Layout | None = None


class Done(NamedTuple):
    """What one page came to, and the files it was made from (None where that was not recorded)."""

    outcome: Outcome
    reads: Reads | None = None


class Engine(Protocol):
    """Runs chunks. `size` is how many pages a chunk of this engine should have.

    An engine takes a chunk only when it can use it, and gives the results of each chunk in the order of the chunks
    and of the pages in them. Closing the iterator ends the work.
    """

    size: int

    def __call__(self, chunks: Iterator[Chunk]) -> Iterator[Sequence[Done]]:
        """The results of each chunk, in order."""


def run_chunk(chunk: Chunk) -> list[Done]:
    """The results of a chunk's pages, in order. One bad page never stops the others.

    Pages behind URLs are worked on in threads: while one waits for the network, others go on.
    """
    if len(chunk.pages) > 1 and chunk.pages[0].tree.is_remote:
        from concurrent.futures import ThreadPoolExecutor  # slow to import

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda page: run_page(page, chunk), chunk.pages))
    return [run_page(page, chunk) for page in chunk.pages]


def run_page(page: Page, chunk: Chunk) -> Done:
    """The result of a chunk's job on one page; what stops it becomes a finding."""
    if not chunk.record:
        return Done(_packed(_outcome(page, chunk), chunk))
    with recorded() as reads:
        outcome = _packed(_outcome(page, chunk), chunk)
    return Done(outcome, reads)


def _packed(outcome: Outcome, chunk: Chunk) -> Outcome:
    """The outcome as text, which travels better: facts; findings as they are shown, and as they are kept."""
    text, findings = "", outcome.findings
    if chunk.layout is not None and findings:
        text = chunk.layout.text(findings)
    if chunk.record:
        findings = PackedFindings.of(findings)
    return replace(outcome, findings=findings, facts=PackedFacts.of(outcome.facts), text=text)


def _outcome(page: Page, chunk: Chunk) -> Outcome:
    try:
        return chunk.job(LoadedPage(page, chunk.settings))
    except PageError as error:
        finding = failure(page, "page-unreadable", error)
    except Exception as error:
        finding = problem(page, "page-failed", explained(error))
    return Outcome(page.path, page.locale, (finding,), {"pages": 1})


def lost(page: Page, why: str) -> Done:
    """The result of a page that its process did not survive."""
    message = f"the process that worked on this page died ({why}); the other pages went on"
    finding = problem(page, "page-failed", message)
    return Done(Outcome(page.path, page.locale, (finding,), {"pages": 1}))
