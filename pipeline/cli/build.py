"""`locpipe build`: the hand-back."""

from __future__ import annotations

import click

from pipeline.cli import next_step
from pipeline.cli.options import building_options, docset_options, engine_options
from pipeline.cli.state import State
from pipeline.commands.conclude import echo_findings, leave
from pipeline.commands.dates import handoff_date
from pipeline.commands.options import Building, Where
from pipeline.commands.summary import Result
from pipeline.commands.tasks import building as building_task
from pipeline.commands.views import echo_diff
from pipeline.commands.written import stay_published
from pipeline.docset.docset import Docset
from pipeline.engine.how import How
from pipeline.output.echo import echo
from pipeline.output.screen import columns, hanging
from pipeline.output.table import hand_back
from pipeline.output.text import counted
from pipeline.results.page_result import Outcome


@click.command()
@docset_options
@engine_options
@building_options
@click.option("--in-place", is_flag=True, help="Replace the pages themselves.")
@click.option("--diff", is_flag=True, help="Show what would be written; write nothing.")
@click.option(
    "--date",
    metavar="DATE",
    help="The hand-off's date in pages built from a newer source, YYYY-MM-DD (default: today, or SOURCE_DATE_EPOCH).",
)
@click.pass_obj
def command(
    state: State,
    /,
    where: Where,
    how: How,
    building: Building,
    in_place: bool,
    diff: bool,
    date: str | None,
) -> None:
    """Build the localized pages from the PO files and the pages themselves.

    A unit without a translation in its PO file keeps the text that the page has. Where the PO file follows a
    source that is newer than the page (see `extract`), the page is made from that source. Where less of it is
    translated than `min-translated` in the settings asks for (100 percent if it says nothing), the page stays as it is.
    """
    session = state.session(where, how, builds=not in_place, in_place=in_place)
    docset = session.docset
    options = building.options(handoff_date(date), in_place=in_place, diff=diff)
    result = Result.of(
        building_task(docset, options).outcomes(session),
        show=lambda outcome: _show(outcome, docset),
    )
    if not state.quiet:
        stay_published(result.counts)
    if not diff and not state.quiet:
        summary = f"{counted(result.counts['pages'], 'page')}, {hand_back(result.counts)}"
        echo(hanging(summary, columns()))
        next_step.say(next_step.after_build(result.counts, docset, in_place=in_place))
    leave(result)


def _show(outcome: Outcome, docset: Docset) -> None:
    echo_findings(outcome.findings, docset)
    if outcome.diff:
        echo_diff(outcome.diff)
