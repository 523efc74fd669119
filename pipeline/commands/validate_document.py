"""Rules on files that are no pages: tables of contents, YAML documents, docfx's settings."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from pipeline.docset.docfx import NAME, folders_above
from pipeline.docset.docset import Docset
from pipeline.docset.family import family_of
from pipeline.docset.pages import Pages
from pipeline.families.family import DOCFX
from pipeline.files.decoding import decode
from pipeline.markdown.article import Article
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.page_result import Outcome
from pipeline.rules.context import page_context
from pipeline.rules.documents.reading import is_document
from pipeline.rules.policy import Policy
from pipeline.rules.run import document_findings
from pipeline.rules.structure.not_in_toc import facts_of

_ENDINGS = (".yml", ".yaml")
_SETTINGS = (NAME, ".openpublishing.redirection.json")


def documents(docset: Docset) -> Pages:
    """The files of a docset that such rules may look at; none where its site is not built by docfx."""
    if family_of(docset.settings).renderer != DOCFX or docset.has_layouts:
        return Pages(())
    of_yaml = docset.with_endings(_ENDINGS)
    return of_yaml.source_pages() + of_yaml.pages() + _settings_of(docset)


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
    text = Article(decode(loaded.data), loaded.syntax)
    context = page_context(loaded, article=text, units=())
    if not is_document(context):
        return Outcome(page.path, page.locale, (), {})
    counts = Counter(pages=1)
    findings = document_findings(context, policy, counts)
    if findings and loaded.source_data is not None:
        source = page_context(loaded, article=Article(decode(loaded.source_data)), units=())
        theirs = Counter((one.rule, one.message) for one in document_findings(source, policy))
        findings = [one for one in findings if not _takes(theirs, (one.rule, one.message))]
    facts = tuple(facts_of(context, whole=whole)) if page.is_source else ()
    return Outcome(page.path, page.locale, tuple(findings), counts, facts=facts)


def _takes(counts: Counter[tuple[str, str]], key: tuple[str, str]) -> bool:
    """Take one away where there is one."""
    if counts[key] <= 0:
        return False
    counts[key] -= 1
    return True
