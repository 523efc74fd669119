"""`locpipe check`: translation rules."""

from __future__ import annotations

from functools import partial

import click

from pipeline.cli.conclude import Result, compared, leave, places_of, policy, show, touched
from pipeline.cli.options import Wanted, Where, docset_options, findings_options
from pipeline.cli.progress import progress
from pipeline.cli.state import State
from pipeline.engine.inline import run_inline
from pipeline.jobs.check import check


@click.command()
@docset_options
@findings_options
@click.pass_obj
def command(state: State, /, where: Where, wanted: Wanted) -> None:
    """Find faults of translation in the units of the pages."""
    docset = state.docset(where)
    rules = policy(docset.settings, wanted)
    pages, lost = touched(docset.pages(), wanted, rules)
    job = partial(check, policy=rules)
    outcomes = run_inline(pages, docset.settings, job)
    result = Result.of(progress(outcomes, len(pages), "Checking", quiet=state.quiet))
    places = places_of(docset)
    result = compared(
        result.judged(rules, "docset-unit").with_findings(lost.findings), wanted, places
    )
    show(result, wanted, places)
    leave(result, wanted.fail_on)
