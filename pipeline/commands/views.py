"""How findings are shown as text on standard output: page by page as they come, or by rule when all have come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import click

from pipeline.commands.options import Wanted
from pipeline.commands.summary import by_page
from pipeline.output import grouped, statistics
from pipeline.output.caps import capped
from pipeline.output.concise import one_line
from pipeline.output.echo import echo
from pipeline.output.formats import AUTO
from pipeline.output.groups import Groups
from pipeline.output.places import Places
from pipeline.output.screen import columns
from pipeline.output.text import blocks
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome, Tally
from pipeline.visible import visible

FEW = 12
"""So many findings are shown in full where nothing else is asked for."""


class View(Protocol):
    """What shows findings."""

    def show(self, outcome: Outcome) -> None:
        """Take what a page came to: the diff is shown at once, the findings now or at the end."""

    def end(self, tally: Tally) -> None:
        """Show what has not been shown yet; `tally` counts all findings."""


def view_of(wanted: Wanted, places: Places, *, quiet: bool) -> View:
    """The view that the options ask for. `quiet`: findings only, and not what to do with them."""
    if wanted.statistics:
        return _Statistics(wanted, places)
    if wanted.output_format == AUTO:
        return _Auto(wanted, places, quiet=quiet)
    if wanted.output_format == "grouped":
        return _Grouped(wanted, places, quiet=quiet)
    if wanted.output_format == "concise":
        return _Concise(wanted, places)
    return _Full(wanted, places)


class _Full:
    """Each finding with its line, as soon as its page is done."""

    def __init__(self, wanted: Wanted, places: Places) -> None:
        self._least, self._places = wanted.least, places

    def show(self, outcome: Outcome) -> None:
        if outcome.diff:
            echo_diff(outcome.diff)
        if outcome.text:
            echo(outcome.text)
        elif found := self._kept(outcome.findings):
            self._findings(found)

    def end(self, tally: Tally) -> None:
        pass

    def _kept(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        if all(one.severity >= self._least for one in findings):
            return findings
        return [one for one in findings if one.severity >= self._least]

    def _findings(self, findings: Sequence[Finding]) -> None:
        for page in blocks(capped(findings), self._places, columns()):
            echo(page)


class _Concise(_Full):
    """A line each, as soon as its page is done."""

    def _findings(self, findings: Sequence[Finding]) -> None:
        for finding in capped(findings):
            echo(one_line(finding, self._places))

    def end(self, tally: Tally) -> None:
        if sum(tally.severities.values()):
            echo()


class _Grouped(_Full):
    """By rule, when all pages are done."""

    def __init__(self, wanted: Wanted, places: Places, *, quiet: bool) -> None:
        super().__init__(wanted, places)
        self._groups, self._wanted, self._quiet = Groups(), wanted, quiet

    def _findings(self, findings: Sequence[Finding]) -> None:
        self._groups.add(findings)

    def end(self, tally: Tally) -> None:
        if not self._quiet:
            from pipeline.commands.first_steps import first_steps

            command = click.get_current_context().info_name or ""
            echo(first_steps(command, self._wanted, tally, self._groups, columns()), nl=False)
        echo(grouped.body(self._groups, self._places, columns()), nl=False)


class _Auto(_Grouped):
    """A few in full, page by page; more by rule."""

    def __init__(self, wanted: Wanted, places: Places, *, quiet: bool) -> None:
        super().__init__(wanted, places, quiet=quiet)
        self._few: list[Finding] = []

    def _findings(self, findings: Sequence[Finding]) -> None:
        super()._findings(findings)
        room = FEW - len(self._few)
        self._few += findings[: max(room, 0)]

    def end(self, tally: Tally) -> None:
        if self._groups.count > len(self._few):
            super().end(tally)
            return
        for page in blocks(by_page(self._few), self._places, columns()):
            echo(page)


class _Statistics(_Full):
    """How often each rule finds something."""

    def __init__(self, wanted: Wanted, places: Places) -> None:
        super().__init__(wanted, places)
        self._groups = Groups()

    def _findings(self, findings: Sequence[Finding]) -> None:
        self._groups.add(findings)

    def end(self, tally: Tally) -> None:
        echo(statistics.table(self._groups, self._places, columns()), nl=False)


def echo_diff(diff: str) -> None:
    """Show a unified diff, coloured as git does."""
    for text in diff.splitlines(keepends=True):
        end = next((end for end in ("\r\n", "\n") if text.endswith(end)), "")
        body = visible(text.removesuffix(end))
        bold = text.startswith(("+++", "---"))
        colour = None if bold else {"+": "green", "-": "red", "@": "cyan"}.get(text[:1])
        echo(click.style(body, fg=colour, bold=bold or None) + end, nl=False)
