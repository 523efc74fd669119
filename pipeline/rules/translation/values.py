"""What a number stands for: a count in words, thousands by a letter, an hour of the day."""

from __future__ import annotations

import re

from pipeline.rules.translation.language import Language
from pipeline.rules.translation.reading import Reading
from pipeline.rules.translation.tokens import Number

_LETTERS = {"K": 1_000, "k": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_LETTER = re.compile(r"[KkMB](?!\w)")
_NEXT = re.compile(r"[\s\u00a0\u202f\x00-]{0,3}([^\W\d_]+)")
_FRACTION = re.compile(r"[.,٫](\d{1,2})$")
_MOST = 10**15
_HOUR = re.compile(r"(?::\d\d)?[\s\u00a0\u202f]?[ap]\.?[\s\u00a0]?m\b", re.IGNORECASE)


def key_of(number: Number) -> str:
    """The digits without zeros in front."""
    return number.digits.lstrip("0") or "0"


def is_in_words(number: Number, other: Reading, language: Language) -> bool:
    """Does the other side say this number, of three digits at most, in words?"""
    key = key_of(number)
    if len(key) > 3 or not language.numbers:
        return False
    value = int(key)
    words = _words(language, value)
    if not language.spaced:
        return any(word in other.prose for word in words)
    said = other.word_set
    if not said.isdisjoint(words):
        return True
    if value == 2 and language.dual:
        return any(len(word) > 4 and word.endswith(language.dual) for word in said)
    if language.writes_compounds and 2 <= value <= 12:  # `vierstellig`, `driehoek`
        firsts = tuple(word for word in words if len(word) > 2)
        return bool(firsts) and any(word.startswith(firsts) for word in said)
    return 13 <= value <= 99 and _is_joined(language, value, said)


def _words(language: Language, value: int) -> list[str]:
    return [word for word, values in language.numbers.items() if value in values]


def _is_joined(language: Language, value: int, said: frozenset[str]) -> bool:
    """`vijfentwintig`, `twenty five`: ones and tens, in one word or in two."""
    ones, tens = _words(language, value % 10), _words(language, value - value % 10)
    if not said.isdisjoint(ones) and not said.isdisjoint(tens):
        return True
    return any(
        word.startswith(one) and word.rstrip("ste").endswith(ten.rstrip("ste"))
        for word in said
        for one in ones
        for ten in tens
    )


def scaled(number: Number, plain: str, language: Language) -> int | None:
    """The value of `100K`, `10 万`, `2,5 Millionen`, of a plain number; None of versions, dates and the like."""
    factor = 1
    if _LETTER.match(plain, number.end):
        factor = _LETTERS[plain[number.end]]
    elif language.multipliers and (found := _NEXT.match(plain, number.end)):
        factor = _factor(found[1], language)
    digits = number.digits
    if not digits.isdigit() or len(digits) > 15:
        return None
    fraction = _FRACTION.search(number.text)
    if fraction and factor > 1 and len(number.groups) == 2:
        value = int(digits) * factor // 10 ** len(fraction[1])
    elif len(number.groups) > 1 and not all(len(group) == 3 for group in number.groups[1:]):
        return None
    else:
        value = int(digits) * factor
    return value if value < _MOST else None


def _factor(word: str, language: Language) -> int:
    if language.spaced:
        return language.multipliers.get(word.lower(), 1)
    found = (one for one in sorted(language.multipliers, key=len, reverse=True))
    return next((language.multipliers[one] for one in found if word.startswith(one)), 1)


def is_hour(number: Number, plain: str) -> bool:
    """Does `am` or `pm` stand behind it?"""
    return _HOUR.match(plain, number.end) is not None
