"""`locpipe init`: settings for the repository that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from pipeline.docset.docset import Docset
from pipeline.docset.family import with_family
from pipeline.docset.layouts.discovery.checkout import Checkout
from pipeline.docset.layouts.discovery.discover import Found, discover
from pipeline.docset.layouts.discovery.settings_text import quoted, settings_text
from pipeline.errors import PageError, UsageError
from pipeline.files import files
from pipeline.output.echo import echo
from pipeline.output.text import counted
from pipeline.settings import FILE_NAME, Settings, load
from pipeline.visible import one_line, visible

_HEAD = "# Settings of locpipe. Folders are relative to this file; {locale} stands for a locale's name.\n\n"
_IGNORES = ".gitignore"
_SHOWN = 5


@click.command()
@click.option("--source", help="Root of the source pages, instead of looking for it.")
@click.option(
    "--content", help="Root of one locale's pages, with {locale}, instead of looking for it."
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.pass_context
def command(
    context: click.Context, /, source: str | None, content: str | None, dry_run: bool
) -> None:
    """Look where pages and translations are, and write a pipeline.toml for this repository.

    Settings of site generators (docfx, Docusaurus, MkDocs, Hugo, Astro) are read and never run; where there are none,
    the names of folders and files decide. Ends with 1 where no pages are found.
    """
    if Path(FILE_NAME).exists() and not dry_run:
        raise UsageError("is already there; nothing was changed", path=FILE_NAME)
    if source or content:
        text, is_found = _named(source or Settings().source, content or Settings().content)
    else:
        found = discover(Checkout(Path()))
        if found is not None:
            found = replace(found, family=_family(found))
        is_found = found is not None
        text = settings_text(found, Settings().po, Settings().out) if found else ""
        for line in _told(found) if found else _nothing():
            echo(one_line(line))
    if text:
        _write(text, dry_run=dry_run)
    if not is_found:
        context.exit(1)
    if not dry_run:
        echo("Next: locpipe run")


def _named(source: str, content: str) -> tuple[str, bool]:
    """Settings for folders that options name, and whether pages are there."""
    if "{locale}" not in content:
        raise UsageError("--content must hold {locale}, for example content/{locale}")
    settings = Settings(root=Path(), source=source, content=content)
    rows = {"source": source, "content": content, "po": settings.po, "out": settings.out}
    text = _HEAD + "".join(f"{key} = {quoted(value)}\n" for key, value in rows.items())
    docset = Docset(settings)
    pages, trees = docset.source_pages(), docset.trees
    locales = ", ".join(tree.locale for tree in trees) or "none"
    echo(visible(f"Source pages: {len(pages):,}; locales found: {locales}."))
    if not pages and not trees:
        echo(f"There are no pages in these folders; {FILE_NAME} names them all the same.")
    return text, bool(pages or trees)


def _family(found: Found) -> str:
    """The docs family of the pages of a layout; empty where two fit, or the layout cannot work."""
    settings = Settings()
    text = settings_text(found, settings.po, settings.out)
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILE_NAME
        file.write_text(text, "utf-8")
        try:
            return with_family(Docset(load(Path(), file))).settings.family
        except (UsageError, PageError):
            return ""


def _told(found: Found) -> Iterator[str]:
    """What was found, and what was left out."""
    proposal, survey = found.proposal, found.survey
    yield f"Found: {proposal.tool} ({proposal.evidence})"
    if found.family:
        yield f"Family: {found.family}"
    for layout in found.layouts:
        yield f"  {layout.source.text}  ↔  {layout.target.text}"
    yield f"  {'sources':12} {counted(len(set(survey.sources.values())), 'page')} ({proposal.source_locale})"
    for locale, pages in survey.localized.items():
        shared = sum(source is not None for _, source, _ in survey.pairs(locale))
        yield f"  {locale:12} {counted(len(pages), 'page')}, {shared:,} with a source"
    if not survey.localized:
        yield "  no translations yet"
    for name, reason in list(found.refused.items())[:_SHOWN]:
        yield f"Left out: {name}: {reason}"
    if len(found.refused) > _SHOWN:
        yield f"Left out: {len(found.refused) - _SHOWN:,} more names that are no locales here"
    others = [file for file in survey.others if file.endswith(proposal.suffixes)]
    if others:
        more = ", …" if len(others) > _SHOWN else ""
        yield f"Left out: {counted(len(others), 'page')} elsewhere ({', '.join(others[:_SHOWN])}{more})"
    for note in proposal.notes:
        yield f"Note: {note}"


def _nothing() -> Iterator[str]:
    yield "Found no pages with translations: no settings of a site generator, no folders or files named for a locale."
    folders = f"--source {Settings().source} --content {Settings().content}"
    yield f"Nothing was written. Name the folders yourself: locpipe init {folders}"


def _write(text: str, *, dry_run: bool) -> None:
    """Write the settings and the line for git; or show both."""
    line = _ignored()
    if dry_run:
        echo(f"\nWould write {FILE_NAME}:\n\n{visible(text)}")
        echo(f"Would add to {_IGNORES}: {line}" if line else f"{_IGNORES} stays as it is.")
        return
    files.write(Path(FILE_NAME), text.encode())
    echo(f"{FILE_NAME} written.")
    if line:
        path = Path(_IGNORES)
        old = files.read_if_there(path)
        before = old or b""
        end = b"\r\n" if b"\r\n" in before else b"\n"
        gap = b"" if not before or before.endswith(b"\n") else end
        files.replace(path, before + gap + line.encode() + end, old)
        echo(f"{_IGNORES}: {line} added, the folder of PO files and built pages.")


def _ignored() -> str:
    """The line that keeps PO files and built pages out of git; empty where git is not used, or knows it."""
    here = Path().absolute()
    if not any((folder / ".git").exists() for folder in (here, *here.parents)):
        return ""
    folder = Settings().out.split("/")[0]
    data = files.read_if_there(Path(_IGNORES)) or b""
    lines = {
        line.strip().strip("/").removesuffix("/*")
        for line in data.decode("utf-8", "replace").splitlines()
    }
    return "" if folder in lines else f"/{folder}/"
