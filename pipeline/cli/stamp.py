"""`locpipe stamp`: localized pages say that they are translations of their sources as they are now."""

from __future__ import annotations

import click

from pipeline.cli.options import docset_options
from pipeline.cli.state import State
from pipeline.commands.options import Where
from pipeline.commands.stamp import check_family, stamp
from pipeline.commands.views import echo_diff
from pipeline.docset.family import family_of
from pipeline.errors import PageError, UsageError, about
from pipeline.output.echo import echo
from pipeline.visible import one_line


@click.command()
@docset_options
@click.option("--to", metavar="REV", default="", help="The source at this git revision.")
@click.option(
    "--reviewed", is_flag=True, help="Also pages whose source has changed: you have seen to them."
)
@click.option("--diff", is_flag=True, help="Show what would be written; write nothing.")
@click.pass_obj
def command(state: State, /, where: Where, to: str, reviewed: bool, diff: bool) -> None:
    """Write into localized pages which source they are translations of: its hash or commit, as their family has it.

    The source is the one on disk, which must be committed where pages name a commit, or that of --to. A page whose
    source has other sentences, translated metadata or structure than the one that it was made from is refused,
    unless --reviewed; then the command ends with 1.
    """
    if not where.paths:
        raise UsageError("stamp: name the pages, or the folders that they are in")
    docset = state.docset(where, in_place=not diff)
    check_family(family_of(docset.settings))
    failed = False
    for page in docset.pages():
        name = one_line(f"{page.locale}/{page.path}")
        try:
            with about(page.path):
                done = stamp(page, docset.settings, to, reviewed=reviewed, write=not diff)
        except PageError as error:
            failed = True
            echo(f"locpipe: {one_line(str(error))}", err=True)
            continue
        if diff:
            echo_diff(done.diff)
        elif not state.quiet:
            echo(f"{name}: {'stamped' if done.diff else 'says so already'}")
    raise click.exceptions.Exit(int(failed))
