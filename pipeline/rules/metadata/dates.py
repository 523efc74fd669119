"""Dates in the forms that docfx names: `MM/dd/yyyy`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache

_PARTS: Mapping[str, str] = {
    "yyyy": r"(?P<year>\d{4})",
    "MM": r"(?P<month>\d{2})",
    "dd": r"(?P<day>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
}
_PART = re.compile("yyyy|MM|dd|M|d")
_LENIENT = ("M/d/yyyy", "yyyy-MM-dd", "yyyy/MM/dd", "M-d-yyyy")
_SPAN = re.compile(r"([+-]?)(\d+)(?:\.(\d\d?:\d\d:\d\d))?")


@cache
def _pattern(form: str) -> re.Pattern[str]:
    at = 0
    parts: list[str] = []
    for match in _PART.finditer(form):
        parts += (re.escape(form[at : match.start()]), _PARTS[match[0]])
        at = match.end()
    return re.compile("".join(parts) + re.escape(form[at:]), re.ASCII)


def read(text: str, forms: Iterable[str]) -> date | None:
    """The day that `text` names in one of the forms, or None."""
    for form in forms:
        match = _pattern(form).fullmatch(text)
        if match:
            try:
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                return None
    return None


def guess(text: str) -> date | None:
    """The day that `text` most likely means, in a form that is not asked for; None where it is none of these."""
    return read(text.strip(), _LENIENT)


def has_one_reading(text: str) -> bool:
    """Can a day that `guess` reads be read by nobody as another one? `5/4/2024` is in April or in May."""
    numbers = [int(part) for part in re.findall(r"\d+", text.strip())]
    if len(numbers) != 3 or numbers[0] > 31:
        return len(numbers) == 3
    return numbers[0] == numbers[1] or max(numbers[:2]) > 12


def write(day: date, form: str) -> str:
    """`day` in a form."""
    values = {
        "yyyy": f"{day.year:04}",
        "MM": f"{day.month:02}",
        "dd": f"{day.day:02}",
        "M": str(day.month),
        "d": str(day.day),
    }
    return _PART.sub(lambda match: values[match[0]], form)


def span(value: object) -> timedelta:
    """A length of time: days as a number, or as docfx writes it, `-30.00:00:00`. Raises ValueError."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return timedelta(days=value)
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("must be a number of days, or `[-]days.hh:mm:ss`")
    return timedelta(days=int(match[1] + match[2]))
