"""Rules on files that are no pages: tables of contents, YAML documents, docfx's settings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.commands.fix import mended
from pipeline.docset.docfx import NAME, folders_above
from pipeline.docset.docset import Docset
from pipeline.docset.family import family_of
from pipeline.docset.pages import Page, Pages
from pipeline.families.family import DOCFX
from pipeline.files.decoding import decode
from pipeline.markdown.article import Article
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.provenance.since import Since
from pipeline.results.fact import Fact
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.context import PageContext, page_context
from pipeline.rules.documents.reading import document, is_document, shape_of
from pipeline.rules.policy import Policy
from pipeline.rules.run import document_findings
from pipeline.rules.structure.not_in_toc import facts_of

_ENDINGS = (".yml", ".yaml")
_SETTINGS = (NAME, ".openpublishing.redirection.json")


def documents(docset: Docset) -> Pages:
    """The files of a docset that such rules may look at; none where its site is not built by docfx."""
    if family_of(docset.settings).renderer != DOCFX:
        return Pages(())
    return docset.other_files(_ENDINGS) + _settings_of(docset)


def changed_documents(every: Pages, revision: str) -> Sequence[Page]:
    """Those of the files that changed since a revision. Raises UsageError where git cannot say."""
    return Since(every, revision).touched(every) if every else every


def _settings_of(docset: Docset) -> Pages:
    """Settings of docfx at the root of the sources and above it, where the whole docset is asked for."""
    sources = docset.source_pages()
    root = docset.source_root
    if docset.paths or not sources or not isinstance(root, Path):
        return Pages(())
    found = (folder / name for folder in folders_above(root.absolute()) for name in _SETTINGS)
    names = [
        os.path.relpath(file, root.absolute()).replace(os.sep, "/")
        for file in found
        if file.is_file()
    ]
    return Pages([(sources[0].tree, names)])


def validate_document(loaded: LoadedPage, policy: Policy, *, whole: bool = False) -> Outcome:
    """What the rules find in a file, without what its source has as well. `whole`: all of the docset is looked at."""
    page = loaded.page
    context = page_context(loaded, article=_text_of(loaded), units=())
    if not is_document(context):
        return Outcome(page.path, page.locale, (), {})
    counts = Counter(pages=1)
    findings = _found(loaded, policy, context, counts)
    facts = tuple(facts_of(context, whole=whole)) if page.is_source else ()
    return Outcome(page.path, page.locale, findings, counts, facts=facts)


def fix_document(loaded: LoadedPage, policy: Policy, write: bool, unsafe: bool = False) -> Outcome:
    """Fix a file as `fix` does a page: what was a document before must be one with as many parts behind it."""
    article = _text_of(loaded)
    if not is_document(page_context(loaded, article=article, units=())):
        return Outcome(loaded.page.path, loaded.page.locale, (), {})

    def find(context: PageContext, counts: Counter[str] | None) -> tuple[Finding, ...]:
        return _found(loaded, policy, context, counts)

    def facts(context: PageContext) -> tuple[Fact, ...]:
        return tuple(facts_of(context, whole=False)) if loaded.page.is_source else ()

    def keeps(old: str, new: str) -> bool:
        old_one, new_one = (
            document(page_context(loaded, article=article.with_text(text), units=()))
            for text in (old, new)
        )
        return not new_one.problem and shape_of(old_one.root) == shape_of(new_one.root)

    return mended(loaded, article, find, facts, keeps, write=write, unsafe=unsafe)


def _text_of(loaded: LoadedPage) -> Article:
    return Article(decode(loaded.data), loaded.syntax)


def _found(
    loaded: LoadedPage, policy: Policy, context: PageContext, counts: Counter[str] | None
) -> tuple[Finding, ...]:
    """The findings of a file, without those that its source has as well."""
    findings = document_findings(context, policy, counts)
    if findings and loaded.source_data is not None:
        source = page_context(loaded, article=Article(decode(loaded.source_data)), units=())
        theirs = Counter((one.rule, one.message) for one in document_findings(source, policy))
        findings = [one for one in findings if not _takes(theirs, (one.rule, one.message))]
    return tuple(findings)


def _takes(counts: Counter[tuple[str, str]], key: tuple[str, str]) -> bool:
    """Take one away where there is one."""
    if counts[key] <= 0:
        return False
    counts[key] -= 1
    return True
