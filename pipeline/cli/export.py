"""`locpipe export`: PO files as XLIFF."""

from __future__ import annotations

import click

from pipeline.cli import next_step
from pipeline.cli.options import docset_options, is_default
from pipeline.cli.state import State
from pipeline.commands.exchange import export_page
from pipeline.commands.options import Where
from pipeline.docset.reach import check_default
from pipeline.errors import PageError, UsageError, about
from pipeline.exchange.formats import VERSIONS
from pipeline.output.echo import echo
from pipeline.output.screen import columns, hanging
from pipeline.output.text import counted
from pipeline.visible import one_line


@click.command()
@docset_options
@click.option(
    "--version",
    "version",
    type=click.Choice(list(VERSIONS)),
    default="1.2",
    show_default=True,
    help="Version of XLIFF.",
)
@click.option(
    "--to",
    "folder",
    default="build/xliff/{locale}",
    show_default=True,
    metavar="DIR",
    help="Where the files are written.",
)
@click.pass_obj
def command(state: State, /, where: Where, version: str, folder: str) -> None:
    """Write the pages' PO files as XLIFF, for translators who work with CAT tools.

    Inline code is protected. `locpipe import` takes the files back.
    """
    docset = state.docset(where)
    if len(docset.trees) > 1 and "{locale}" not in folder:
        raise UsageError(
            f"--to {folder}: one folder for several locales; put {{locale}} in its name"
        )
    for tree in docset.trees if is_default("folder") else ():
        place = docset.settings.root / folder.replace("{locale}", tree.locale)
        check_default(docset.settings, "--to", place)
    written, without, failed = 0, 0, 0
    for page in docset.pages() + docset.new_pages():
        place = docset.settings.root / folder.replace("{locale}", page.locale)
        try:
            with about(page.path):
                is_written = export_page(page, place, version, docset.settings.source_locale)
            if is_written:
                written += 1
            elif page.file.exists():
                without += 1
        except PageError as error:
            failed += 1
            echo(f"locpipe: {one_line(str(error))}", err=True)
    if not state.quiet:
        text = counted(written, "XLIFF file")
        if without:
            text += f"; {counted(without, 'page')} without a PO file (run `locpipe extract`)"
        echo(hanging(text, columns()))
        if written:
            place_named = next_step.in_locale(folder, docset)
            todo = f"translate the files in {place_named}, then locpipe import {place_named}"
            next_step.say(todo)
    raise click.exceptions.Exit(1 if failed else 0)
