"""`locpipe lsp`: the language server."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from pipeline.cli.state import State
from pipeline.errors import UsageError


@click.command()
@click.option(
    "--docs-url",
    default="",
    metavar="URL",
    help="Where these guides are published; findings then link to their rule's page.",
)
@click.option("--stdio", is_flag=True, help="Speak over standard input and output (always so).")
@click.pass_obj
def command(state: State, /, docs_url: str, stdio: bool) -> None:
    """Show findings, fixes, sentences and metadata in an editor while a page is being written.

    An editor starts this and speaks the Language Server Protocol with it over standard input and output; how to
    set one up is in docs/editor.md.
    """
    if find_spec("pygls") is None:
        raise UsageError("the language server needs pygls; install it: pip install 'locpipe[lsp]'")
    from pipeline.lsp.handlers import make_server

    config = Path(state.config).resolve() if state.config else None
    make_server(config, docs_url, trust=state.trust_settings).start_io()
