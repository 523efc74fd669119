"""The file of what was learned in one locale: JSON with a row a line. It is data: nothing in it runs.

Anybody may have written it, so each value is looked at, and a digest tells whether it is as `locpipe learn` left it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NoReturn

from pipeline.errors import PageError
from pipeline.learning.rows import Drift, Label, Removed, Scored

FOLDER = "build/learned"
VERSION = 1
_LONGEST = 400  # characters of a text
_LARGEST = 1 << 26  # bytes of a file


Order = Mapping[str, tuple[Scored, ...]]


@dataclass(frozen=True)
class Learned:
    """What was learned in one locale. `order` has the units of machine translation by page."""

    locale: str
    counts: Mapping[str, int] = field(default_factory=dict)
    measured: Mapping[str, float | None] = field(default_factory=dict)
    drifts: tuple[Drift, ...] = ()
    labels: tuple[Label, ...] = ()
    removals: tuple[Removed, ...] = ()
    order: Order = field(default_factory=dict)


def place_of(root: Path, locale: str) -> Path:
    """Where the file of a locale is."""
    return root / FOLDER / f"{locale}.json"


def to_bytes(learned: Learned) -> bytes:
    """The file: the same for the same content."""
    parts = {
        "counts": _line(dict(sorted(learned.counts.items()))),
        "measured": _line(dict(sorted(learned.measured.items()))),
        "drifts": _rows(map(_line, learned.drifts)),
        "labels": _rows(map(_line, learned.labels)),
        "removals": _rows(map(_line, learned.removals)),
        "order": _rows(
            (f"{_line(path)}: {_line(rows)}" for path, rows in sorted(learned.order.items())), "{}"
        ),
    }
    body = "".join(f',\n"{name}": {text}' for name, text in parts.items())
    head = f'{{\n"version": {VERSION},\n"locale": {_line(learned.locale)},\n'
    return f'{head}"digest": "{_digest(learned.locale, body)}"{body}\n}}\n'.encode()


def parse(data: bytes, path: Path) -> Learned:
    """What the file says. Raises PageError with the place where it is not as `locpipe learn` wrote it."""
    learned = _parsed(data, str(path))
    if learned.locale != path.stem:
        _refuse(data.decode(), str(path), "locale", f"is of another locale, {learned.locale!r}")
    return learned


@lru_cache(4)
def _parsed(data: bytes, name: str) -> Learned:
    if len(data) > _LARGEST:
        raise PageError("is too large to have been learned; run `locpipe learn` again", path=name)
    try:
        text = data.decode()
        found = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        message = f"no JSON: {error.msg}; run `locpipe learn` again"
        raise PageError(message, path=name, line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError) as error:
        message = f"cannot be read: {error}; run `locpipe learn` again"
        raise PageError(message, path=name, line=1, column=1) from None
    if not isinstance(found, dict) or found.get("version") != VERSION:
        _refuse(text, name, "version", "was written by another version of locpipe")
    try:
        learned = _learned(found)
    except _WrongError as error:
        _refuse(text, name, error.key, f"`{error.key}` has a value that cannot have been learned")
    if to_bytes(learned) != data:
        _refuse(text, name, "digest", "was edited since `locpipe learn` wrote it")
    return learned


class _WrongError(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _refuse(text: str, name: str, key: str, what: str) -> NoReturn:
    line = next((n for n, one in enumerate(text.split("\n"), 1) if one.startswith(f'"{key}"')), 1)
    raise PageError(f"{what}; run `locpipe learn` again", path=name, line=line, column=1)


def _learned(found: Mapping[str, Any]) -> Learned:
    order = _value(found, "order", dict)
    return Learned(
        locale=_text(found.get("locale"), "locale"),
        counts={
            _text(name, "counts"): _number(value, "counts")
            for name, value in _value(found, "counts", dict).items()
        },
        measured={
            _text(name, "measured"): None if value is None else _share(value, "measured")
            for name, value in _value(found, "measured", dict).items()
        },
        drifts=_table(found, "drifts", Drift, "ssnnsn"),
        labels=_table(found, "labels", Label, "ssnnn"),
        removals=_table(found, "removals", Removed, "snnns"),
        order={
            _text(path, "order"): tuple(
                Scored(*_row(row, "order", "nfn")) for row in _list(rows, "order")
            )
            for path, rows in order.items()
        },
    )


def _table(
    found: Mapping[str, Any], key: str, kind: Callable[..., Any], form: str
) -> tuple[Any, ...]:
    return tuple(kind(*_row(row, key, form)) for row in _value(found, key, list))


def _row(row: object, key: str, form: str) -> list[Any]:
    values = _list(row, key)
    if len(values) != len(form):
        raise _WrongError(key)
    kinds = {"s": _text, "n": _number, "f": _share}
    return [kinds[kind](value, key) for kind, value in zip(form, values, strict=True)]


def _value(found: Mapping[str, Any], key: str, kind: type) -> Any:
    value = found.get(key)
    if not isinstance(value, kind):
        raise _WrongError(key)
    return value


def _list(value: object, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise _WrongError(key)
    return value


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise _WrongError(key)
    return value


def _number(value: object, key: str) -> int:
    if type(value) is not int or not 0 <= value < 1 << 40:
        raise _WrongError(key)
    return value


def _share(value: object, key: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):  # type: ignore[arg-type]
        raise _WrongError(key)
    return float(value)  # type: ignore[arg-type]


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _digest(locale: str, body: str) -> str:
    return blake2b(f"{locale}\0{body}".encode(), digest_size=16).hexdigest()


def _line(value: object) -> str:
    return json.dumps(value, allow_nan=False)


def _rows(rows: Any, marks: str = "[]") -> str:
    text = ",\n".join(rows)
    return f"{marks[0]}\n{text}\n{marks[1]}" if text else marks
