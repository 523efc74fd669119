"""`locpipe import`: XLIFF files into PO files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.cli import next_step
from pipeline.cli.state import State
from pipeline.commands.exchange import import_file
from pipeline.errors import PageError, UsageError, about
from pipeline.files.remote import located
from pipeline.output.echo import echo
from pipeline.output.text import counted
from pipeline.visible import one_line

_SUFFIXES = (".xlf", ".xliff")
_QUOTED = 3
"""How many of the texts that were not taken for one reason are quoted."""


@click.command()
@click.option("--po", metavar="DIR", help="Root of the PO files.")
@click.argument("paths", nargs=-1, required=True)
@click.pass_obj
def command(state: State, /, po: str | None, paths: tuple[str, ...]) -> None:
    """Take translations from XLIFF files (or folders of them) into the PO files of their pages.

    Nothing is taken for a text that the page does not have, nor with inline code that the source has not. Where
    the PO file has changed a text since the export, too, its text stays, and the other stands in the entry's comment.
    """
    settings = state.settings()
    taken, refused, conflicts, failed, number = 0, 0, 0, 0, 0
    for path in _files(paths):
        number += 1
        try:
            with about(path):
                done = import_file(path, settings, located(po) if po else None)
        except PageError as error:
            failed += 1
            echo(f"locpipe: {one_line(str(error))}", err=True)
            continue
        taken += done.taken
        refused += len(done.refused) + len(done.reformatted)
        conflicts += len(done.conflicts)
        for reason in (*done.refused, *done.conflicts):
            echo(f"{one_line(str(path))}: {one_line(reason)}", err=True)
        if done.reformatted:
            echo(f"{one_line(str(path))}: {one_line(_reformatted(done.reformatted))}", err=True)
    if not state.quiet:
        text = (
            f"{counted(taken, 'translation')} from {counted(number, 'file')}, {refused:,} refused"
        )
        echo(f"{text}, {counted(conflicts, 'conflict')}" if conflicts else text)
        todo = "locpipe build" if taken else ""
        if conflicts:
            todo = "search the PO files for “Imported:” and choose, then locpipe build"
        next_step.say(todo)
    raise click.exceptions.Exit(1 if failed or refused or conflicts else 0)


def _reformatted(sources: tuple[str, ...]) -> str:
    """Return what happened to the texts of these sources, some of which are quoted."""
    quoted = [f"“{' '.join(source.split())[:60]}”" for source in sources[:_QUOTED]]
    more = len(sources) - len(quoted)
    listed = ", ".join(quoted) + (f" and {more:,} more" if more else "")
    return (
        "a tool has formatted the file anew, and its white space cannot be told from the translator's; "
        f"{counted(len(sources), 'new translation')} not taken, of: {listed}. "
        "Export the file again, and switch off XML formatting in the tool that saves it"
    )


def _files(paths: tuple[str, ...]) -> Iterator[Path]:
    """The files that are named, and those in the folders that are. Raises UsageError for what is not there."""
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix in _SUFFIXES)
        elif path.exists():
            yield path
        else:
            raise UsageError(f"{name}: no such file or folder")
