"""A source text and its translation, checked by themselves: for programs that have texts and no pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pipeline.api.options import texts
from pipeline.errors import UsageError
from pipeline.families import library
from pipeline.families.syntax import syntax_of
from pipeline.files.splice import Splice
from pipeline.markdown.article import Article
from pipeline.rebuild.metadata import page_of_type
from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.policy import Policy, known_rule
from pipeline.rules.run import unit_findings
from pipeline.rules.translation.whole_page import RULE as WHOLE_PAGE
from pipeline.settings import Settings, is_locale
from pipeline.units.unit import Unit

TranslationType = Literal["HT", "MT"]


def check_text(
    source: str,
    target: str,
    locale: str,
    *,
    source_locale: str = "en-US",
    translation_type: TranslationType = "HT",
    kind: str = "paragraph",
    family: str = library.USUAL,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """What the translation rules find in one translation unit: Markdown, as it stands in a page or in a PO file.

    `locale` and `source_locale` are tags such as nl-NL. `translation_type` says whether people or machines translated
    it: severities differ. `kind` is the unit's, as PO files name it (`heading 2`, `list item`). `family` is the docs
    family whose markup the texts have; `select` and `ignore` name rules or families of rules.

    Findings stand in `target`: offsets in 0-based characters, lines and columns from 1; so do the edits of their
    fixes. No file is read or written, and no settings file is looked for. Raises UsageError for a locale, rule or
    family that there is none of.
    """
    for name, tag in (("locale", locale), ("source_locale", source_locale)):
        if not is_locale(tag):
            raise UsageError(f"{name}: must be a locale such as nl-NL, not {tag!r}")
    settings = Settings(family=family, source_locale=source_locale)
    chosen = texts(select, "select"), texts(ignore, "ignore")
    for name in (*chosen[0], *chosen[1]):
        known_rule(name, settings)
    policy = Policy.of(settings, *chosen)
    written_as = library.find(family, Path())
    before = page_of_type(written_as, translation_type).text
    unit = Unit(source, target, kind, target_range=(len(before), len(before) + len(target)))
    article = Article(before + target, syntax_of(written_as))
    page = PageContext("", locale, Path(), article, settings, units=(unit,))
    found = (one for one in unit_findings(page, policy) if one.rule != WHOLE_PAGE)
    return tuple(_in_text(one, len(before), before.count("\n")) for one in found)


def _in_text(finding: Finding, characters: int, lines: int) -> Finding:
    """A finding of a page, in the text that follows so many characters and lines of the page."""
    place = finding.place
    if place.start >= 0:
        place = place._replace(
            start=place.start - characters,
            end=place.end - characters,
            line=place.line - lines,
            end_line=place.end_line - lines,
        )
    fix = finding.fix and replace(
        finding.fix,
        edits=tuple(
            Splice(edit.start - characters, edit.end - characters, edit.text)
            for edit in finding.fix.edits
        ),
    )
    return replace(finding, path="", place=place, fix=fix)
