"""What the statuses of pages come to, locale by locale; and the file that keeps it run by run."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from pipeline.commands.status import Status
from pipeline.errors import PageError, UsageError
from pipeline.files import outputs
from pipeline.visible import as_json

VERSION = 1


@dataclass(slots=True)
class Totals:
    """The numbers of a locale. `stale` are pages with work to be done, without those that are so by cosmetics only.

    `stale_sentences` counts those of the source that changed, as far as git knows.
    """

    pages: int = 0
    current: int = 0
    stale: int = 0
    cosmetic: int = 0
    source_missing: int = 0
    unverifiable: int = 0
    stale_sentences: int = 0
    units: int = 0
    reviewed_units: int = 0
    current_units: int = 0
    translated_units: int = 0
    source_words: int = 0

    def add(self, one: Status) -> None:
        """Count a page."""
        self.pages += 1
        kind = "cosmetic" if one.cosmetic else one.freshness.replace("-", "_")
        setattr(self, kind, getattr(self, kind) + 1)
        self.stale_sentences += 0 if one.cosmetic else one.changed_units or 0
        self.units += one.units
        self.reviewed_units += one.reviewed_units
        self.current_units += one.current_units
        self.translated_units += one.translated_units
        self.source_words += one.source_words


def totals_of(found: Iterable[Status]) -> dict[str, Totals]:
    """The totals of each locale, by name."""
    totals: dict[str, Totals] = {}
    for one in found:
        totals.setdefault(one.locale, Totals()).add(one)
    return dict(sorted(totals.items()))


def is_work(one: Status) -> bool:
    """Is a page behind its source, by more than cosmetics?"""
    return one.freshness == "stale" and not one.cosmetic


def record(file: Path, totals: Mapping[str, Totals], commit: str) -> None:
    """Append a line with the totals, the time (UTC, or SOURCE_DATE_EPOCH) and the commit.

    Raises UsageError where the file has other lines, PageError where it cannot be written.
    """
    last(file)
    rows = {locale: asdict(one) for locale, one in totals.items()}
    line = as_json({"version": VERSION, "time": _now(), "commit": commit, "locales": rows}) + "\n"
    if not _is_file(file):
        outputs.write(file, line.encode())
        return
    try:
        with file.open("r+b") as log:
            size = log.seek(0, os.SEEK_END)
            if size:
                log.seek(size - 1)
                line = line if log.read(1) == b"\n" else "\n" + line
            log.seek(0, os.SEEK_END)
            log.write(line.encode())
    except OSError as error:
        raise PageError(f"cannot be written: {error.strerror or error}", path=str(file)) from None


def last(file: Path) -> tuple[str, dict[str, Totals]] | None:
    """Time and totals of the last line; None where there is none. Raises UsageError for a file with other lines."""
    if not _is_file(file):
        return None
    try:
        lines = file.read_text("utf-8").splitlines()
        row = json.loads(next(line for line in reversed(lines) if line.strip()))
        if row["version"] != VERSION:
            raise ValueError("another version")
        names = {field.name for field in fields(Totals)}
        found = {
            str(locale): Totals(**{name: int(said[name]) for name in names & said.keys()})
            for locale, said in row["locales"].items()
        }
        return str(row["time"]), found
    except StopIteration:
        return None
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror or error}", path=str(file)) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = "its last line is none of `status --record`; name another file"
        raise UsageError(message, path=str(file)) from None


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _now() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch}: not a date in seconds") from None
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
