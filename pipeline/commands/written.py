"""What is told on standard error beside findings: with `-v`, each file that is written; pages in another form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.commands.options import Fixing
from pipeline.commands.summary import Result
from pipeline.docset.docset import Docset, shown
from pipeline.docset.pages import Page
from pipeline.docset.strings import string_tree
from pipeline.output.echo import echo
from pipeline.output.text import counted
from pipeline.results.page_result import STAYS, UNSAFE_LEFT, Outcome
from pipeline.visible import one_line


def told(
    outcomes: Iterator[Outcome], docset: Docset, *, verbose: bool, in_place: bool = False
) -> Iterator[Outcome]:
    """The outcomes; where `verbose`, with lines on standard error that name what was written.

    `in_place`: pages are written where they are read, and not where built pages go.
    """
    for outcome in outcomes:
        if verbose:
            for path in files_written(outcome, docset, in_place=in_place):
                _say(path)
        yield outcome


def files_written(outcome: Outcome, docset: Docset, *, in_place: bool = False) -> Iterator[str]:
    """The files that were written for a page, as users are shown them. `in_place` as in `told`."""
    is_po = any(outcome.counts.get(what) for what in ("po files written", "entries annotated"))
    is_page = outcome.counts.get("pages written")
    if not (is_po or is_page):
        return
    of_strings = string_tree(docset, outcome.locale, outcome.path)
    for tree in docset.all_trees if of_strings is None else (of_strings,):
        if tree.locale == outcome.locale:
            page = Page(outcome.path, tree)
            if is_po:
                yield shown(page.po, docset.settings.root)
            if is_page:
                yield shown(page.file if in_place else page.out, docset.settings.root)


def told_fixes(result: Result, fixing: Fixing, *, as_text: bool) -> None:
    """List what was changed on standard error; where findings are shown as text, add the numbers."""
    for note in result.notes:
        echo(note, err=True)
    if not (as_text and fixing.fixing and not fixing.diff):
        return
    places = counted(result.counts["fixes"], "place")
    echo(f"{places} fixed in {counted(result.counts['pages written'], 'file')}")
    if left := result.counts[UNSAFE_LEFT]:
        more = f"{left:,} unsafe fix{'es' * (left > 1)} left"
        echo(f"{more}: --unsafe-fixes --diff shows what they would change")


def stay_published(counts: Mapping[str, int]) -> None:
    """Say how many pages were built published although bilingual ones were asked for."""
    if number := counts.get(STAYS):
        why = "a published page has no source text to stand beside its own"
        echo(f"--form bilingual: {counted(number, 'page')} built published: {why}", err=True)


def _say(path: str) -> None:
    echo(f"written: {one_line(path)}", err=True)
