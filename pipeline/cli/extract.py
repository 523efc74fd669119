"""`locpipe extract`: the hand-off."""

from __future__ import annotations

import click

from pipeline.cli import next_step
from pipeline.cli.options import docset_options, engine_options
from pipeline.cli.state import State
from pipeline.commands.conclude import echo_findings, leave
from pipeline.commands.options import Where
from pipeline.commands.summary import Result
from pipeline.commands.tasks import extracting
from pipeline.engine.how import How
from pipeline.output.echo import echo
from pipeline.output.screen import columns, hanging
from pipeline.output.table import hand_off
from pipeline.output.text import counted


@click.command()
@docset_options
@engine_options
@click.pass_obj
def command(state: State, /, where: Where, how: How) -> None:
    """Write the pages' translation units to PO files, merged into what translators have edited.

    What a PO file says is never lost: it wins over the page, and what left the page becomes obsolete.
    """
    session = state.session(where, how)
    docset = session.docset
    result = Result.of(
        extracting(docset).outcomes(session),
        show=lambda outcome: echo_findings(outcome.findings, docset),
    )
    if not state.quiet:
        echo(hanging(_summary(result), columns()))
        next_step.say(next_step.after_extract(result.counts, docset))
    leave(result)


def _summary(result: Result) -> str:
    counts = result.counts
    parts = [
        f"{counted(counts['units'], 'unit')} of {counted(counts['pages'], 'page')}",
        f"{counted(counts['po files'], 'PO file')}, {hand_off(counts)}",
    ]
    return "; ".join(parts)
