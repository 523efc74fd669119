"""`locpipe learn --review`: walk through the terms that drift, and keep what is decided of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from pipeline.docset.reach import check_default
from pipeline.errors import UsageError
from pipeline.files import files
from pipeline.learning import decisions, file
from pipeline.learning.rows import Drift
from pipeline.memory.glossary import CSV
from pipeline.memory.glossary import parse as parse_terms
from pipeline.output.echo import echo
from pipeline.output.text import counted
from pipeline.settings import Settings
from pipeline.visible import one_line

_CHOICES = {"a": decisions.ACCEPTED, "r": decisions.REJECTED, "l": "later", "q": "quit"}


def review(settings: Settings, locale: str) -> bool:
    """Ask for a verdict on each term of a locale that has none yet; False where the user stops.

    A verdict is written at once. Raises UsageError where nothing was learned, PageError where a file is refused.
    """
    place = file.place_of(settings.root, locale)
    data = files.read_if_there(place)
    if data is None:
        raise UsageError("nothing was learned yet: run `locpipe learn`", path=str(place))
    learned = file.parse(data, place)
    decided = decisions.place_of(settings.root, locale)
    check_default(settings, "--review", decided)
    verdicts = decisions.parse(files.read_if_there(decided) or b"", decided)
    rows = [row for row in learned.drifts if decisions.key_of(row) not in verdicts]
    rows.sort(key=lambda row: row.english)  # English words apart, behind the others
    echo(f"{locale}: {counted(len(rows), 'term')} to decide")
    for number, row in enumerate(rows, 1):
        echo(one_line(f"{number}/{len(rows)}  {_said(row)}"))
        answer = click.prompt(
            "[a]ccept, [r]eject, [l]ater, [q]uit", type=click.Choice(list(_CHOICES)), default="l"
        )
        verdict = _CHOICES[answer]
        if verdict == "quit":
            return False
        if verdict == "later":
            continue
        cells = zip(decisions.NAMES, (*decisions.key_of(row), verdict), strict=True)
        _append(decided, dict(cells), settings)
        if verdict == decisions.ACCEPTED:
            _into_glossary(row, locale, settings)
    return True


def _said(row: Drift) -> str:
    left = " (in the source's language)" if row.english else ""
    return (
        f"{row.source}: people say {row.human} ({row.agreed} of {row.uses} units), "
        f"machines {row.form} ({counted(row.units, 'unit')}){left}"
    )


def _into_glossary(row: Drift, locale: str, settings: Settings) -> None:
    """Put an accepted term into the glossary, where it is not in it."""
    named = settings.glossary.replace("{locale}", locale)
    place = settings.root / (named or f"terms/{locale}.csv")
    if place.suffix.lower() not in CSV:
        echo(_by_hand(place, row))
        return
    check_default(settings, "--review", place)
    data = files.read_if_there(place)
    terms = parse_terms(data, place, locale, settings.source_locale) if data else []
    if any((term.source, term.target) == (row.source, row.human) for term in terms):
        return
    cells = {"source": row.source, "target": row.human, "status": "preferred", "note": ""}
    if not _append(place, cells, settings):
        echo(_by_hand(place, row))
    if not named:
        echo('terms are checked with `glossary = "terms/{locale}.csv"` in the settings')


def _by_hand(place: Path, row: Drift) -> str:
    return one_line(f"{place}: add {row.source} = {row.human} to it yourself")


def _append(place: Path, cells: Mapping[str, str], settings: Settings) -> bool:
    """Add a row to a CSV file; False where its columns are others."""
    data = files.read_if_there(place)
    more = decisions.with_row(data, cells)
    if more is None:
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    files.replace(place, more, data, settings.root)
    return True
