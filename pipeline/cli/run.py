"""`locpipe run`: the whole chain in one pass, then the gate."""

from __future__ import annotations

from functools import partial
from itertools import chain

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
from pipeline.commands.conclude import layout, leave, passes, shown, touched
from pipeline.commands.dates import handoff_date
from pipeline.commands.options import Building, Wanted, Where
from pipeline.commands.policies import policy
from pipeline.commands.renames import formers
from pipeline.commands.run import run
from pipeline.commands.validate import validate
from pipeline.commands.written import stay_published
from pipeline.docset.pages import Pages
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.output.echo import echo
from pipeline.output.screen import columns
from pipeline.rules.translation.spelling import dictionaries


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
    sources, lost_sources = touched(docset.source_pages(), wanted, rules, docset.settings)
    pages, lost = touched(docset.pages(), wanted, rules, docset.settings)
    known = dictionaries(tree.locale for tree in docset.trees)
    new = docset.new_pages() if not wanted.since else Pages(())
    options = building.options(handoff_date())
    job = partial(run, policy=rules, options=options, dictionaries=known)
    begin = partial(job, formers=formers(docset)) if new else job
    works = [Work(partial(validate, policy=rules), sources), Work(job, pages), Work(begin, new)]
    result = shown(
        session.run("Running", *works, layout=layout(wanted, docset), writes=True),
        wanted,
        rules,
        session,
        "docset",
        "docset-unit",
        pages=chain.from_iterable(work.pages for work in works),
        also=[*lost_sources, *lost],
        to_compare=() if allow_empty else pages,
    )
    if wanted.output_format == "text" and not wanted.output and not state.quiet:
        from pipeline.output.table import Gate, run_table

        gate = Gate(passes(result, wanted.fail_on), wanted.fail_on, result.tally.unprocessed)
        echo(run_table(result.counts, gate, columns()), nl=False)
        next_step.say(next_step.after_findings(result.tally))
    if not state.quiet:
        stay_published(result.counts)
    leave(result, wanted.fail_on)
