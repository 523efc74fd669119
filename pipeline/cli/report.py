"""`locpipe report`: what people see of a docset, as a site on disk."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from pipeline.cli.conclude import Result, leave
from pipeline.cli.options import Where, docset_options
from pipeline.cli.progress import progress
from pipeline.cli.state import State
from pipeline.engine.inline import run_inline
from pipeline.report.text import counted
from pipeline.rules.policy import Policy


@click.command()
@docset_options
@click.option(
    "--output",
    "folder",
    default="build/report",
    show_default=True,
    metavar="DIR",
    help="Where the report is written.",
)
@click.pass_obj
def command(state: State, /, where: Where, folder: str) -> None:
    """Write a report to look at in a browser: what is stale, machine-made, broken, and waiting for review.

    It is a folder of static pages that works from disk: an overview, each page with its source beside it and the
    findings in place, and each rule's page.
    """
    from pipeline.web.page_job import report_page
    from pipeline.web.site import Gathered, finish, prepare

    docset = state.docset(where)
    target = Path(folder)
    prepare(target)
    rules = Policy.of(docset.settings)
    pages = (*docset.pages(), *docset.source_pages())
    gathered = Gathered()
    job = partial(report_page, policy=rules, folder=target.resolve(), more={})
    outcomes = run_inline(pages, docset.settings, job)
    gathered.take(progress(outcomes, len(pages), "Reporting", quiet=state.quiet))
    more = gathered.judged(rules)
    again = [page for page in pages if (page.locale, page.path) in more]
    gathered.take(run_inline(again, docset.settings, partial(job, more=more)))
    number = finish(target, gathered)
    if not state.quiet:
        click.echo(f"{counted(number, 'page')}: open {target / 'index.html'} in a browser")
    leave(Result(tuple(gathered.all_findings), gathered.counts, ""), "never")
