"""The one way to a terminal or a log: whatever a text holds by now, nothing in it acts."""

from __future__ import annotations

import click

from pipeline.visible import for_terminal


def echo(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print `text` on standard output (`err`: on standard error), with a line end unless `nl` is false.

    Colours in it are kept where they are wanted.
    """
    click.echo(for_terminal(text), err=err, nl=nl)
