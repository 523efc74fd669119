"""`locpipe validate`: metadata and article rules."""

from __future__ import annotations

from functools import partial

import click

from pipeline.cli import next_step
from pipeline.cli.conclude import layout, leave, shown, touched
from pipeline.cli.options import Wanted, Where, docset_options, engine_options, findings_options
from pipeline.cli.policies import policy
from pipeline.cli.progress import progress
from pipeline.cli.state import State
from pipeline.cli.told import told
from pipeline.engine.execute import execute
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.jobs.fix import fix
from pipeline.jobs.validate import validate
from pipeline.report.echo import echo
from pipeline.report.text import counted


@click.command()
@docset_options
@findings_options
@engine_options
@click.option("--fix", "fixing", is_flag=True, help="Mend what has one right answer.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.pass_obj
def command(
    state: State, /, where: Where, wanted: Wanted, how: How, fixing: bool, diff: bool
) -> None:
    """Check metadata and structure of source and localized pages."""
    docset = state.docset(where, in_place=fixing)
    rules = policy(docset, wanted)
    pages, lost = touched(docset.source_pages() + docset.pages(), wanted, rules)
    job = (
        partial(fix, policy=rules, write=not diff)
        if fixing or diff
        else partial(validate, policy=rules)
    )
    outcomes = execute([Work(job, pages)], docset.settings, how, layout(wanted, docset))
    outcomes = told(outcomes, docset, verbose=state.verbose, in_place=True)
    outcomes = progress(outcomes, len(pages), "Validating", quiet=state.quiet)
    result = shown(outcomes, wanted, rules, docset, how, "docset", pages=pages, also=lost)
    if fixing and not diff and not state.quiet and wanted.output_format == "text":
        echo(
            f"{counted(result.counts['fixes'], 'place')} fixed on "
            f"{counted(result.counts['pages written'], 'page')}"
        )
    elif wanted.output_format == "text" and not wanted.output and not state.quiet and not diff:
        next_step.say(
            next_step.after_findings(result.tally.rules, "validate", result.tally.fixable)
        )
    leave(result, wanted.fail_on)
