"""`locpipe check`: translation rules."""

from __future__ import annotations

from functools import partial

import click

from pipeline.cli.conclude import leave, policy, shown, touched
from pipeline.cli.options import Wanted, Where, docset_options, engine_options, findings_options
from pipeline.cli.progress import progress
from pipeline.cli.state import State
from pipeline.engine.execute import execute
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.jobs.check import check


@click.command()
@docset_options
@findings_options
@engine_options
@click.pass_obj
def command(state: State, /, where: Where, wanted: Wanted, how: How) -> None:
    """Find faults of translation in the units of the pages."""
    docset = state.docset(where)
    rules = policy(docset.settings, wanted)
    pages, lost = touched(docset.pages(), wanted, rules)
    outcomes = execute([Work(partial(check, policy=rules), pages)], docset.settings, how)
    outcomes = progress(outcomes, len(pages), "Checking", quiet=state.quiet)
    result = shown(outcomes, wanted, rules, docset, "docset-unit", also=lost)
    leave(result, wanted.fail_on)
