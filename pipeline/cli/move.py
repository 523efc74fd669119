"""`locpipe move`: a page under another name, in every locale."""

from __future__ import annotations

import click

from pipeline.cli import next_step
from pipeline.cli.state import State
from pipeline.commands.move import move
from pipeline.commands.options import Where
from pipeline.docset.checks import check_sources
from pipeline.output.text import counted
from pipeline.visible import visible


@click.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def command(state: State, /, old: str, new: str) -> None:
    """Move a page to another name: its source, its pages and PO files in every locale, and what the memory has of it.

    OLD and NEW are paths of pages, relative to the root of the pages. Files keep their bytes, and none is replaced;
    only a PO file that `extract` began under the new name is put together with the former one. A source that was
    renamed already stays where it is. Links to the page are not changed: `locpipe validate` finds those that break.
    """
    docset = state.docset(Where((), None, None, None, None, ()), in_place=True)
    check_sources(docset)
    done = move(docset, old, new)
    if state.quiet:
        return
    for before, after in done.files:
        click.echo(f"{visible(before)} -> {visible(after)}")
    if done.remembered:
        click.echo(
            f"{counted(done.remembered, 'translation')} in {visible(docset.settings.memory)}"
        )
    next_step.say(
        "locpipe extract, then locpipe validate to find the links that lead to the old name"
    )
