"""The tasks of the commands: which jobs for which pages."""

from __future__ import annotations

from functools import partial

from pipeline.commands.form import BuildOptions
from pipeline.commands.options import Wanted
from pipeline.commands.task import Task
from pipeline.docset.docset import Docset
from pipeline.docset.pages import Pages
from pipeline.docset.strings import new_string_pages, string_pages
from pipeline.engine.work import Job, Work
from pipeline.rules.policy import Policy


def validating(
    docset: Docset,
    rules: Policy,
    wanted: Wanted,
    job: Job | None = None,
    document_job: Job | None = None,
) -> Task:
    """`validate`; `job` is what is done with a page instead, where findings are mended, `document_job` with a file."""
    from pipeline.commands.since import touched
    from pipeline.commands.validate import validate
    from pipeline.commands.validate_document import changed_documents, documents, validate_document

    every = docset.source_pages() + docset.pages()
    pages, lost = touched(every, wanted, rules, docset.settings)
    work = Work(job or partial(validate, policy=rules), pages)
    files = documents(docset)
    chosen = changed_documents(files, wanted.since) if wanted.since else files
    whole = not docset.paths and not wanted.since and document_job is None
    read = document_job or partial(validate_document, policy=rules, whole=whole)
    works = (work, Work(read, chosen))
    return Task("Validating", works, ("docset",), tuple(lost), in_place=True)


def extracting(docset: Docset) -> Task:
    """`extract`."""
    from pipeline.commands.extract import extract
    from pipeline.commands.renames import formers

    new = docset.new_pages()
    begin = partial(extract, formers=formers(docset)) if new else extract
    strings = string_pages(docset) + new_string_pages(docset)
    pages = docset.pages() + strings
    return Task("Extracting", (Work(extract, pages), Work(begin, new)), writes=True)


def checking(
    docset: Docset,
    rules: Policy,
    wanted: Wanted,
    job: Job | None = None,
    *,
    po: bool = False,
    allow_empty: bool = False,
) -> Task:
    """`check`; `job` is what is done with a page instead, where findings are mended. `po`: PO files are checked."""
    from pipeline.commands.since import touched
    from pipeline.rules.translation.spelling import dictionaries

    localized = every = docset.pages() + string_pages(docset)
    if po and not wanted.since:  # what is translated before there is a page
        every += docset.new_pages() + new_string_pages(docset)
    pages, lost = touched(every, wanted, rules, docset.settings)
    if job is None:
        from pipeline.commands.check import check
        from pipeline.commands.check_po import check_po

        known = dictionaries(tree.locale for tree in docset.trees)
        job = partial(check_po if po else check, policy=rules, dictionaries=known)
    return Task(
        "Checking",
        (Work(job, pages),),
        ("docset-unit",),
        tuple(lost),
        to_compare=() if allow_empty else pages if wanted.since else localized,
        in_place=True,
        po=po,
    )


def building(docset: Docset, options: BuildOptions) -> Task:
    """`build`."""
    from pipeline.commands.build import build

    pages = docset.pages() + docset.new_pages()
    pages += string_pages(docset) + new_string_pages(docset)
    work = Work(partial(build, options=options), pages)
    return Task("Building", (work,), in_place=options.in_place, writes=True)


def running(
    docset: Docset,
    rules: Policy,
    wanted: Wanted,
    options: BuildOptions,
    *,
    allow_empty: bool = False,
) -> Task:
    """`run`: everything, in one pass."""
    from pipeline.commands.renames import formers
    from pipeline.commands.run import run
    from pipeline.commands.since import touched
    from pipeline.commands.validate import validate
    from pipeline.rules.translation.spelling import dictionaries

    settings = docset.settings
    sources, lost_sources = touched(docset.source_pages(), wanted, rules, settings)
    pages, lost = touched(docset.pages() + string_pages(docset), wanted, rules, settings)
    known = dictionaries(tree.locale for tree in docset.trees)
    new = docset.new_pages() if not wanted.since else Pages(())
    job = partial(run, policy=rules, options=options, dictionaries=known)
    begin = partial(job, formers=formers(docset)) if new else job
    strings = new_string_pages(docset) if not wanted.since else Pages(())
    works = (
        Work(partial(validate, policy=rules), sources),
        Work(job, pages),
        Work(begin, new),
        Work(job, strings),
    )
    return Task(
        "Running",
        works,
        ("docset", "docset-unit"),
        (*lost_sources, *lost),
        to_compare=() if allow_empty else pages,
        writes=True,
    )
