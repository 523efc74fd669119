"""From options to a docset: the folders that they name, its family, and whether a command may work there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.commands.options import Where
from pipeline.docset.checks import check_docset, pages_among
from pipeline.docset.docset import Docset
from pipeline.docset.family import with_family
from pipeline.docset.po_paths import Named, pages_of
from pipeline.errors import NothingToDoError
from pipeline.files.remote import located
from pipeline.settings import Settings


def opened(
    settings: Settings,
    where: Where,
    *,
    builds: bool = False,
    in_place: bool = False,
    memory: str | None = None,
) -> Docset:
    """The docset that options name. Raises UsageError where something in them does not exist.

    `builds`: built pages are going to be written; `in_place`: pages are, where they stand; `memory`: the memory that an
    option names.
    """
    docset = _named(settings, where, memory)
    if where.paths:
        named = named_pages(settings, where)
        locales = named.locales if named.only_po and not where.locales else where.locales
        docset = replace(docset, paths=named.paths, locales=locales)
    if where.only_pages:
        docset = _only_pages(docset)
    check_docset(docset, builds=builds, in_place=in_place)
    before = docset.endings
    docset = with_family(docset)
    if where.only_pages:
        docset = _only_pages(docset)
    more = not {*docset.endings} <= {*before}  # there may be other pages than it seemed
    if docset.paths or more:
        check_docset(docset, builds=builds, in_place=in_place)
    return docset


def _only_pages(docset: Docset) -> Docset:
    """The docset, asked for what of the paths is a page. Raises NothingToDoError where nothing is."""
    pages = pages_among(docset)
    if pages == docset.paths:
        return docset
    if not pages:
        raise NothingToDoError("none of the files that were named is a page of the docset")
    return replace(docset, paths=pages)


def named_pages(settings: Settings, where: Where) -> Named:
    """What the paths on the command line come to: pages, in the place of PO files that are named."""
    docset = replace(_named(settings, where), paths=())
    return pages_of(where.paths, docset.trees, docset.settings.root)


def _named(settings: Settings, where: Where, memory: str | None = None) -> Docset:
    return Docset(
        settings=settings.with_options(
            po=where.po, out=where.out, memory=memory, family=where.family
        ),
        content=located(where.content) if where.content else None,
        source=located(where.source) if where.source else None,
        locales=where.locales,
        paths=where.paths,
    )


def notes(docset: Docset) -> Iterator[str]:
    """What was asked for, or met on the way, and is left out."""
    for path in docset.left_out:
        yield f"{path}: left out, as `exclude` in the settings says"
    for path in sorted(docset.other_case):
        yield f"{path}: no page; names of pages end in {' or '.join(docset.suffixes)}"
    for path in sorted(docset.links):
        yield f"{path}: not looked at, as it is a symbolic link; what it leads to is no part of the docset"
