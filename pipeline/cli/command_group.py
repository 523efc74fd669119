"""Groups of commands: the nearest name for one that is misspelt, and the global options behind the command, too."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from pipeline import plugins
from pipeline.settings import nearest


class CommandGroup(click.Group):
    """A group that names the nearest command, and whose commands take the global options as it does."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; a usage error names the nearest where there is none."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing and name[:1].isalnum():
            hint = nearest(name, self.list_commands(ctx))
            raise click.UsageError(f"No such command '{name}'{hint}", ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, with the global options among its own."""
        command = super().get_command(ctx, cmd_name)
        return with_global_options(command) if command is not None else None


def with_global_options(command: click.Command) -> click.Command:
    """A command that takes the global options, too."""
    own = {name for option in command.params for name in option.opts}
    command.params += [option for option in _OPTIONS if not own & {*option.opts}]
    return command


def is_coloured(color: str) -> bool | None:
    """Are colours wanted (`--color`)? None: where standard output is a terminal."""
    wanted = {"always": True, "never": False}
    return wanted.get(color, False if os.environ.get("NO_COLOR") else None)


def _set(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    """Take a global option that stands behind the command."""
    if not value or ctx.obj is None:
        return
    if option.name == "color":
        ctx.color = is_coloured(value)
        return
    ctx.obj = replace(ctx.obj, **{str(option.name): value})


def with_plugins(_ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    """Ask for plug-ins before anything is looked up that they may add to."""
    if value:
        plugins.ask()


def _config(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    _set(ctx, option, Path(value) if value else None)


QUIET = "Show findings and errors only."
VERBOSE = "Name each file that is written, on standard error."
CONFIG = "Settings file (default: pipeline.toml, pyproject.toml)."
TRUST = "Let the settings name folders outside of their repository, and URLs."
PLUGINS = "Use what installed packages add to locpipe: rules, families, formats."
COLOR = "Colours: auto is on a terminal, unless NO_COLOR is set."
COLORS = click.Choice(["auto", "always", "never"])

_OPTIONS = (
    click.Option(["-q", "--quiet"], is_flag=True, help=QUIET, expose_value=False, callback=_set),
    click.Option(
        ["-v", "--verbose"], is_flag=True, help=VERBOSE, expose_value=False, callback=_set
    ),
    click.Option(["--config"], metavar="FILE", help=CONFIG, expose_value=False, callback=_config),
    click.Option(["--trust-settings"], is_flag=True, help=TRUST, expose_value=False, callback=_set),
    click.Option(
        ["--plugins"], is_flag=True, help=PLUGINS, expose_value=False, callback=with_plugins
    ),
    click.Option(["--color"], type=COLORS, help=COLOR, expose_value=False, callback=_set),
)
