"""`locpipe run`: the whole chain in one pass, then the gate."""

from __future__ import annotations

from functools import partial
from itertools import chain

import click

from pipeline.cli.conclude import Result, compared, leave, places_of, policy, show, touched
from pipeline.cli.options import Wanted, Where, docset_options, findings_options
from pipeline.cli.progress import progress
from pipeline.cli.state import State
from pipeline.engine.inline import run_inline
from pipeline.jobs.build import BuildOptions, Form
from pipeline.jobs.run import run
from pipeline.jobs.validate import validate


@click.command()
@docset_options
@findings_options
@click.option(
    "--form", type=click.Choice([form.value for form in Form]), help="Form of the built pages."
)
@click.pass_obj
def command(state: State, /, where: Where, wanted: Wanted, form: str | None) -> None:
    """Validate, extract, check and build all pages in one pass; the exit code is the gate.

    PO files and built pages are written as `extract` and `build` write them. The texts that are checked are those
    that the built pages carry.
    """
    docset = state.docset(where)
    rules = policy(docset.settings, wanted)
    both, lost = touched((*docset.source_pages(), *docset.pages()), wanted, rules)
    sources = tuple(page for page in both if page.is_source)
    pages = tuple(page for page in both if not page.is_source)
    job = partial(run, policy=rules, options=BuildOptions(Form(form) if form else None))
    outcomes = chain(
        run_inline(sources, docset.settings, partial(validate, policy=rules)),
        run_inline(pages, docset.settings, job),
    )
    total = len(pages) + len(sources)
    result = Result.of(progress(outcomes, total, "Running", quiet=state.quiet)).judged(
        rules, "docset", "docset-unit"
    )
    places = places_of(docset)
    result = compared(result.with_findings(lost.findings), wanted, places)
    show(result, wanted, places)
    if wanted.output_format == "text" and not wanted.output and not state.quiet:
        from pipeline.report.table import run_table

        click.echo(run_table(result.counts, result.summary), nl=False)
    leave(result, wanted.fail_on)
