"""`locpipe status`: where each localized page stands."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import status_text
from pipeline.cli.options import docset_options, engine_options
from pipeline.cli.state import State
from pipeline.commands.options import Where
from pipeline.commands.session import Session
from pipeline.commands.status import Seen, Status, seen_in, status, with_history
from pipeline.commands.status_export import export
from pipeline.commands.status_totals import Totals, is_work, last, record, totals_of
from pipeline.docset.docset import Docset
from pipeline.docset.git import Repository
from pipeline.docset.pages import Page
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.errors import PageError
from pipeline.files import outputs
from pipeline.output.echo import echo
from pipeline.output.screen import columns, hanging
from pipeline.visible import as_json, for_terminal, one_line


@click.command()
@docset_options
@engine_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "csv", "markdown"]),
    default="text",
    help="Markdown has the totals by locale, and the pages that are not current.",
)
@click.option("--output", metavar="FILE", help="Write the result to FILE.")
@click.option(
    "--order",
    type=click.Choice(["place", "review"]),
    default="place",
    show_default=True,
    help="Pages by place, or those to review first (see `learn`).",
)
@click.option("--stale", is_flag=True, help="Only pages that are behind, with their sentences.")
@click.option(
    "--record",
    "log",
    metavar="FILE",
    help="Append the totals to FILE (JSON lines), and say what has changed since the last line.",
)
@click.option(
    "--export",
    "exported",
    metavar="FILE",
    help="Write what a site generator needs to tell readers how each page stands (JSON).",
)
@click.pass_obj
def command(
    state: State,
    /,
    where: Where,
    how: How,
    output_format: str,
    output: str | None,
    order: str,
    stale: bool,
    log: str | None,
    exported: str | None,
) -> None:
    """Show each page's translation type, freshness, reviewed and translated units, and words.

    A page is current when its source has the bytes that the hash in its metadata says, or that git knows at the
    commit there. A page that names neither is held against git's history, sentence by sentence: a sentence is stale
    when its source changed after the commit that last translated it. A stale page says how many commits and which
    sentences changed since; it is `stale (cosmetic)` where its sentences, translated metadata and structure are the
    same, so that there is nothing to translate.
    """
    session = state.session(where, how)
    docset = session.docset
    before = last(Path(log)) if log else None
    seen, failed = _seen(session)
    found = with_history(seen, docset.settings)
    totals = totals_of(found)
    shown = [one for one in found if is_work(one)] if stale else found
    if order == "review":
        from pipeline.commands.ordering import first_to_review

        shown = first_to_review(shown, docset.settings)
    text = _text(shown, totals, output_format, 0 if output else columns(), stale=stale)
    if output:
        outputs.write(output, click.unstyle(for_terminal(text)).encode())
    else:
        echo(text, nl=False)
    if log:
        record(Path(log), totals, _head(docset))
        if before and output_format == "text" and not state.quiet:
            echo(hanging(status_text.since_then(before, totals), columns()))
    if exported:
        document = export(found, totals, list(seen), docset.settings.root)
        outputs.write(exported, (as_json(document, indent=1) + "\n").encode())
    failed += [PageError(one.unread, path=one.path) for one in found if one.unread]
    for reason in failed:
        echo(f"locpipe: {one_line(str(reason))}", err=True)
    raise click.exceptions.Exit(1 if failed else 0)


def _seen(session: Session) -> tuple[dict[Page, Seen], list[PageError]]:
    """The statuses of the pages, without their sources' history, and why others have none."""
    pages = session.docset.pages()
    seen: dict[Page, Seen] = {}
    failed = []
    for page, outcome in zip(pages, session.run("Looking at", Work(status, pages)), strict=True):
        found = seen_in(outcome)
        if isinstance(found, PageError):
            failed.append(found)
        else:
            seen[page] = found
    return seen, failed


def _text(
    found: list[Status], totals: dict[str, Totals], output_format: str, most: int, *, stale: bool
) -> str:
    match output_format:
        case "json":
            return as_json(status_text.as_json(found, totals), indent=2) + "\n"
        case "csv":
            return status_text.as_csv(found)
        case "markdown":
            return status_text.as_markdown(found, totals)
        case _:
            return status_text.as_text(found, totals, most, stale=stale)


def _head(docset: Docset) -> str:
    """The commit that the pages are at; empty where they are in no repository."""
    roots = [tree.root for tree in docset.trees if isinstance(tree.root, Path)]
    repository = Repository.around(roots[0]) if roots else None
    return repository.head if repository else ""
