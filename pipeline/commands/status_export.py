"""What site generators need to tell readers honestly how a translated page stands (`status --export`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.commands.status import Status
from pipeline.commands.status_totals import Totals
from pipeline.docset.docset import shown
from pipeline.docset.pages import Page

VERSION = 1


def export(
    found: Iterable[Status], totals: Mapping[str, Totals], pages: Iterable[Page], root: Path
) -> dict[str, Any]:
    """The document: pages by locale and path, as the docset has them. `root` is the docset's folder.

    `docs/status-export.schema.json` says what is in it.
    """
    known = {(page.locale, page.path): page for page in pages}
    rows: dict[str, dict[str, Any]] = {locale: {} for locale in totals}
    for one in found:
        page = known[one.locale, one.path]
        rows[one.locale][one.path] = _row(one, shown(page.file, root), page.source_path)
    return {
        "version": VERSION,
        "locales": {locale: asdict(sums) for locale, sums in totals.items()},
        "pages": rows,
    }


def _row(one: Status, file: str, source: str) -> dict[str, Any]:
    return {
        "file": file,
        "source": source,
        "translation_type": one.translation_type,
        "freshness": one.freshness,
        "cosmetic": one.cosmetic,
        "outdated": one.freshness == "stale" and not one.cosmetic,
        "changed_sentences": one.changed_units,
        "sentences": [asdict(sentence) for sentence in one.sentences],
        "translated": _share(one.translated_units, one.current_units),
        "reviewed": _share(one.reviewed_units, one.units),
    }


def _share(part: int, whole: int) -> float | None:
    """A share from 0 to 1, rounded down to hundredths, so that only all is 1; None where there is nothing."""
    return part * 100 // whole / 100 if whole else None
