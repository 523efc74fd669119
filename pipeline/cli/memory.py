"""`locpipe memory`: what was translated before, kept for what comes."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.command_group import CommandGroup
from pipeline.cli.options import docset_options
from pipeline.cli.state import State
from pipeline.commands.options import Where
from pipeline.commands.remember import remember
from pipeline.docset.reach import check_reach
from pipeline.errors import PageError, UsageError, about
from pipeline.files import outputs
from pipeline.memory.store import MemoryStore
from pipeline.output.echo import echo
from pipeline.output.text import counted
from pipeline.visible import one_line

_file = click.option(
    "--memory",
    "memory",
    metavar="FILE",
    help="The translation memory (default: what the settings say, build/memory.db).",
)


def _place(state: State, memory: str | None) -> Path:
    settings = state.settings().with_options(memory=memory)
    place = settings.root / settings.memory
    check_reach(settings, "memory", place)
    return place


@click.group(cls=CommandGroup)
def command() -> None:
    """Keep what was translated, and exchange it as TMX."""


@command.command()
@docset_options
@_file
@click.pass_obj
def fill(state: State, /, where: Where, memory: str | None) -> None:
    """Remember the translations of pages and of their PO files, people's before machines'."""
    docset = state.docset(where, memory=memory)
    failed = []
    place = docset.settings.root / docset.settings.memory
    with MemoryStore(place) as store:
        added = 0
        for page in docset.pages():
            try:
                with about(page.path):
                    added += store.add(remember(page, docset.settings))
            except PageError as error:
                failed.append(error)
    for reason in failed:
        echo(f"locpipe: {one_line(str(reason))}", err=True)
    if not state.quiet:
        echo(f"{counted(added, 'translation')} new in {one_line(str(place))}")
    raise click.exceptions.Exit(1 if failed else 0)


@command.command("import")
@click.option("--locale", required=True, help="The locale of the translations.")
@click.option("--source-locale", default="en-US", show_default=True)
@_file
@click.argument("paths", nargs=-1, required=True)
@click.pass_obj
def import_tmx(
    state: State, /, locale: str, source_locale: str, memory: str | None, paths: tuple[str, ...]
) -> None:
    """Take the translations of TMX files into the memory; a file of any size is read bit by bit."""
    from pipeline.exchange.tmx import read_tmx

    if missing := [name for name in paths if not Path(name).is_file()]:
        raise UsageError("no such file", path=missing[0])
    with MemoryStore(_place(state, memory)) as store:
        for name in paths:
            added = store.add(read_tmx(Path(name), locale, source_locale, Path(name).name))
            if not state.quiet:
                echo(f"{one_line(name)}: {counted(added, 'translation')} new")


@command.command("export")
@click.option("--locale", required=True, help="The locale of the translations.")
@click.option("--source-locale", default="en-US", show_default=True)
@_file
@click.argument("path")
@click.pass_obj
def export_tmx(
    state: State, /, locale: str, source_locale: str, memory: str | None, path: str
) -> None:
    """Write the memory's translations of a locale to a TMX file."""
    import tempfile

    from pipeline.exchange.tmx import write_tmx

    place = _place(state, memory)
    if not place.is_file():
        raise UsageError(f"no translation memory: {place}; `locpipe memory fill` makes one")
    with MemoryStore(place) as store, tempfile.TemporaryFile() as file:
        count = write_tmx(file, store.units(locale), source_locale)
        file.seek(0)
        outputs.write(path, file.read())
    if not state.quiet:
        echo(f"{counted(count, 'translation')} in {one_line(path)}")


@command.command()
@click.option("--locale", required=True, help="The locale of the translations.")
@click.option("--source-locale", default="en-US", show_default=True)
@click.argument("path")
@click.argument("target")
@click.pass_obj
def terms(state: State, /, locale: str, source_locale: str, path: str, target: str) -> None:
    """Turn a glossary from CSV into TBX-Basic, or from TBX into CSV; the names of the files say which."""
    from pipeline.memory import glossary

    is_tbx = Path(target).suffix.lower() in glossary.TBX
    for name, known in ((path, glossary.TBX | glossary.CSV), (target, glossary.TBX | {".csv"})):
        if Path(name).suffix.lower() not in known:
            raise UsageError(f"{name}: its name must end in .csv or .tbx")
    found = glossary.load(Path(path), locale, source_locale)
    data = glossary.to_tbx(found, locale, source_locale) if is_tbx else glossary.to_csv(found)
    outputs.write(target, data)
    if not state.quiet:
        echo(f"{counted(len(found), 'term')} in {one_line(target)}")
