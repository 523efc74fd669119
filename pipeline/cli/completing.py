"""What a shell completes: files, folders, locales and rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem


def files(_context: click.Context, _parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Files, by the shell itself."""
    return [CompletionItem(word, type="file")]


def folders(
    _context: click.Context, _parameter: click.Parameter, word: str
) -> list[CompletionItem]:
    """Folders, by the shell itself."""
    return [CompletionItem(word, type="dir")]


def locales(context: click.Context, _parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """The locales of the docset in the current folder (or in that of `-C`)."""
    from pipeline.docset.docset import Docset
    from pipeline.errors import LocpipeError
    from pipeline.settings import load

    options: dict[str, Any] = context.find_root().params
    try:
        settings = load(Path(options.get("folder") or "."))
        found = [tree.locale for tree in Docset(settings).trees]
    except LocpipeError:
        return []
    return [CompletionItem(locale) for locale in found if locale.startswith(word)]


def families(
    _context: click.Context, _parameter: click.Parameter, word: str
) -> list[CompletionItem]:
    """The names of the docs families."""
    from pipeline.families.library import names

    return [CompletionItem(name) for name in ("auto", *names()) if name.startswith(word)]


def rules(_context: click.Context, _parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """The names of rules and of their families."""
    from pipeline.rules.registry import entries

    known = entries()
    families = {entry.family for entry in known.values() if entry.family}
    return [
        CompletionItem(name, help=known[name].severity.label if name in known else "family")
        for name in sorted({*known, *families})
        if name.startswith(word)
    ]
