"""One call of a command: the docset, how its pages are worked on, and what is told of that besides findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.commands.progress import progress
from pipeline.commands.written import told
from pipeline.docset.docset import Docset
from pipeline.engine.execute import execute
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.output.layout import Layout
from pipeline.results.page_result import Outcome


@dataclass(frozen=True)
class Session:
    """What the options of a command come to. `quiet` and `verbose` are the global options."""

    docset: Docset
    how: How
    quiet: bool = False
    verbose: bool = False

    def run(
        self,
        what: str,
        *works: Work,
        layout: Layout | None = None,
        in_place: bool = False,
        cached: bool = True,
        writes: bool = False,
    ) -> Iterator[Outcome]:
        """Return the outcomes of all works in the order of their pages, as they come: the one loop of all commands.

        `what` is what progress says. `layout`: findings are shown as text. `in_place`: pages are written where they
        are read. `cached`: what is known of unchanged pages is used again. `writes`: what killed processes have left
        half-written is cleared away before the works begin and when they are done.
        """
        if writes:
            self.docset.tidy()
        how = self.how if cached else replace(self.how, cache=False)
        outcomes = execute(works, self.docset.settings, how, layout)
        outcomes = told(outcomes, self.docset, verbose=self.verbose, in_place=in_place)
        total = sum(len(work.pages) for work in works)
        yield from progress(outcomes, total, what, quiet=self.quiet)
        if writes:
            self.docset.tidy()
