"""What was learned in a page's locale, as rules ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.errors import PageError
from pipeline.files import files
from pipeline.learning import decisions
from pipeline.learning.decisions import Key
from pipeline.learning.file import Learned, parse, place_of
from pipeline.learning.rows import Drift, Label, Removed
from pipeline.rules.context import PageContext
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Known:
    """What was learned in one locale, by source word and by label. `verdicts` are people's decisions of drifts."""

    drifts: Mapping[str, tuple[Drift, ...]]
    labels: Mapping[str, Label]
    removals: tuple[Removed, ...]
    verdicts: Mapping[Key, str]


_NOTHING = Known({}, {}, (), {})


def known(page: PageContext) -> Known:
    """What was learned in the locale of a page; nothing where the file is not there or is refused."""
    if not page.locale or page.translation_type == "HT":
        return _NOTHING
    try:
        return _read(page.settings, page.locale)
    except PageError:
        return _NOTHING  # `refusals` says why


def refusals(settings: Settings, locales: Iterable[str]) -> Iterator[str]:
    """Why files of what was learned are not used, where that is so."""
    for locale in dict.fromkeys(locales):
        try:
            _read(settings, locale)
        except PageError as error:
            yield f"{error}; what was learned is not used"


def _read(settings: Settings, locale: str) -> Known:
    if not locale:
        return _NOTHING
    place = place_of(settings.root, locale)
    data = files.read_if_there(place)
    if data is None:
        return _NOTHING
    decided = decisions.place_of(settings.root, locale)
    return _known(data, place, files.read_if_there(decided) or b"", decided)


@lru_cache(4)
def _known(data: bytes, place: Path, decided: bytes, decisions_place: Path) -> Known:
    learned: Learned = parse(data, place)
    drifts: dict[str, tuple[Drift, ...]] = {}
    for row in learned.drifts:
        drifts[row.source] = (*drifts.get(row.source, ()), row)
    labels = {row.source: row for row in learned.labels}
    return Known(drifts, labels, learned.removals, decisions.parse(decided, decisions_place))
