"""Progress on long work: only on a terminal, only where there is something to wait for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TypeVar

import click

Item = TypeVar("Item")

_WORTH_IT = 200  # pages


def progress(items: Iterator[Item], total: int, what: str, *, quiet: bool) -> Iterator[Item]:
    """The items, with a bar on standard error while they are worked on."""
    if quiet or total < _WORTH_IT or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress

    plain = click.get_current_context().color is False
    bar = Progress(
        console=Console(stderr=True, no_color=plain or None),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    )
    with bar:
        yield from bar.track(items, total=total, description=what)
