"""What stands under the pointer: a finding's rule, an attribute's meaning, and the sentence in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.errors import LocpipeError
from pipeline.lsp.analysis import Analysis
from pipeline.lsp.diagnostics import place
from pipeline.lsp.positions import Positions
from pipeline.po.written import entries
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rules.context import page_context
from pipeline.rules.explained import doc_of
from pipeline.rules.metadata.problems import schema_of
from pipeline.units.page import units_of
from pipeline.units.unit import Unit
from pipeline.visible import visible

_MOST_LOCALES = 8
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#!|])")


def findings_at(analysis: Analysis, positions: Positions, offset: int) -> Iterator[str]:
    """The rules' pages of the findings at a place, each rule once."""
    seen = set()
    for finding in analysis.findings:
        start, end = place(finding, positions)
        if start <= offset <= end and finding.rule not in seen:
            seen.add(finding.rule)
            head = f"**{finding.rule}** ({finding.severity.label}, {finding.certainty.label})"
            yield f"{head}\n\n{doc_of(finding.rule)}"


def attribute_at(loaded: LoadedPage, offset: int) -> Iterator[str]:
    """What the schema says of the metadata attribute at a place."""
    try:
        front = loaded.article.front_matter
        fields = front.fields if front else ()
        found = [one for one in fields if one.start <= offset <= max(one.key_end, one.value_end)]
        words = schema_of(page_context(loaded, units=())).properties if found else {}
    except LocpipeError:
        return
    for one in found:
        said = words.get(one.key, {})
        if "description" in said:
            yield f"**{_plain(one.key)}**: {_plain(str(said['description']))}"


def other_language(
    loaded: LoadedPage, offset: int, translations: Iterable[LoadedPage]
) -> Iterator[str]:
    """The source of the unit at a place of a localized page; for a source page, its translations."""
    if not loaded.page.is_source:
        for unit in _units(loaded):
            if _covers(unit, offset):
                yield _quoted("source", unit.source)
        return
    text = loaded.article.text
    for translation in list(translations)[:_MOST_LOCALES]:
        for unit in _units(translation):
            if unit.target and _stands_at(text, unit.source, offset):
                yield _quoted(translation.page.locale, unit.target)
                break


def entry_at(text: str, offset: int) -> Iterator[str]:
    """In a PO file: the source for one who looks at the translation, and the other way round."""
    for entry in entries(text):
        source, target = (entry.fields.get(name) for name in ("msgid", "msgstr"))
        if source is None or target is None or entry.obsolete or entry.is_header:
            continue
        for label, one, other in (("translation", source, target), ("source", target, source)):
            start, end = one.range
            if start <= offset <= end:
                yield _quoted(label, "".join(other.texts))


def _units(loaded: LoadedPage) -> Sequence[Unit]:
    """The page's units; those of a published page are found by aligning it with its source.

    Where nobody knows the source it was made from, that is the source as it is now: what is shown may be off.
    """
    try:
        if loaded.units and not loaded.former.is_unseen:
            return loaded.units
        return units_of(loaded.article, loaded.source, loaded.page.locale)
    except LocpipeError:
        return ()


def _covers(unit: Unit, offset: int) -> bool:
    """Does the unit's target stand at `offset`?"""
    start, end = unit.target_range or (-1, -1)
    return start <= offset <= end


def _stands_at(text: str, sentence: str, offset: int) -> bool:
    if not sentence:
        return False
    start = text.find(sentence, max(0, offset - len(sentence)))
    return 0 <= start <= offset


def _plain(text: str) -> str:
    """Text of a docset's schema as Markdown that shows it as it is, and fetches no picture."""
    return _MARKUP.sub(r"\\\1", visible(text))


def _quoted(label: str, text: str) -> str:
    """A sentence under its label: as a block of code, so that nothing in it is rendered or fetched."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"*{label}*\n\n{fence}markdown\n{visible(text).strip()}\n{fence}"
