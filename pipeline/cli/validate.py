"""`locpipe validate`: metadata and article rules."""

from __future__ import annotations

from functools import partial

import click

from pipeline.cli.conclude import leave, policy, shown
from pipeline.cli.options import Wanted, Where, docset_options, engine_options, findings_options
from pipeline.cli.progress import progress
from pipeline.cli.state import State
from pipeline.engine.execute import execute
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.jobs.validate import validate


@click.command()
@docset_options
@findings_options
@engine_options
@click.pass_obj
def command(state: State, /, where: Where, wanted: Wanted, how: How) -> None:
    """Check metadata and structure of source and localized pages."""
    docset = state.docset(where)
    pages = docset.source_pages() + docset.pages()
    rules = policy(docset.settings, wanted)
    job = partial(validate, policy=rules)
    outcomes = execute([Work(job, pages)], docset.settings, how)
    result = shown(
        progress(outcomes, len(pages), "Validating", quiet=state.quiet), wanted, rules, "docset"
    )
    leave(result, wanted.fail_on)
