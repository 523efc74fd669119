"""What `learn` reads of one page: its translation units, and what people made of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.docset.pages import Page
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.learning.translation import Translation
from pipeline.po import file as po_files
from pipeline.po.reviews import Reviews
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.lookup import Lookup
from pipeline.results.fact import Fact
from pipeline.results.page_result import Outcome
from pipeline.rules.context import page_context
from pipeline.rules.place import place_of
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.severity import Severity
from pipeline.units.folding import loose
from pipeline.units.unit import SURE, Unit

_NAME = "learned"


def gather(
    loaded: LoadedPage, policy: Policy, before: Path | None = None, after: Path | None = None
) -> Outcome:
    """The page's translation units, as facts. `before` and `after` are folders of the locale's pages at two times."""
    page = loaded.page
    rows = list(_of_page(loaded, policy))
    if before is not None:
        rows += _between(_at(page, before), _at(page, after) if after else page, loaded)
    facts = tuple(
        Fact(_NAME, "unit", page.locale, page.path, value=json.dumps(row)) for row in rows
    )
    return Outcome(page.path, page.locale, (), {"pages": 1}, facts=facts)


def translations(outcome: Outcome) -> Iterator[Translation]:
    """The translation units that an outcome of `gather` holds."""
    for fact in outcome.facts:
        if fact.rule == _NAME:
            yield Translation(*json.loads(fact.value))


def with_consistency(found: Iterable[Translation]) -> list[Translation]:
    """The units of one locale, each with whether its source has another machine translation."""
    rows = list(found)
    said: dict[str, set[str]] = defaultdict(set)
    for one in rows:
        if not one.human:
            said[one.source].add(loose(one.target).lower())
    return [one._replace(inconsistent=len(said[one.source]) > 1) for one in rows]


def _of_page(loaded: LoadedPage, policy: Policy) -> Iterator[Translation]:
    """The units of a page, with what people made of them in its PO file."""
    units = _units(loaded)
    human = loaded.translation_type == "HT"
    reviewed = {} if human else _reviewed(loaded, units)
    warnings: Counter[str] = Counter()
    context = page_context(loaded, loaded.article, units)
    if not human:
        found = unit_findings(context, policy)
        warnings.update(
            f"{one.line}" for one in found if one.severity >= Severity.WARNING and one.line
        )
    for number, unit in enumerate(units):
        start, end = unit.target_range or (-1, -1)
        line = place_of(context, start, end, unit.id).line
        text = reviewed.get(number)
        row = Translation(loaded.page.path, line, unit.source, unit.target, human, text)
        yield row._replace(warnings=warnings[f"{line}"])
        if text is not None:
            yield row._replace(target=text, human=True, corrected=None)


def _units(loaded: LoadedPage) -> tuple[Unit, ...]:
    return tuple(
        unit
        for unit in loaded.units
        if unit.certainty >= SURE and unit.source.strip() and unit.target.strip()
    )


def _reviewed(loaded: LoadedPage, units: tuple[Unit, ...]) -> Mapping[int, str]:
    """By the number of a unit: the text that a person has written or confirmed in the PO file."""
    data = files.read_if_there(loaded.page.po)
    if data is None:
        return {}
    try:
        po = po_files.parse(data)
    except PageError as error:
        raise error.at(str(loaded.page.po)) from None
    reviews = Reviews(po)
    entries = Lookup(po).find_all(units)
    return {
        number: found.entry.msgstr
        for number, found in enumerate(entries)
        if found is not None and reviews.has(found.entry)
    }


def _at(page: Page, root: Path) -> Page:
    """The page as it stands in another folder of its locale, or of all locales."""
    inner = root / page.locale
    return Page(page.path, replace(page.tree, root=inner if inner.is_dir() else root))


def _between(before: Page, after: Page, loaded: LoadedPage) -> Iterator[Translation]:
    """What people made of the sentences of a machine-translated page that is human now."""
    if not (before.file.exists() and after.file.exists()):
        return
    old, new = LoadedPage(before, loaded.settings), LoadedPage(after, loaded.settings)
    if old.translation_type == "HT" or new.translation_type == "MT":
        return
    texts: dict[str, list[str]] = defaultdict(list)
    for unit in _units(new):
        texts[loose(unit.source)].append(unit.target)
    for number, unit in enumerate(_units(old), 1):
        left = texts[loose(unit.source)]
        if left:
            yield Translation(
                loaded.page.path, number, unit.source, unit.target, False, left.pop(0)
            )
