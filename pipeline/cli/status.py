"""`locpipe status`: where each localized page stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

import click

from pipeline.cli.options import docset_options
from pipeline.cli.state import State
from pipeline.commands.options import Where
from pipeline.commands.status import Seen, Status, status, with_history
from pipeline.docset.pages import Page
from pipeline.errors import PageError, about
from pipeline.files import outputs
from pipeline.output.echo import echo
from pipeline.output.screen import columns, hanging, table
from pipeline.output.text import counted
from pipeline.provenance.history import some_of
from pipeline.visible import as_json, for_terminal, one_line

_COLOURS = {"current": "green", "stale": "yellow", "source-missing": "red", "unverifiable": "cyan"}


@click.command()
@docset_options
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
@click.option("--output", metavar="FILE", help="Write the result to FILE.")
@click.pass_obj
def command(state: State, /, where: Where, output_format: str, output: str | None) -> None:
    """Show each page's translation type, freshness, reviewed and translated units, and words.

    A page is current when its source has the bytes that the hash in its metadata says, or that git knows at the
    commit there. A page that names neither is held against git's history, sentence by sentence: a sentence is stale
    when its source changed after the commit that last translated it. A stale page says how many commits and which
    sentences changed since; it is `stale (cosmetic)` where its sentences, translated metadata and structure are the
    same, so that there is nothing to translate.
    """
    docset = state.docset(where)
    seen: list[Seen] = []
    pages: list[Page] = []
    failed = []
    for page in docset.pages():
        try:
            with about(page.path):
                seen.append(status(page, docset.settings))
            pages.append(page)
        except PageError as error:
            failed.append(error)
    found = with_history(seen, pages, docset.settings)
    if output_format == "json":
        rows = [asdict(one) for one in found]
        text = as_json({"version": 1, "pages": rows}, indent=2) + "\n"
    else:
        most = 0 if output else columns()
        text = _lines(found, most) + hanging(_totals(found), most) + "\n"
    if output:
        outputs.write(output, click.unstyle(for_terminal(text)).encode())
    else:
        echo(text, nl=False)
    failed += [PageError(one.unread, path=one.path) for one in found if one.unread]
    for reason in failed:
        echo(f"locpipe: {one_line(str(reason))}", err=True)
    raise click.exceptions.Exit(1 if failed else 0)


def _lines(found: list[Status], most: int) -> str:
    """A line a page; a table where `most` is the width of a terminal."""
    if not most:
        return "".join(_line(one) + "\n" for one in found)
    rows = [
        (
            one.translation_type or "--",
            click.style(_freshness(one), fg=_COLOURS[one.freshness]),
            f"{one.reviewed_units}/{one.units}" if one.units else "",
            f"{one.source_words:,}",
            one_line(f"{one.locale}/{one.path}") + (f"\n{_why(one)}" if _why(one) else ""),
        )
        for one in found
    ]
    return table(("", "freshness", "reviewed", "words", "page"), rows, most, title=-1)


def _line(one: Status) -> str:
    freshness = click.style(f"{_freshness(one):<16}", fg=_COLOURS[one.freshness])
    reviewed = f"{one.reviewed_units}/{one.units} reviewed" if one.units else ""
    words = counted(one.source_words, "word")
    name = one_line(f"{one.locale}/{one.path}")
    why = f"  {_why(one)}" if _why(one) else ""
    return (
        f"{one.translation_type or '--':<2}  {freshness}  {reviewed:<18}  {words:>12}  {name}{why}"
    )


def _freshness(one: Status) -> str:
    return f"{one.freshness} (cosmetic)" if one.cosmetic else one.freshness


def _why(one: Status) -> str:
    """Why a page is not current, what changed since it was, and how much is translated, where that is not all."""
    parts = []
    if one.freshness != "current":
        parts.append(one_line(one.reason))
        if one.commits is not None:
            parts.append(counted(one.commits, "commit"))
            parts[-1] += f", {counted(one.changed_units or 0, 'sentence')}"
        if one.sentences:
            parts[-1] += f": {some_of([each.source or each.was for each in one.sentences])}"
    if one.translated_units < one.current_units:
        parts.append(f"{one.translated_units} of {counted(one.current_units, 'unit')} translated")
    return "; ".join(parts)


def _totals(found: list[Status]) -> str:
    kinds = Counter(map(_freshness, found))
    types = Counter(one.translation_type or "of unknown translation type" for one in found)
    parts = [f"{number:,} {kind}" for kind, number in sorted(kinds.items())]
    parts += [f"{number:,} {kind}" for kind, number in sorted(types.items())]
    return f"{counted(len(found), 'page')}: {', '.join(parts) or 'none'}"
