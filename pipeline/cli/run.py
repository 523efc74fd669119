"""`locpipe run`: the whole chain in one pass, then the gate."""

from __future__ import annotations

import click

from pipeline.cli import next_step
from pipeline.cli.options import (
    allow_empty_option,
    building_options,
    docset_options,
    engine_options,
    findings_options,
)
from pipeline.cli.state import State
from pipeline.commands.conclude import layout, leave, passes, shown
from pipeline.commands.dates import handoff_date
from pipeline.commands.options import Building, Wanted, Where
from pipeline.commands.policies import policy
from pipeline.commands.tasks import running
from pipeline.commands.written import stay_published
from pipeline.engine.how import How
from pipeline.output.echo import echo
from pipeline.output.screen import columns
from pipeline.rules.learned.known import refusals
from pipeline.visible import one_line


@click.command()
@docset_options
@findings_options
@engine_options
@building_options
@allow_empty_option
@click.pass_obj
def command(
    state: State,
    /,
    where: Where,
    wanted: Wanted,
    how: How,
    building: Building,
    allow_empty: bool,
) -> None:
    """Validate, extract, check and build all pages in one pass; the exit code is the gate.

    PO files and built pages are written as `extract` and `build` write them. The texts that are checked are those
    that the built pages carry; what is wrong with those of a PO file is said there, at the entry.
    """
    session = state.session(where, how, builds=True)
    docset = session.docset
    rules = policy(docset, wanted)
    task = running(docset, rules, wanted, building.options(handoff_date()), allow_empty=allow_empty)
    outcomes = task.outcomes(session, layout(wanted, docset))
    result = shown(outcomes, wanted, rules, session, task)
    if wanted.on_screen and not state.quiet:
        from pipeline.output.table import Gate, run_table

        gate = Gate(passes(result, wanted.fail_on), wanted.fail_on, result.tally.unprocessed)
        echo(run_table(result.counts, gate, columns()), nl=False)
        next_step.say(next_step.after_findings(result.tally))
    if not state.quiet:
        for note in refusals(docset.settings, (tree.locale for tree in docset.trees)):
            echo(one_line(note), err=True)
        stay_published(result.counts)
    leave(result, wanted.fail_on)
