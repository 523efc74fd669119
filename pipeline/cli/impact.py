"""`locpipe impact`: what a change of source pages costs in translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from pipeline.cli.options import docset_options
from pipeline.cli.state import State
from pipeline.commands.impact import Impact, PageImpact, impact, stale_sentences
from pipeline.commands.options import Where
from pipeline.files import outputs
from pipeline.output.echo import echo
from pipeline.output.markdown import code, table
from pipeline.output.text import counted
from pipeline.visible import as_json, one_line

_SHOWN = 50


@click.command()
@click.argument("revision", metavar="[REV]", required=False, default="HEAD")
@docset_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="Markdown is for a comment on a pull request.",
)
@click.option("--output", metavar="FILE", help="Write the result to FILE.")
@click.pass_obj
def command(
    state: State, /, revision: str, where: Where, output_format: str, output: str | None
) -> None:
    """Say what a change of source pages costs: sentences and words that become stale, by page and locale.

    The change is what differs from REV, or, where HEAD has gone other ways since, from where the two parted; without
    REV, what is not committed yet. White space, line breaks and other spellings of the same markup are cosmetic: no
    translation has to follow them. Always ends with 0.
    """
    found = impact(state.docset(where), revision)
    text = {"text": _text, "markdown": _markdown, "json": _json}[output_format](found)
    if output:
        outputs.write(output, text.encode())
    else:
        echo(text, nl=False)


def summary(found: Impact) -> str:
    """`14 sentences in 9 locales, about 210 words; 3 changes are cosmetic`."""
    locales = len(found.stale_locales)
    parts = [
        f"{counted(found.sentences, 'sentence')} in {counted(locales, 'locale')}, "
        f"about {counted(found.words, 'word')}"
    ]
    if removed := sum(page.removed for page in found.pages):
        parts.append(f"{counted(removed, 'sentence')} removed")
    if structure := sum(page.structure for page in found.pages):
        parts.append(f"{counted(structure, 'line')} of code, images or structure")
    if new := found.untranslated:
        sentences = sum(len(page.sentences) for page in new)
        parts.append(
            f"{counted(len(new), 'page')} without translations, {counted(sentences, 'sentence')}"
        )
    if found.cosmetic:
        parts.append(
            f"{counted(found.cosmetic, 'change')} {'is' if found.cosmetic == 1 else 'are'} cosmetic"
        )
    return "; ".join(parts)


def _text(found: Impact) -> str:
    lines = [summary(found)]
    work = [page for page in found.pages if page.is_work or page.unread]
    lines += [f"  {one_line(page.path)}: {_page(page)}" for page in work[:_SHOWN]]
    if rest := _rest(found, work):
        lines.append(f"  {rest} (--format json has all)")
    for locale, (pages, sentences, words) in found.by_locale.items():
        sums = (
            f"{counted(pages, 'page')}, {counted(sentences, 'sentence')}, {counted(words, 'word')}"
        )
        lines.append(f"  {locale}: {sums}")
    return "\n".join(lines) + "\n"


def _page(page: PageImpact) -> str:
    """What happened to a page, in words."""
    if page.unread:
        return f"{page.change}; cannot be read: {one_line(page.unread)}"
    parts = [page.change] if page.change != "changed" else []
    if page.former:
        parts[-1] += f" from {one_line(page.former)} (locpipe move takes the translations along)"
    for number, what in (
        (len(page.sentences), "sentence"),
        (page.words, "word"),
        (page.removed, "removed sentence"),
        (page.structure, "line of structure"),
        (page.cosmetic, "cosmetic change"),
    ):
        if number:
            parts.append(counted(number, what).replace("line of structures", "lines of structure"))
    return ", ".join([*parts, f"translated in {', '.join(page.locales) or 'no locale'}"])


def _markdown(found: Impact) -> str:
    if not found.pages:
        return "### Localization impact\n\nNo source page changed.\n"
    parts = [f"### Localization impact\n\n**{summary(found)}.**\n"]
    work = [page for page in found.pages if page.is_work or page.unread]
    head = ("page", "change", "sentences#", "words#", "removed#", "cosmetic#", "locales")
    if work:
        parts.append(table(head, map(_row, work[:_SHOWN])))
    if rest := _rest(found, work):
        parts.append(f"{rest[:1].upper()}{rest[1:]}.\n")
    if found.by_locale:
        locales = [(code(one), *map(str, work)) for one, work in found.by_locale.items()]
        parts.append(table(("locale", "pages#", "sentences#", "words#"), locales))
    sentences = [(page.path, one) for page in found.pages for one in page.sentences]
    if sentences:
        listed = "".join(f"- {code(path)}: {code(one)}\n" for path, one in sentences[:_SHOWN])
        more = len(sentences) - _SHOWN
        listed += f"- and {more:,} more\n" if more > 0 else ""
        parts.append(
            f"<details><summary>The sentences that are new or changed</summary>\n\n{listed}\n</details>\n"
        )
    return "\n".join(parts)


def _rest(found: Impact, work: Sequence[PageImpact]) -> str:
    """What of the pages is not listed, in words."""
    more, cosmetic = len(work[_SHOWN:]), len(found.pages) - len(work)
    parts = [f"and {counted(more, 'more page')}"] if more else []
    parts += [f"{counted(cosmetic, 'page')} with cosmetic changes only"] if cosmetic else []
    return ", ".join(parts)


def _row(page: PageImpact) -> tuple[str, ...]:
    numbers = (len(page.sentences), page.words, page.removed, page.cosmetic)
    change = f"{page.change} from {code(page.former)}" if page.former else page.change
    change += ", unreadable" if page.unread else ""
    locales = ", ".join(map(code, page.locales)) or "none"
    return (code(page.path), change, *map(str, numbers), locales)


def _json(found: Impact) -> str:
    document: dict[str, Any] = {
        "version": 1,
        "since": found.since,
        "summary": {
            "sentences": found.sentences,
            "words": found.words,
            "cosmetic": found.cosmetic,
            "stale_sentences": stale_sentences(found.pages),
            "locales": list(found.stale_locales),
        },
        "pages": [{**asdict(page), "words": page.words} for page in found.pages],
        "locales": {
            locale: {"pages": pages, "sentences": sentences, "words": words}
            for locale, (pages, sentences, words) in found.by_locale.items()
        },
    }
    return as_json(document, indent=2) + "\n"
