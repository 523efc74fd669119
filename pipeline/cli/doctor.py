"""`locpipe doctor`: what is installed, found and missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from pipeline.cli.options import docset_options
from pipeline.cli.state import State
from pipeline.commands import doctor
from pipeline.commands.doctor import ERROR, NOTE, OK, Check
from pipeline.commands.opening import opened
from pipeline.commands.options import Where
from pipeline.errors import LocpipeError
from pipeline.output.echo import echo
from pipeline.output.screen import columns, hanging
from pipeline.output.text import counted
from pipeline.visible import as_json, one_line

_COLOURS = {OK: "green", NOTE: "yellow", ERROR: "red"}


@click.command()
@docset_options
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(state: State, /, where: Where, output_format: str) -> None:
    """Say what is installed, found and missing: settings, pages, sources, git history, dictionaries, extras.

    A note is about something that not everybody needs, and says what it would be good for. Ends with 1 where commands
    cannot work.
    """
    checks = list(_checks(state, where))
    failed = any(one.state == ERROR for one in checks)
    if output_format == "json":
        rows = [asdict(one) for one in checks]
        echo(as_json({"version": 1, "ok": not failed, "checks": rows}, indent=2))
    else:
        for one in checks:
            if not (state.quiet and one.state == OK):
                echo(hanging(_line(one), columns()))
        notes = sum(one.state == NOTE for one in checks)
        errors = sum(one.state == ERROR for one in checks)
        echo(f"{counted(errors, 'error')}, {counted(notes, 'note')}")
    raise click.exceptions.Exit(int(failed))


def _checks(state: State, where: Where) -> Iterator[Check]:
    yield from doctor.installed()
    try:
        docset = opened(state.settings(), where)
        yield doctor.settings_file(docset)
        yield from doctor.pages(docset)
    except LocpipeError as error:
        todo = "locpipe init finds pages and writes settings" if "init" not in str(error) else ""
        yield Check("docset", ERROR, str(error), todo)
        return
    yield from doctor.history(docset)
    yield from doctor.dictionaries([tree.locale for tree in docset.trees])
    yield from doctor.kept(docset)


def _line(one: Check) -> str:
    state = click.style(f"{one.state:<5}", fg=_COLOURS[one.state])
    todo = f" → {one_line(one.todo)}" if one.todo else ""
    return f"{state}  {one_line(one.topic)}: {one_line(one.message)}{todo}"
