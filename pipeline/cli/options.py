"""Options that several commands share, each group handed to the command as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any

import click
from click.core import ParameterSource

from pipeline.cli import completing
from pipeline.commands.form import Form
from pipeline.commands.options import Building, Fixing, Wanted, Where
from pipeline.engine.how import How
from pipeline.output.formats import AUTO
from pipeline.output.formats import names as formats

Function = Callable[..., Any]


def docset_options(command: Function) -> Function:
    """`--locale --content --source --po --out --family PATHS`, as the argument `where`."""
    return _grouped(
        command,
        "where",
        Where,
        click.option(
            "--locale",
            "locales",
            multiple=True,
            metavar="LOCALE",
            shell_complete=completing.locales,
            help="Only this locale (repeatable).",
        ),
        _folder_option(
            "--content",
            "Root of one locale's pages: a folder, or a URL such as s3://bucket/docs/nl-NL.",
        ),
        _folder_option("--source", "Root of the source (English) pages."),
        _folder_option("--po", "Root of the PO files."),
        _folder_option("--out", "Where built pages are written."),
        click.option(
            "--family",
            metavar="NAME",
            shell_complete=completing.families,
            help="Docs family: a name, a folder of the docset, or auto (default: by the pages).",
        ),
        click.option(
            "--only-pages",
            is_flag=True,
            help="Leave out paths that are no pages of the docset, as a hook may name any file.",
        ),
        click.argument("paths", nargs=-1, shell_complete=completing.files),
    )


def findings_options(command: Function) -> Function:
    """Which findings, how and where they are shown, and which of them fail, as the argument `wanted`."""
    since = click.option("--since", metavar="REV", help="Only pages changed since a git revision.")
    return _findings(since(command), fail_on="error")


def gate_options(command: Function) -> Function:
    """The same for a command that is about a change itself: warnings fail, and there is no `--since`."""
    return _findings(command, fail_on="warning")


def _findings(command: Function, *, fail_on: str) -> Function:
    return _grouped(
        command,
        "wanted",
        Wanted,
        click.option(
            "--format",
            "output_format",
            type=click.Choice([AUTO, *formats()]),
            default=AUTO,
            help="How findings are shown. Auto: a few in full, many grouped by rule. Full (or text): each with its "
            "line. Concise: a line each.",
        ),
        click.option(
            "--statistics",
            is_flag=True,
            help="Show how often each rule finds something, with one example, instead of the findings.",
        ),
        click.option(
            "--min-severity",
            type=click.Choice(["error", "warning", "suggestion"]),
            help="The least severity that is shown; what is hidden is counted, and fails as --fail-on says.",
        ),
        click.option(
            "--output",
            metavar="FILE",
            shell_complete=completing.files,
            help="Write the findings to FILE.",
        ),
        click.option(
            "--also",
            multiple=True,
            metavar="FORMAT:FILE",
            callback=_formats_and_files,
            help="Write the findings to FILE in another format, too (repeatable).",
        ),
        click.option(
            "--fail-on",
            type=click.Choice(["error", "warning", "suggestion", "never"]),
            default=fail_on,
            show_default=True,
            help="The least severity that makes the exit code 1.",
        ),
        click.option(
            "--select",
            multiple=True,
            metavar="RULE",
            shell_complete=completing.rules,
            help="Only this rule or family (repeatable).",
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="RULE",
            shell_complete=completing.rules,
            help="Not this rule or family (repeatable).",
        ),
        click.option(
            "--baseline",
            metavar="FILE",
            shell_complete=completing.files,
            help="Show only findings that FILE does not know.",
        ),
        click.option(
            "--update-baseline", is_flag=True, help="Write the findings to the baseline instead."
        ),
    )


def building_options(command: Function) -> Function:
    """`--form --allow-untranslated --use-fuzzy`, as the argument `building`."""
    return _grouped(
        command,
        "building",
        Building,
        click.option(
            "--form",
            type=click.Choice([form.value for form in Form]),
            help="Published: targets only (default). Bilingual: source beside target, where the page has it or is made "
            "anew. In place, a page keeps its own form, and a new one is published.",
        ),
        click.option(
            "--allow-untranslated",
            is_flag=True,
            help="Build pages too of which less is translated than `min-translated` asks for.",
        ),
        click.option(
            "--use-fuzzy", is_flag=True, help="Use texts made for an earlier source, too."
        ),
    )


def allow_empty_option(command: Function) -> Function:
    """`--allow-empty`, as the argument `allow_empty`."""
    return click.option(
        "--allow-empty",
        is_flag=True,
        help="Pass also where none of the localized pages could be compared with its source.",
    )(command)


def fix_options(command: Function) -> Function:
    """`--fix --unsafe-fixes --diff`, as the argument `fixing`."""
    return _grouped(
        command,
        "fixing",
        Fixing,
        click.option(
            "--fix",
            "fixing",
            is_flag=True,
            help="Mend what has one right answer; list each change.",
        ),
        click.option(
            "--unsafe-fixes",
            "unsafe",
            is_flag=True,
            help="With --fix or --diff: also fixes that may be wrong. Read what they change.",
        ),
        click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing."),
    )


def engine_options(command: Function) -> Function:
    """`--jobs --scheduler --no-cache --cache-dir`, as the argument `how`."""
    return _grouped(
        command,
        "how",
        How,
        click.option(
            "--jobs",
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            help="Processes to work in (default: one a core where there are many pages).",
        ),
        click.option(
            "--scheduler",
            default="",
            metavar="ADDRESS",
            help="Work on the Dask cluster of this scheduler, for example tcp://host:8786.",
        ),
        click.option(
            "--cache/--no-cache",
            default=True,
            help="Use again what was found out about unchanged pages.",
        ),
        click.option(
            "--cache-dir",
            default="",
            metavar="DIR",
            shell_complete=completing.folders,
            help="Where that is kept (default: LOCPIPE_CACHE_DIR, else your cache folder).",
        ),
    )


def _formats_and_files(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """The formats and files that `--also` names."""
    found = []
    for value in values:
        name, _, file = value.partition(":")
        if name not in formats() or not file:
            known = ", ".join(formats())
            raise click.BadParameter(f"{value}: not FORMAT:FILE; formats are {known}")
        found.append((name, file))
    return tuple(found)


def _folder_option(name: str, what: str) -> Callable[[Function], Function]:
    return click.option(name, metavar="DIR", shell_complete=completing.folders, help=what)


def _grouped(
    command: Function, name: str, group: type, *decorators: Callable[[Function], Function]
) -> Function:
    """`command` with options that reach it together, as a `group` under `name`."""

    @wraps(command)
    def grouped(*args: Any, **options: Any) -> Any:
        options[name] = group(
            **{
                field.name: options.pop(field.name)
                for field in fields(group)
                if field.name in options
            }
        )
        return command(*args, **options)

    decorated: Function = grouped
    for decorate in reversed(decorators):
        decorated = decorate(decorated)
    return decorated


def is_default(name: str) -> bool:
    """Does an argument of the command that runs have its default, since nobody has given another?"""
    source = click.get_current_context().get_parameter_source(name)
    return source is ParameterSource.DEFAULT
