"""`locpipe validate`: metadata and article rules."""

from __future__ import annotations

from functools import partial

import click

from pipeline.cli import next_step
from pipeline.cli.options import docset_options, engine_options, findings_options, fix_options
from pipeline.cli.state import State
from pipeline.commands.conclude import layout, leave, shown
from pipeline.commands.fix import fix
from pipeline.commands.options import Fixing, Wanted, Where
from pipeline.commands.policies import policy
from pipeline.commands.tasks import validating
from pipeline.commands.validate_document import fix_document
from pipeline.commands.written import told_fixes
from pipeline.docset.checks import check_sources
from pipeline.engine.how import How
from pipeline.engine.work import Job


@click.command()
@docset_options
@findings_options
@engine_options
@fix_options
@click.pass_obj
def command(state: State, /, where: Where, wanted: Wanted, how: How, fixing: Fixing) -> None:
    """Check metadata and structure of source and localized pages."""
    session = state.session(where, how, in_place=fixing.wanted)
    docset = session.docset
    if fixing.wanted and not fixing.diff:
        check_sources(docset)
    rules = policy(docset, wanted)
    job: Job | None = None
    document_job: Job | None = None
    if fixing.wanted:
        write = not fixing.diff
        job = partial(fix, policy=rules, write=write, unsafe=fixing.unsafe)
        document_job = partial(fix_document, policy=rules, write=write, unsafe=fixing.unsafe)
    task = validating(docset, rules, wanted, job, document_job)
    outcomes = task.outcomes(session, layout(wanted, docset))
    result = shown(outcomes, wanted, rules, session, task)
    if not state.quiet:
        told_fixes(result, fixing, as_text=wanted.is_text)
        if wanted.on_screen and not fixing.wanted:
            next_step.say(next_step.after_findings(result.tally, "validate"))
    leave(result, wanted.fail_on)
