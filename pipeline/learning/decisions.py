"""What people have decided of terms that drift: a CSV file a locale, for people to commit."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pipeline.errors import PageError
from pipeline.files.decoding import BOM, decode
from pipeline.learning.rows import Drift

ACCEPTED, REJECTED = "accept", "reject"
NAMES = ("source", "human", "machine", "verdict")

Key = tuple[str, str, str]


def key_of(row: Drift) -> Key:
    """What a decision is about: the source word, what people say, what machines say."""
    return row.source, row.human, row.form


def place_of(root: Path, locale: str) -> Path:
    """Where the decisions of a locale are."""
    return root / "terms" / f"{locale}.decisions.csv"


@lru_cache(4)
def parse(data: bytes, path: Path) -> Mapping[Key, str]:
    """The verdicts; of two on one row, the last. Raises PageError with the line of a row that is none."""
    found: dict[Key, str] = {}
    reader = csv.reader(io.StringIO(decode(data).removeprefix(BOM), newline=""))
    try:
        for row in reader:
            cells = tuple(cell.strip() for cell in row)
            if not any(cells) or cells == NAMES:
                continue
            if len(cells) != len(NAMES) or cells[3] not in (ACCEPTED, REJECTED):
                message = f"a decision is {', '.join(NAMES)}; its verdict is accept or reject"
                raise PageError(message, path=str(path), line=reader.line_num, column=1)
            found[cells[0], cells[1], cells[2]] = cells[3]
    except csv.Error as error:
        raise PageError(
            f"no CSV: {error}", path=str(path), line=reader.line_num, column=1
        ) from None
    return found


def with_row(data: bytes | None, row: Mapping[str, str]) -> bytes | None:
    """A CSV file with one row more, in the columns and the form that it has; with these columns where it is new.

    None where a column that is needed cannot be told from the first line. What is there stays as it is.
    """
    text = decode(data or b"").removeprefix(BOM)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    names = [cell.strip().lower() for cell in next(csv.reader([head], delimiter=delimiter), [])]
    if data and not {*row} - {"status", "note"} <= {*names}:
        return None
    ending = "\r\n" if head.endswith("\r") else "\n"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending)
    if not data:
        writer.writerow(row)
    elif not text.endswith("\n"):
        out.write(ending)
    writer.writerow([row.get(name, "") for name in (names if data else row)])
    return (data or b"") + out.getvalue().encode()
