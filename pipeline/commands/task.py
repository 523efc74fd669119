"""What a command does with a docset: its jobs and their pages, and what is judged when they are done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.commands.session import Session
from pipeline.commands.summary import Result
from pipeline.docset.pages import Page
from pipeline.engine.work import Work
from pipeline.output.layout import Layout
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.docset import DocsetScope
from pipeline.rules.policy import Policy


@dataclass(frozen=True, slots=True)
class Task:
    """A command's work on a docset. `what` is what progress says.

    `scopes` are those of the docset rules that are to judge; `lost` is what was found before any page was read.
    `to_compare` are the localized pages of which at least one should be compared with its source. `in_place`: pages
    are written where they stand; `writes`: PO files or built pages are written; `po`: PO files are checked.
    """

    what: str
    works: tuple[Work, ...]
    scopes: tuple[DocsetScope, ...] = ()
    lost: tuple[Finding, ...] = ()
    to_compare: Sequence[Page] = ()
    in_place: bool = False
    writes: bool = False
    po: bool = False

    @property
    def pages(self) -> Iterable[Page]:
        """All pages of its works, in order."""
        return chain.from_iterable(work.pages for work in self.works)

    def outcomes(self, session: Session, layout: Layout | None = None) -> Iterator[Outcome]:
        """The outcomes of its pages, as they come; see `Session.run`."""
        return session.run(
            self.what, *self.works, layout=layout, in_place=self.in_place, writes=self.writes
        )

    def result(
        self,
        session: Session,
        rules: Policy | None = None,
        tap: Callable[[Iterator[Outcome]], Iterator[Outcome]] = lambda outcomes: outcomes,
    ) -> Result:
        """The outcomes added up, with what docset rules find, all findings by page; nothing is shown.

        `rules` is None where no docset rule is asked. Whoever wants to see the outcomes as well gives a `tap`.
        """
        from pipeline.commands.compared import nothing_compared
        from pipeline.commands.summary import by_page
        from pipeline.engine.judge import judged

        docset = session.docset
        result = Result.of(tap(self.outcomes(session)))
        late = list(self.lost)
        if rules is not None:
            settings = docset.settings
            late += judged(result.facts, self.scopes, rules, settings, session.how, result.counts)
        if self.to_compare:
            late += nothing_compared(result, self.to_compare, docset, po=self.po)
        result.findings = by_page([*result.findings, *result.counted(late)])
        return result
