"""Numbers: the values of the source, in the locale's writing; versions as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import BEYOND_ASCII, rule
from pipeline.rules.translation.bags import differences, pair_up
from pipeline.rules.translation.language import Language, words_of
from pipeline.rules.translation.names import is_in_name
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading
from pipeline.rules.translation.tokens import LEAKED, NUMBER, Number, numbers_of
from pipeline.rules.translation.values import is_hour, is_in_words, key_of, scaled

_UNIT = re.compile(
    r"[\s\u00a0-]?(?:%|[KMGTP]i?B\b|[kKMG]?[Hh]z\b|bytes?\b|seconds?\b|minutes?\b|hours?\b|days?\b|percent\b|"
    r"points?\b|million\b|billion\b|times\b|inch(?:es)?\b|px\b|pt\b|cm\b|mm\b|ms\b|[€$£])"
)
_VERSION_WORD = re.compile(
    r"(?:\b(?:[Vv]ersions?|[Vv]er\.|[Rr]elease|[Bb]uild|[Uu]pdate|[Pp]ack|v)|\b[A-Z]\w*|\.NET|[a-z]+[A-Z]\w*)"
    r"[\s\u00a0\x00\"']*$"
)
_SURE_WORD = re.compile(
    r"(?:\b(?:[Vv]ersions?|[Vv]er\.|[Rr]elease|[Bb]uild|v|TLS|SSL)|\.NET(?: Core| Framework| Standard)?)"
    r"[\s\u00a0\x00]*$"
)
_IN_LIST = re.compile(r"\w[\[(]\Z|[\[]\Z")
"""Before a number: it is one of a list or of arguments (`hl[5,141,172]`)."""
_VERSION_LIST = re.compile(r"\d[\d.]*(?:,? (?:and|or|to|through) |, |-|/)$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_CURRENCY = "$€£¥"
_COINS = {
    "$": "dollar",
    "＄": "dollar",
    "USD": "dollar",
    "CAD": "dollar",
    "AUD": "dollar",
    "€": "euro",
    "EUR": "euro",
    "£": "pound",
    "GBP": "pound",
    "¥": "yen",
    "￥": "yen",
    "JPY": "yen",
    "CNY": "yen",
}
_COIN = (
    rf"[$＄€£¥￥]|(?<![A-Za-z])(?:{'|'.join(one for one in _COINS if one.isalpha())})(?![A-Za-z])"
)
_MONEY = re.compile(
    rf"(?:{_COIN})(?=[ \u00a0\u202f]?\d)|(?:(?<=\d)|(?<=\d[ \u00a0\u202f]))(?:{_COIN})"
)
"""A sign or code of a currency beside a number."""


def _all_numbers(reading: Reading) -> str:
    """Every digit of a side, code and addresses too, joined: to look a number up in."""
    return " ".join(number.digits for number in numbers_of(reading.text))


@rule("number-changed", "unit", marks="0123456789" + BEYOND_ASCII)
def number_changed(pair: Pair) -> Iterator[Hit]:
    """A number of the source is missing or has another value, or the target has one that the source has not.

    Numbers written as words, dates in another order and separators of the locale are no fault. An amount in another
    currency is one (`$5`, `5 €`); the currency's word or code for its sign is none.

    Bad:

        source: You have 14 days.
        target: U hebt 41 dagen.

    Good:

        source: You have 14 days.
        target: U hebt 14 dagen.
    """
    source, target = pair.source.numbers, pair.target.numbers
    if not source and not target:
        return
    yield from _currency_changed(pair)
    missing, extra = differences(source, target, key_of)
    if not missing and not extra:
        return
    extra = [one for one in _not_leaked(pair, extra) if not is_in_name(pair.target.plain, one)]
    _cancel_scaled(pair, missing, extra)
    _cancel_hours(pair, missing, extra)
    missing, extra = differences(_parts(missing), _parts(extra), key_of)
    missing = [one for one in missing if not _known(one, pair.target, pair.language)]
    missing = [one for one in missing if not _small_ordinal(pair.source.plain, one)]
    there = {key_of(one) for one in source}
    extra = [one for one in extra if key_of(one) not in there]
    extra = [one for one in extra if not _known(one, pair.source, pair.english)]
    missing = [one for one in missing if not _month(one, pair.target, pair.language)]
    extra = [one for one in extra if not _month(one, pair.source, pair.english)]
    if _joined(missing) == _joined(extra):
        return  # `(10,15)` and `(10, 15)`
    _cancel_joined(missing, extra)
    paired = pair_up(missing, extra, lambda number: number.text)
    for was, number in paired:
        if was is None and pair.language.counts_freely and int(number.digits) <= _FREE:
            continue  # a word of the source, a counter, an idiom
        said = f"{was.text} in the source" if was else "not in the source"
        yield Hit(number.start, number.end, f"number {number.text} is {said}")
    used = [was for was, _ in paired]
    for number in missing:
        if number not in used:
            yield Hit(0, len(pair.target.text), f"number {number.text} of the source is missing")


_FREE = 31
"""So far a language that counts in figures may count what English says in words (`the other one`, `もう 1 通`)."""


def _joined(numbers: list[Number]) -> str:
    return "".join(number.digits for number in numbers)


def _not_leaked(pair: Pair, numbers: list[Number]) -> list[Number]:
    """The numbers that are no part of a placeholder which another rule reports."""
    if not any(mark in pair.target.plain for mark in "#%{"):
        return numbers
    leaked = [match.span() for match in LEAKED.finditer(pair.target.plain)]
    return [one for one in numbers if not any(a <= one.start < b for a, b in leaked)]


def _cancel_scaled(pair: Pair, missing: list[Number], extra: list[Number]) -> None:
    """Take out numbers that stand for the same: `100K` and `100.000`, `10 万`."""
    for was in list(missing):
        value = scaled(was, pair.source.plain, pair.english)
        same = value and next(
            (one for one in extra if scaled(one, pair.target.plain, pair.language) == value), None
        )
        if same:
            missing.remove(was)
            extra.remove(same)


def _cancel_hours(pair: Pair, missing: list[Number], extra: list[Number]) -> None:
    """Take out hours of the afternoon that the target counts from midnight: `3 PM`, `15.00 uur`."""
    for was in list(missing):
        if not is_hour(was, pair.source.plain):
            continue
        for number in extra:
            hour, minutes = number.groups[0], "".join(number.groups[1:])
            if len(number.groups) <= 2 and int(hour) % 12 == int(was.groups[0]) % 12:
                same = int(minutes or 0) == int("".join(was.groups[1:]) or 0)
                if same and int(hour) <= 24:
                    missing.remove(was)
                    extra.remove(number)
                    break


def _currency_changed(pair: Pair) -> Iterator[Hit]:
    """Signs of a currency that the source has not, where one of the source is gone: the amount is another one."""
    if not any(coin in pair.target.plain for coin in _COINS):
        return
    found = list(_MONEY.finditer(pair.target.plain))
    wanted = {_COINS[match[0]]: match[0] for match in _MONEY.finditer(pair.source.plain)}
    there = {_COINS[match[0]] for match in found}
    lost = [sign for coin, sign in wanted.items() if coin not in there]
    for match in found:
        if lost and _COINS[match[0]] not in wanted:
            yield Hit(*match.span(), f"currency {match[0]} is {lost[0]} in the source")


def _small_ordinal(plain: str, number: Number) -> bool:
    """`2nd person`: more often an expression than a count."""
    return len(number.digits) == 1 and _ORDINAL.match(plain, number.end) is not None


def _parts(numbers: list[Number]) -> list[Number]:
    """Dates, times, ranges and addresses as their parts, which may stand in another order."""
    parts = []
    for number in numbers:
        if len(number.groups) > 1 and any(char in "/-:" for char in number.separators):
            at = number.start
            for group in number.groups:
                parts.append(Number(at, at + len(group), group, (group,), ""))
                at += len(group) + 1
        else:
            parts.append(number)
    return parts


def _known(number: Number, other: Reading, language: Language) -> bool:
    """Is it on the other side in another form: as a word, in code, in an address, or once for twice?"""
    if is_in_words(number, other, language):
        return True
    key = key_of(number)
    if any(key_of(one) == key for one in other.numbers):
        return False
    if (
        len(other.text) > len(other.plain.strip("\x00\x01"))
        or other.codes
        or other.links
        or other.urls
    ):
        return key in _all_numbers(other).split()
    return False


def _month(number: Number, other: Reading, language: Language) -> bool:
    """Is it a month that the other side calls by its name?"""
    if len(number.digits) > 2 or not 1 <= int(number.digits) <= 12:
        return False
    value = int(number.digits)
    return any(language.months.get(word) == value for word in other.word_set)


def _cancel_joined(missing: list[Number], extra: list[Number]) -> None:
    """Take out numbers that one side writes in one piece and the other in several (groups of thousands, dates)."""
    for many, one in ((missing, extra), (extra, missing)):
        for whole in list(one):
            if parts := _parts_of(whole.digits, many):
                one.remove(whole)
                for part in parts:
                    many.remove(part)


def _parts_of(digits: str, many: list[Number]) -> tuple[Number, ...]:
    """The numbers that make up these digits: neighbours, or any two or three of a few."""
    for size in (2, 3, 4):
        for at in range(len(many) - size + 1):
            if _joined(many[at : at + size]) == digits:
                return tuple(many[at : at + size])
    if len(many) <= 6:
        for size in (2, 3):
            for parts in combinations(many, size):
                if "".join(part.digits for part in parts) == digits:
                    return parts
    return ()


@rule("version-changed", "unit", marks="0123456789")
def version_changed(pair: Pair) -> Iterator[Hit]:
    """The parts of a version, a build or an IP address are written with another separator.

    `3.0` is a version here, no decimal: it stays as it is in every language.

    Bad:

        source: Install PowerShell 3.0.
        target: Installeer PowerShell 3,0.

    Good:

        source: Install PowerShell 3.0.
        target: Installeer PowerShell 3.0.
    """
    for was, number in _written_differently(pair):
        if _is_version(pair, was):
            safe = _is_surely_version(pair, was, number)
            fix = Fix(f"{was.text} again", (Splice(number.start, number.end, was.text),), safe)
            message = f"version {was.text} of the source is written {number.text}"
            yield Hit(number.start, number.end, message, fix=fix)


@rule("number-separator", "unit", marks="0123456789")
def number_separator(pair: Pair) -> Iterator[Hit]:
    """A number has separators that its reader takes for something else.

    Where `1,000` means one, a thousand is written `1.000`; and `2.5 GB` is `2,5 GB` there.

    Bad:

        source: Up to 25,000 items and 1.5 GB.
        target: Maximaal 25,000 items en 1.5 GB.

    Good:

        source: Up to 25,000 items and 1.5 GB.
        target: Maximaal 25.000 items en 1,5 GB.
    """
    language = pair.language
    if not pair.target.numbers or not language.decimals:
        return
    decimal = language.decimals[0]
    if decimal != ",":
        return  # the signs of Arabic digits are not those of Latin ones
    for number in pair.target.numbers:
        if _IN_LIST.search(pair.target.plain, max(0, number.start - 2), number.start):
            continue
        right = _localized(pair, number, decimal, language.groups)
        if right and right != number.text:
            fix = Fix(f"write {right}", (Splice(number.start, number.end, right),))
            yield Hit(number.start, number.end, f"{number.text} reads as another number", fix=fix)


def _localized(pair: Pair, number: Number, decimal: str, groups: str) -> str:
    """How a number that was taken over from the source should be written; empty where that cannot be known."""
    if "," not in number.separators and "." not in number.separators:
        return ""
    was = next((one for one in pair.source.numbers if one.text == number.text), None)
    if was is None or was.separators.strip(",.") or not groups:
        return ""
    whole = was.separators.strip(".")
    if whole == was.separators and set(whole) == {","} and _thousands(was):
        return was.text.replace(",", groups[0])
    if was.separators != "." or decimal != "," or _is_version(pair, was):
        return ""
    measured = _UNIT.match(pair.source.plain, was.end) and not was.text.startswith("0.")
    return was.text.replace(".", decimal) if measured else ""


def _thousands(number: Number) -> bool:
    return len(number.groups[0]) <= 3 and all(len(group) == 3 for group in number.groups[1:])


def _written_differently(pair: Pair) -> Iterator[tuple[Number, Number]]:
    """Numbers of the source with the ones of the target that have the same digits and other separators."""
    source, target = pair.source.numbers, pair.target.numbers
    if not source or not target:
        return
    if not any("." in number.separators for number in source):
        return
    missing, extra = differences(source, target, lambda number: (number.groups, number.separators))
    for was in missing:
        same = next(
            (one for one in extra if one.digits == was.digits and len(one.groups) > 1), None
        )
        if same:
            extra.remove(same)
            yield was, same


def _is_surely_version(pair: Pair, was: Number, number: Number) -> bool:
    """Does it stand behind the word for a version or a known name, with nothing that is measured behind it?"""
    if number.text != was.text.replace(".", ",") or _UNIT.match(pair.target.plain, number.end):
        return False
    before = pair.source.plain[max(0, was.start - 40) : was.start]
    return _SURE_WORD.search(before) is not None or before.rstrip(" \u00a0\x00").endswith(
        words_of("names", "names")
    )


def _is_version(pair: Pair, number: Number) -> bool:
    if set(number.separators) != {"."}:
        return False
    if len(number.separators) > 1:
        return not _thousands(number) or pair.language.decimals[:1] != ","
    plain = pair.source.plain
    if _UNIT.match(plain, number.end):
        return False
    before = plain[max(0, number.start - 40) : number.start]
    if before[-1:] in _CURRENCY and before:
        return False
    if before[-1:] in ("v", "V") and not before[-2:-1].isalnum():
        return True
    found = _VERSION_WORD.search(before)
    if found:
        sentence_start = found.start() == 0 and len(before) < 40
        return not (sentence_start and found[0].strip().lower() in pair.english.function_words)
    return (
        bool(_VERSION_LIST.search(before))
        and _VERSION_WORD.search(NUMBER.split(before, maxsplit=1)[0]) is not None
    )
