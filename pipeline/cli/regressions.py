"""`locpipe regressions`: what a change undid in translations."""

from __future__ import annotations

import click

from pipeline.cli.options import docset_options, gate_options
from pipeline.cli.state import State
from pipeline.commands.conclude import leave, shown
from pipeline.commands.options import Wanted, Where
from pipeline.commands.policies import policy
from pipeline.commands.regressions import Regressions
from pipeline.commands.session import Session
from pipeline.commands.task import Task
from pipeline.engine.how import How


@click.command()
@click.argument("base", metavar="BASE")
@docset_options
@gate_options
@click.pass_obj
def command(state: State, /, base: str, where: Where, wanted: Wanted) -> None:
    """Find what a change undid in translations: a gate for translation pull requests.

    BASE is the branch that the change goes into, or any git revision. Pages are compared with what they were where HEAD
    and BASE parted, up to the working tree. Found are translations that changed though their source did not, those that
    were turned back to an older text, removed, or left in the source's language, human text that was replaced by
    machine text, and pages that lost their mark of human translation.
    """
    docset = state.docset(where)
    rules = policy(docset, wanted)
    session = Session(docset, How(jobs=1, cache=False), state.quiet, state.verbose)
    outcomes = Regressions(docset, base, rules).outcomes()
    leave(shown(outcomes, wanted, rules, session, Task("Comparing", ())), wanted.fail_on)
