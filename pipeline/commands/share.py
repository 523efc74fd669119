"""How much of a page is translated: what `build` holds pages back by, what the gate asks for, what `status` shows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polib

from pipeline.commands import po_file
from pipeline.commands.source_texts import SourceTexts
from pipeline.files.decoding import line_end
from pipeline.output.text import counted
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.texts import texts_of
from pipeline.results.finding import Finding
from pipeline.rules.problem import problem, quoted
from pipeline.units.unit import Unit

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `units` units are translated; `missing` are the others, in reading order."""

    units: int
    missing: tuple[Unit, ...]

    @property
    def translated(self) -> int:
        """The number of translated units."""
        return self.units - len(self.missing)

    @property
    def percent(self) -> int:
        """The share in percent, rounded down; where there is nothing to translate, 100."""
        return 100 * self.translated // self.units if self.units else 100

    def reaches(self, least: int) -> bool:
        """Are at least `least` percent translated?"""
        return self.percent >= least

    def __str__(self) -> str:
        sources = dict.fromkeys(unit.source for unit in self.missing)  # a title is a heading, too
        names = "; ".join(quoted(source) for source in list(sources)[:_SHOWN])
        more = len(sources) - _SHOWN
        more_said = f" and {more} more" if more > 0 else ""
        return (
            f"{self.translated} of {counted(self.units, 'unit')} translated ({self.percent} %); "
            f"without a translation: {names}{more_said}"
        )


NOTHING = Share(0, ())
"""The share of a page in which there is nothing to translate."""


def share_of(units: Sequence[Unit], locale: str, not_own: Collection[int] = ()) -> Share:
    """The share of units that have a target, or need none: those without a word, such as numbers and code.

    A target that is the source's own sentence is a translation where the page says so itself; those of the units in
    `not_own` (indexes) come from elsewhere, or wait for a translation in the PO file.
    """
    return Share(len(units), tuple(_missing(units, locale, not_own)))


def translated_share(loaded: LoadedPage, po: polib.POFile | None) -> Share:
    """The share of the page's sentences that `build` has a text for; `po` is the page's PO file, if it has one.

    The sentences are those of the source as it is now, where it is known what of the page is still right.
    """
    if loaded.is_behind:
        texts = SourceTexts.of(loaded, po)
        return share_of(texts.filled(), loaded.page.locale, texts.not_own)
    if not loaded.exists:
        return NOTHING
    units = list(loaded.units)
    if po is None:
        return share_of(placed(units), loaded.page.locale)
    found = texts_of(units, po, line_end(loaded.article.text))
    for index, text in found.texts.items():
        units[index] = units[index]._replace(target=text)
    return share_of(placed(units), loaded.page.locale, found.texts.keys() | found.waiting)


def placed(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units of a page as it is; one that has no place in it can have no text, and is nothing to translate."""
    return tuple(
        unit if unit.target or unit.target_range else unit._replace(source="") for unit in units
    )


def left_in_source(units: Sequence[Unit], locale: str) -> bool:
    """Does a sentence stand in the source's language, letter for letter as the source has it?"""
    from pipeline.rules.translation.untranslated import is_left_in_source

    return any(is_copy(unit) and is_left_in_source(unit, locale) for unit in units)


def is_copy(unit: Unit) -> bool:
    """Is the target the source, letter for letter?"""
    return bool(unit.target) and unit.target.strip() == unit.source.strip()


def gate_findings(loaded: LoadedPage, po: polib.POFile | None) -> tuple[Finding, ...]:
    """An error where less of a localized page is translated than the setting `require-translated` asks for."""
    least = loaded.settings.required_share(loaded.page.path, loaded.page.locale)
    if not least or not loaded.exists:
        return ()
    share = translated_share(loaded, po)
    if share.reaches(least):
        return ()
    message = f"less is translated than the {least} % that `require-translated` asks for: {share}"
    return (problem(loaded.page, "translation-incomplete", message),)


def held_back(loaded: LoadedPage, share: Share) -> Finding:
    """That a page was not built, because less of it is translated than `min-translated` asks for."""
    least = loaded.settings.min_translated
    kept = "the page stays as it is" if loaded.exists else "the page is not written yet"
    message = (
        f"{kept}: {share}; translate the rest, or build it all the same with --allow-untranslated "
        f"(min-translated is {least} %)"
    )
    return problem(loaded.page, "page-held-back", message, path=po_file.name(loaded))


def _missing(units: Sequence[Unit], locale: str, not_own: Collection[int]) -> list[Unit]:
    from pipeline.rules.translation.untranslated import has_words, is_left_in_source

    missing = []
    for index, unit in enumerate(units):
        if not unit.target.strip():
            if has_words(unit.source):
                missing.append(unit)
        elif index in not_own and is_copy(unit) and is_left_in_source(unit, locale):
            missing.append(unit)
    return missing
