"""`locpipe extract`: the hand-off."""

from __future__ import annotations

import click

from pipeline.cli.conclude import Result, leave
from pipeline.cli.options import Where, docset_options
from pipeline.cli.progress import progress
from pipeline.cli.state import State
from pipeline.engine.inline import run_inline
from pipeline.jobs.extract import extract
from pipeline.report.text import counted, line


@click.command()
@docset_options
@click.pass_obj
def command(state: State, /, where: Where) -> None:
    """Write the pages' translation units to PO files, merged into what translators have edited.

    What a PO file says is never lost: it wins over the page, and what left the page becomes obsolete.
    """
    docset = state.docset(where)
    pages = docset.pages()
    outcomes = run_inline(pages, docset.settings, extract)
    result = Result.of(progress(outcomes, len(pages), "Extracting", quiet=state.quiet))
    for finding in result.findings:
        click.echo(line(finding), err=True)
    if not state.quiet:
        click.echo(_summary(result))
    leave(result)


def _summary(result: Result) -> str:
    counts = result.counts
    parts = [
        f"{counted(counts['units'], 'unit')} of {counted(counts['pages'], 'page')}",
        f"{counted(counts['po files'], 'PO file')}, {counts['po files written']:,} written",
        f"{counts['entries added']:,} entries new, {counts['entries updated']:,} updated, "
        f"{counts['entries obsolete']:,} obsolete, {counted(counts['conflicts'], 'conflict')}",
    ]
    return "; ".join(parts)
