"""`locpipe init`: settings for the repository that it stands in."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.state import State
from pipeline.docset import Docset
from pipeline.errors import UsageError
from pipeline.report.echo import echo
from pipeline.settings import FILE_NAME, Settings
from pipeline.text import files

_HEAD = "# Settings of locpipe. Folders are relative to this file; {locale} stands for a locale's name.\n\n"


@click.command()
@click.option(
    "--source", default=Settings().source, show_default=True, help="Root of the source pages."
)
@click.option(
    "--content", default=Settings().content, show_default=True, help="Root of one locale's pages."
)
@click.pass_obj
def command(state: State, /, source: str, content: str) -> None:
    """Write a pipeline.toml for this repository."""
    path = Path(FILE_NAME)
    if path.exists():
        raise UsageError("is already there; nothing was changed", path=FILE_NAME)
    if "{locale}" not in content:
        raise UsageError("--content must hold {locale}, for example content/{locale}")
    settings = Settings(root=Path(), source=source, content=content)
    rows = {"source": source, "content": content, "po": settings.po, "out": settings.out}
    text = _HEAD + "".join(f"{key} = {_quoted(value)}\n" for key, value in rows.items())
    files.write(path, text.encode())
    docset = Docset(settings)
    locales = ", ".join(tree.locale for tree in docset.trees) or "none"
    echo(
        f"{FILE_NAME} written. Source pages: {len(docset.source_pages()):,}; locales found: {locales}."
    )
    if docset.source_pages() or docset.trees:
        echo("Next: locpipe run")
    else:
        echo(
            f"Next: name the folders of your pages in {FILE_NAME} (source, content), then locpipe run"
        )


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
