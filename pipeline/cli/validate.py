"""`locpipe validate`: metadata and article rules."""

from __future__ import annotations

from functools import partial

import click

from pipeline.cli.conclude import Result, leave, policy, show
from pipeline.cli.options import Wanted, Where, docset_options, findings_options
from pipeline.cli.progress import progress
from pipeline.cli.state import State
from pipeline.engine.inline import run_inline
from pipeline.jobs.validate import validate


@click.command()
@docset_options
@findings_options
@click.pass_obj
def command(state: State, /, where: Where, wanted: Wanted) -> None:
    """Check metadata and structure of source and localized pages."""
    docset = state.docset(where)
    pages = (*docset.source_pages(), *docset.pages())
    rules = policy(docset.settings, wanted)
    job = partial(validate, policy=rules)
    outcomes = run_inline(pages, docset.settings, job)
    result = Result.of(progress(outcomes, len(pages), "Validating", quiet=state.quiet)).judged(
        rules, "docset"
    )
    show(result, wanted)
    leave(result, wanted.fail_on)
