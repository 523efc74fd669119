"""Ids that are written behind headings (`{#id}`): links lead to them, and so they are the source's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.files.splice import Splice
from pipeline.markdown.outline import Heading
from pipeline.markdown.syntax import Syntax
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.correspondence import compared
from pipeline.visible import shown


@rule("anchor-changed", "article")
def anchor_changed(page: PageContext) -> Iterator[Hit]:
    """The id of a heading (`{#id}`) is not the one that the source gives it, or is missing.

    Links to the section, on this page and on others, lead nowhere. `--fix` writes the source's id.

    Bad (source: `## Pay by card {#pay-by-card}`):

        ## Mit Karte zahlen {#mit-karte-zahlen}

    Good:

        ## Mit Karte zahlen {#pay-by-card}
    """
    sides = compared(page)
    if sides is None or "{" not in page.article.text + sides[1].article.text:
        return
    syntax = page.article.syntax
    mine, theirs = sides[0].headings, sides[1].headings
    if [one.level for one in mine] == [one.level for one in theirs]:
        for heading, source in zip(mine, theirs, strict=True):
            yield from _compared(syntax, heading, source)
        return
    there = {*_ids(syntax, mine)}
    for name in _ids(syntax, theirs):
        if name not in there:
            message = f"no heading has the id `{shown(name)}` of the source"
            yield Hit(sides[0].start, sides[0].start, message)


def _compared(syntax: Syntax, heading: Heading, source: Heading) -> Iterator[Hit]:
    wanted, found = syntax.written(source.text), syntax.written(heading.text)
    if wanted is None or (found is not None and found.id == wanted.id):
        return
    text, start = heading.text.rstrip(), heading.text_start
    written = source.text[wanted.start : wanted.end].rstrip()
    if found is None:
        fix = Fix(
            f"write `{written.strip()}`", (Splice(start + len(text), start + len(text), written),)
        )
        message = f"the heading has no id; the source's is `{shown(wanted.id)}`"
        yield Hit(heading.start, start + len(text), message, fix=fix)
        return
    at = start + heading.text.index(f"#{found.id}", found.start) + 1
    fix = Fix(f"write `{wanted.id}`", (Splice(at, at + len(found.id), wanted.id),))
    message = f"the id is `{shown(found.id)}`, the source's is `{shown(wanted.id)}`"
    yield Hit(at, at + len(found.id), message, fix=fix)


def _ids(syntax: Syntax, headings: Sequence[Heading]) -> list[str]:
    found = (syntax.written(heading.text) for heading in headings)
    return [one.id for one in found if one is not None]
