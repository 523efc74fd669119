"""`locpipe report`: what people see of a docset, as a site on disk."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from pipeline.cli.options import docset_options, engine_options, is_default
from pipeline.cli.state import State
from pipeline.commands.options import Where
from pipeline.commands.policies import check_files
from pipeline.docset.reach import check_default
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.output.echo import echo
from pipeline.output.text import counted
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
@engine_options
@click.pass_obj
def command(state: State, /, where: Where, folder: str, how: How) -> None:
    """Write a report to look at in a browser: what is stale, machine-made, broken, and waiting for review.

    It is a folder of static pages that works from disk: an overview, each page with its source beside it and the
    findings in place, and each rule's page.
    """
    from pipeline.rules.translation.spelling import dictionaries
    from pipeline.web.page_job import draw_page, survey_page
    from pipeline.web.site import finish, gather, mend, prepare

    session = state.session(where, how)
    docset = session.docset
    if is_default("folder"):
        check_default(docset.settings, "--output", Path(folder))
    target = Path(folder).resolve()
    prepare(target)
    check_files(docset)
    rules = Policy.of(docset.settings)
    pages = docset.pages() + docset.source_pages()
    known = dictionaries(tree.locale for tree in docset.trees)
    job = partial(survey_page, policy=rules, dictionaries=known)
    surveys = session.run("Reading", Work(job, pages))
    gathered = gather(surveys, rules, docset.settings, how, target)
    drawing = Work(partial(draw_page, folder=target), pages)
    mend(session.run("Drawing", drawing, cached=False), gathered, target)
    number = finish(target, gathered)
    if not state.quiet:
        echo(f"{counted(number, 'page')}: open {Path(folder, 'index.html')} in a browser")
    raise click.exceptions.Exit(int(gathered.unprocessed))
