"""The command `locpipe`: its global options, its commands by name, and the one place where errors become exit codes."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from pipeline import __version__
from pipeline.cli import command_group
from pipeline.cli.command_group import CommandGroup, with_global_options
from pipeline.cli.state import State
from pipeline.errors import LocpipeError, explained
from pipeline.output.echo import echo
from pipeline.visible import one_line, visible

COMMANDS: Mapping[str, str] = {
    "validate": "pipeline.cli.validate",
    "extract": "pipeline.cli.extract",
    "check": "pipeline.cli.check",
    "build": "pipeline.cli.build",
    "run": "pipeline.cli.run",
    "status": "pipeline.cli.status",
    "regressions": "pipeline.cli.regressions",
    "impact": "pipeline.cli.impact",
    "report": "pipeline.cli.report",
    "review": "pipeline.cli.review",
    "rules": "pipeline.cli.rules",
    "explain": "pipeline.cli.explain",
    "init": "pipeline.cli.init",
    "doctor": "pipeline.cli.doctor",
    "export": "pipeline.cli.export",
    "import": "pipeline.cli.import_",
    "stamp": "pipeline.cli.stamp",
    "move": "pipeline.cli.move",
    "learn": "pipeline.cli.learn",
    "memory": "pipeline.cli.memory",
    "lsp": "pipeline.cli.lsp",
}
"""Each command's module, imported when the command is called; its function is called `command`."""


class Commands(CommandGroup):
    """A group that imports a command only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with the whole first sentence of what each does."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, command.get_short_help_str(limit=200))
                    for name, command in found
                    if command
                ]
            )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return with_global_options(command)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="locpipe")
@click.option("-C", "folder", metavar="DIR", help="Work as if started in DIR.")
@click.option("--config", metavar="FILE", help=command_group.CONFIG)
@click.option(
    "--trust-settings",
    is_flag=True,
    envvar="LOCPIPE_TRUST_SETTINGS",
    help=command_group.TRUST,
)
@click.option(
    "--plugins",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=command_group.with_plugins,
    help=command_group.PLUGINS,
)
@click.option("-q", "--quiet", is_flag=True, help=command_group.QUIET)
@click.option("-v", "--verbose", is_flag=True, help=command_group.VERBOSE)
@click.option("--color", type=command_group.COLORS, default="auto", help=command_group.COLOR)
@click.pass_context
def locpipe(
    ctx: click.Context,
    folder: str | None,
    config: str | None,
    trust_settings: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Validate, hand off, check and rebuild localized Markdown documentation.

    Without any settings, the source pages are in content/en-US and those of each locale in content/LOCALE. Where
    yours are elsewhere, begin with `locpipe init`; then `locpipe run` does all four.
    """
    if folder:
        try:
            os.chdir(folder)
        except OSError as error:
            raise click.UsageError(f"-C {folder}: {error.strerror}") from None
    ctx.color = command_group.is_coloured(color)
    ctx.obj = State(
        root=Path(),
        config=Path(config) if config else None,
        trust_settings=trust_settings,
        quiet=quiet,
        verbose=verbose,
    )


def main() -> None:
    """Run the command line and leave with its exit code (0 clean, 1 findings, 2 wrong usage, 130 interrupted)."""
    gc.set_threshold(20_000, 20, 20)  # pages are small, and what they leave behind is little
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, TextIOWrapper
        ):  # a terminal that is not UTF-8 shows the rest by number
            stream.reconfigure(errors="backslashreplace")
    try:
        code = locpipe.main(prog_name="locpipe", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _say("interrupted")
        _leave_interrupted()
    except click.ClickException as error:
        _show(error)
        code = error.exit_code
    except LocpipeError as error:
        _say(f"error: {error}" if error.exit_code else str(error))
        code = error.exit_code
    except BrokenPipeError:  # the reader has seen enough
        _end_output()
        code = 0
    except Exception as error:
        _say(f"error: {explained(error)}")
        code = 1
    sys.exit(_flushed(code if isinstance(code, int) else 0))


def _open_closed_streams() -> None:
    """Give what is written somewhere to go where whoever started the program has closed its output (`>&-`)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def _flushed(code: int) -> int:
    """The exit code, when all output has been written: 1 where it could not be (a full disk)."""
    try:
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except BrokenPipeError:
        _end_output()
    except OSError as error:
        _end_output()
        _say(f"error: standard output: cannot be written: {error.strerror or error}")
        return code or 1
    return code


def _end_output() -> None:
    """What is left to be written on standard output goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave_interrupted() -> NoReturn:
    """Leave with 130, whatever was interrupted.

    Python leaves by the signal instead when it was an `exec`, as of a dataclass that was being imported.
    """
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(130)


def _show(error: click.ClickException) -> None:
    """Show wrong usage; what was typed may hold control characters, which are written out."""
    out = StringIO()
    error.show(file=out)
    echo(visible(out.getvalue()), nl=False, err=True)


def _say(message: str) -> None:
    echo(f"locpipe: {one_line(message)}", err=True)
