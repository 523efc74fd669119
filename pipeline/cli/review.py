"""`locpipe review`: the docset in a browser, with translations that can be edited."""

from __future__ import annotations

from functools import partial

import click

from pipeline.cli.options import docset_options, engine_options
from pipeline.cli.state import State
from pipeline.commands.options import Where
from pipeline.commands.policies import check_files
from pipeline.docset.checks import check_local
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.errors import UsageError
from pipeline.output.echo import echo
from pipeline.rules.policy import Policy


@click.command()
@docset_options
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Port on 127.0.0.1 (default: a free one).",
)
@click.option("--open/--no-open", "opens", default=False, help="Open it in the browser.")
@engine_options
@click.pass_obj
def command(state: State, /, where: Where, port: int, opens: bool, how: How) -> None:
    """Review translations in a browser: each sentence in its page, with its source and what is wrong with it.

    What you edit goes into the PO files; pages stay as they are until `locpipe build`. Only this computer can reach
    the server, and only with the address that is printed.
    """
    try:
        from pipeline.web.review.serve import serve
    except ModuleNotFoundError as error:
        raise UsageError(f"this needs {error.name}: pip install 'locpipe[web]'") from None
    from pipeline.rules.translation.spelling import dictionaries
    from pipeline.web.page_job import survey_page
    from pipeline.web.review.desk import Desk

    session = state.session(where, how)
    docset = session.docset
    check_local(docset, "review")
    check_files(docset)
    rules = Policy.of(docset.settings)
    pages = docset.pages() + docset.source_pages()
    desk = Desk(pages, docset.settings, rules)
    known = dictionaries(tree.locale for tree in docset.trees)
    job = partial(survey_page, policy=rules, dictionaries=known)
    desk.open(session.run("Reading", Work(job, pages)), how)

    def started(address: str) -> None:
        echo(f"Review at {address}")
        echo("Keep this address to yourself; Ctrl-C stops.", err=True)
        if opens:
            click.launch(address)

    serve(desk, port, started)
    if not state.quiet:
        echo("Stopped.", err=True)
