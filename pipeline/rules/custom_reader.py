"""The tables `[[custom]]` of the settings, read into rules.

Patterns run in RE2, in time that grows with the text alone, whoever wrote the settings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.families.patterns import PatternError, check, compiled_pattern
from pipeline.families.toml_places import places
from pipeline.files.lines import Lines
from pipeline.rules.custom import GROUP, CustomRule
from pipeline.rules.registry import CUSTOM
from pipeline.settings import Settings, is_locale, nearest
from pipeline.severity import Severity
from pipeline.visible import shown

PREFIX = f"{CUSTOM}-"
"""What stands before a rule's name in findings, settings and comments: no built-in rule is hidden by it."""

KINDS = ("existence", "substitution", "must-stay-equal")
_KEYS = ("name", "kind", "pattern", "replace", "in", "message", "severity", "locales", "paths")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST = 60  # characters of a name


def custom_rules(settings: Settings) -> tuple[CustomRule, ...]:
    """Return the rules of the settings. Raises UsageError with file, line and column for one that cannot be used."""
    if not settings.custom:
        return ()
    return _rules(_Told(settings.custom, settings.file))


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """The tables, told apart from others by the object that they are: settings do not change."""

    tables: tuple[Mapping[str, Any], ...]
    file: Path | None

    def __hash__(self) -> int:
        return hash(repr(self.tables))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Told) and (self.tables, self.file) == (other.tables, other.file)


@lru_cache(maxsize=16)
def _rules(told: _Told) -> tuple[CustomRule, ...]:
    rules: list[CustomRule] = []
    for index, table in enumerate(told.tables):
        try:
            one = _rule(table)
            if one.name in {other.name for other in rules}:
                raise _WrongKeyError("name", f"two rules are called {shown(table['name'])}")
        except _WrongKeyError as error:
            raise _with_place(told.file, index, error) from None
        rules.append(one)
    return tuple(rules)


class _WrongKeyError(ValueError):
    """What is wrong with the value of a key; `at` is where in it (0-based characters; -1: the whole of it)."""

    def __init__(self, key: str, message: str, at: int = -1) -> None:
        super().__init__(message)
        self.key, self.at = key, at


def _rule(table: Mapping[str, Any]) -> CustomRule:
    for key in table:
        if key not in _KEYS:
            raise _WrongKeyError(key, f"unknown key `{shown(key)}`{nearest(key, _KEYS)}")
    name = _text(table, "name")
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise _WrongKeyError("name", "must be small letters and digits with hyphens between them")
    kind = _one_of(table, "kind", KINDS, "existence")
    where = _one_of(table, "in", ("source", "target"), "target")
    pattern = _text(table, "pattern")
    try:
        check(pattern)
    except PatternError as error:
        raise _WrongKeyError("pattern", f"`{shown(pattern, 80)}` {error}", error.at) from None
    if kind == "must-stay-equal" and where == "source":
        raise _WrongKeyError(
            "in", "must-stay-equal compares translations with their sources: leave it out"
        )
    replace = _text(table, "replace", "") if kind == "substitution" else ""
    if (kind == "substitution") != ("replace" in table):
        raise _WrongKeyError("replace", "belongs to a rule of kind substitution, which needs it")
    groups = compiled_pattern(pattern).groups
    if any(int(one) > groups for one in GROUP.findall(replace)):
        raise _WrongKeyError("replace", f"names a group that the pattern has not: it has {groups}")
    severities = [one.label for one in Severity]
    return CustomRule(
        PREFIX + name,
        kind,
        pattern,
        replace,
        where == "source",
        _text(table, "message", ""),
        Severity[_one_of(table, "severity", severities, "warning").upper()],
        _texts(table, "locales", is_locale, "a locale such as nl-NL"),
        _texts(table, "paths", bool, "a glob of pages"),
    )


def _text(table: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise _WrongKeyError("name", f"a rule needs `{key}`")
    if not isinstance(value, str) or (default is None and not value):
        raise _WrongKeyError(key, "must be a text")
    return value


def _one_of(table: Mapping[str, Any], key: str, known: Any, default: str) -> str:
    value = table.get(key, default)
    if value not in known:
        raise _WrongKeyError(key, f"must be one of {', '.join(known)}, not {value!r}")
    return str(value)


def _texts(table: Mapping[str, Any], key: str, fits: Any, what: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and fits(one) for one in value):
        raise _WrongKeyError(key, f"must be a list, each item {what}")
    return tuple(value)


def _with_place(file: Path | None, index: int, error: _WrongKeyError) -> UsageError:
    """The error with the place in the settings' file, as far as that can be read again."""
    message = f"[[custom]] {index + 1}: `{shown(error.key)}`: {error}"
    line = column = 0
    if file is not None:
        try:
            text = file.read_text("utf-8")
            start = ("tool", "locpipe") if file.name == "pyproject.toml" else ()
            spots = places(text)
            spot = spots.get((*start, "custom", index, error.key)) or spots.get(
                (*start, "custom", index)
            )
        except (OSError, ValueError, IndexError):
            spot = None
        if spot is not None:
            at = spot.start + 1 + error.at if error.at >= 0 else spot.key
            line, column = Lines(text).place(min(at, len(text)))
    return UsageError(message, path=str(file or ""), line=line, column=column)
