"""With `-v`, each file that is written is named as soon as it is."""

from __future__ import annotations

from collections.abc import Iterator

import click

from pipeline.docset import Docset, shown
from pipeline.jobs.outcome import Outcome
from pipeline.pages import Page
from pipeline.report.visible import visible


def told(
    outcomes: Iterator[Outcome], docset: Docset, *, verbose: bool, in_place: bool = False
) -> Iterator[Outcome]:
    """The outcomes; where `verbose`, with lines on standard error that name what was written.

    `in_place`: pages are written where they are read, and not where built pages go.
    """
    trees = {tree.locale: tree for tree in docset.trees} if verbose else {}
    for outcome in outcomes:
        tree = trees.get(outcome.locale)
        if tree is not None:
            page = Page(outcome.path, tree)
            if outcome.counts.get("po files written"):
                _say(shown(page.po, docset.settings.root))
            if outcome.counts.get("pages written"):
                _say(shown(page.file if in_place else page.out, docset.settings.root))
        yield outcome


def _say(path: str) -> None:
    click.echo(f"written: {visible(path)}", err=True)
