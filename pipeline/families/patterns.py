"""Patterns of family files. They run in RE2, in time that grows with the text alone, whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import re2

_LOCALE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}"
_LONGEST = 1000  # characters


class PatternError(ValueError):
    """A pattern that cannot be used. `at` is where in it, 0-based characters; -1 is all of it."""

    def __init__(self, message: str, at: int = -1) -> None:
        super().__init__(message)
        self.at = at


class Match(NamedTuple):
    """Where a pattern matched, and where its groups did that took part, by name. 0-based characters."""

    start: int
    end: int
    groups: Mapping[str, tuple[int, int]]


def check(pattern: str, *, groups: tuple[str, ...] = (), required: bool = False) -> None:
    """Raise PatternError where `pattern` does not compile, matches the empty text, or names other groups than allowed.

    `required`: it must name one of `groups`.
    """
    if len(pattern) > _LONGEST:
        raise PatternError(f"is longer than {_LONGEST} characters", _LONGEST)
    for placeholder in ("{lang}", "{locale}"):
        pattern = pattern.replace(placeholder, "x" * len(placeholder))  # keeps columns
    compiled = compiled_pattern(pattern)
    for name in compiled.groupindex:
        if name not in groups:
            raise PatternError(
                f"names a group `{name}`, which means nothing here", pattern.find(name)
            )
    if required and groups[0] not in compiled.groupindex:
        raise PatternError(f"must have a group `(?P<{groups[0]}>…)`")
    if compiled.search("") is not None:
        raise PatternError("matches where there is nothing")


@lru_cache(maxsize=512)
def compiled_pattern(pattern: str, *, one_line: bool = False) -> Any:
    r"""The compiled pattern. `^` and `$` stand for ends of lines; with `one_line`, nothing in it matches a line end.

    Raises PatternError saying what RE2 does not know, and where.
    """
    options = re2.Options()
    options.log_errors = False
    options.never_nl = one_line
    try:
        return re2.compile(f"(?m){pattern}", options)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        raise _explained(
            said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said), pattern
        ) from None


_PERL = {
    "(?=": "looks ahead",
    "(?!": "looks ahead",
    "(?<=": "looks behind",
    "(?<!": "looks behind",
    "(?>": "has an atomic group",
    "(?(": "has a condition",
}


def _explained(said: str, pattern: str) -> PatternError:
    what, _, part = said.partition(": ")
    at = pattern.find(part) if part else -1
    if "repetition operator" in what and part[1:] == "+":
        return PatternError(
            f"has a possessive repetition `{part}`, which RE2 does not have: it never backtracks",
            at,
        )
    if part in _PERL:
        return PatternError(
            f"{_PERL[part]} (`{part}`), which RE2 does not: it could backtrack for ever", at
        )
    if part[:1] == "\\" and part[1:].isdigit():
        return PatternError(
            f"refers back to a group (`{part}`), which RE2 does not: it could backtrack for ever",
            at,
        )
    return PatternError(f"does not compile: {said}", at)


@lru_cache(maxsize=512)
def alternatives(patterns: tuple[str, ...]) -> str:
    """One pattern that matches where one of `patterns` does; the first that matches at a place counts.

    Groups lose their names, for one name may stand only once.
    """
    return _NAMED.sub("(?:", "|".join(f"(?:{pattern})" for pattern in patterns))


_NAMED = re.compile(r"(?<!\\)\(\?P?<[a-z]+>")


def literal_start(pattern: str) -> str:
    """The characters that every match of a pattern begins with, as far as it says so letter by letter."""
    found = ""
    at = 0
    pattern = pattern.removeprefix("^")
    while at < len(pattern):
        if pattern[at] == "\\" and pattern[at + 1 : at + 2] in tuple("{}[]()<>*+?.|%!$^/\\-#:"):
            char, step = pattern[at + 1], 2
        elif pattern[at] not in "\\[](){}*+?.|^$":
            char, step = pattern[at], 1
        else:
            break
        if pattern[at + step : at + step + 1] in tuple("*?{"):
            break
        found += char
        at += step
    return found


def matches(pattern: str, text: str, *, one_line: bool = False) -> Iterator[Match]:
    """Where a pattern matches in `text`, in order."""
    compiled = compiled_pattern(pattern, one_line=one_line)
    named = compiled.groupindex
    for match in compiled.finditer(text):
        groups = {name: match.span(at) for name, at in named.items() if match.start(at) >= 0}
        yield Match(match.start(), match.end(), groups)


def for_locale(pattern: str, locale: str) -> str:
    """`pattern` with `{lang}` and `{locale}` as the spellings of a locale (any locale where it is empty)."""
    if not locale:
        return pattern.replace("{lang}", f"(?:{_LOCALE})").replace("{locale}", f"(?:{_LOCALE})")
    parts = locale.replace("_", "-").split("-")
    tag = "-".join(parts)
    spellings = dict.fromkeys(
        (tag, tag.lower(), tag.replace("-", "_"), tag.replace("-", "_").lower(), parts[0].lower())
    )
    written = "(?:" + "|".join(re2.escape(spelling) for spelling in spellings) + ")"
    return pattern.replace("{lang}", written).replace("{locale}", written)
