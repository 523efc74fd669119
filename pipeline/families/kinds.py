"""The kinds of values in a family file: how each is read, and what is wrong in it.

A reader takes the file, the value, its path and the field that it fills, and raises UsageError at what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import Field
from pathlib import Path
from typing import Any

from pipeline.families.family import SEVERITIES, Candidate
from pipeline.families.keys import KeyPath
from pipeline.families.kinds_of_roles import read_key, read_roles
from pipeline.families.patterns import PatternError, check
from pipeline.families.toml_places import Path as TomlPath
from pipeline.families.toml_source import TomlSource as Source

_RULE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[A-Za-z*][\w.*-]*")
_SUFFIX = re.compile(r"\.[A-Za-z0-9.]{1,16}")
_TEMPLATE_PART = re.compile(r"\{(?!path\}|stem\}|locale\}|version\})[^}]*\}?")
_DATE_PARTS = {"yyyy", "MM", "dd"}
_DATE = re.compile(r"(yyyy|MM|dd)[-/. ](yyyy|MM|dd)[-/. ](yyyy|MM|dd)")


def read(source: Source, value: Any, path: TomlPath, item: Field[Any]) -> Any:
    """The value of a key as the field holds it."""
    return _READERS[item.metadata["kind"]](source, value, path, item)


def _text(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> str:
    if not isinstance(value, str) or "\0" in value:
        source.fail(path, "must be text")
    return value


def _texts(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
    return tuple(source.each(value, path))


def _flag(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> bool:
    if not isinstance(value, bool):
        source.fail(path, "must be true or false")
    return value


def _choice(source: Source, value: Any, path: TomlPath, item: Field[Any]) -> str:
    choices = item.metadata["choices"]
    if value not in choices:
        source.fail(path, f"must be one of {', '.join(choices)}, not {value!r}")
    return str(value)


def _choices(source: Source, value: Any, path: TomlPath, item: Field[Any]) -> tuple[str, ...]:
    found = source.each(value, path)
    return tuple(_choice(source, one, (*path, index), item) for index, one in enumerate(found))


def _names(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
    return _matching(source, value, path, _NAME, "a name")


def _suffixes(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
    return _matching(source, value, path, _SUFFIX, "an ending such as .md")


def _matching(
    source: Source, value: Any, path: TomlPath, form: re.Pattern[str], what: str
) -> tuple[str, ...]:
    found = source.each(value, path)
    for index, one in enumerate(found):
        if not form.fullmatch(one):
            source.fail((*path, index), f"`{one}` is not {what}")
    return tuple(found)


def _key(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> KeyPath | None:
    return read_key(source, value, path)


def _keys(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[KeyPath, ...]:
    return tuple(_key_paths(source, value, path))


def _key_paths(source: Source, value: Any, path: TomlPath) -> Iterator[KeyPath]:
    for index, one in enumerate(source.each(value, path)):
        with source.errors((*path, index)):
            key = KeyPath.parse(one)
        yield key


def _pattern(source: Source, value: Any, path: TomlPath, **wanted: Any) -> str:
    if not isinstance(value, str):
        source.fail(path, "must be text: a pattern")
    try:
        check(value, **wanted)
    except PatternError as error:
        source.fail(path, f"the pattern {error}", offset=error.at)
    return value


def _patterns(
    source: Source, value: Any, path: TomlPath, _item: Field[Any], **wanted: Any
) -> tuple[str, ...]:
    found = source.each(value, path)
    return tuple(_pattern(source, one, (*path, index), **wanted) for index, one in enumerate(found))


def _text_patterns(source: Source, value: Any, path: TomlPath, item: Field[Any]) -> tuple[str, ...]:
    return _patterns(source, value, path, item, groups=("text", "optional"), required=True)


def _path_patterns(source: Source, value: Any, path: TomlPath, item: Field[Any]) -> tuple[str, ...]:
    return _patterns(source, value, path, item, groups=("path",), required=True)


def _texts_by_text(source: Source, value: Any, path: TomlPath, item: Field[Any]) -> dict[str, str]:
    table = source.table(value, path, "text = text")
    return {one: _text(source, other, (*path, one), item) for one, other in table.items() if one}


def _pattern_table(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> dict[str, str]:
    table = source.table(value, path, "file = pattern")
    return {glob: _pattern(source, one, (*path, glob)) for glob, one in table.items()}


def _candidates(
    source: Source, value: Any, path: TomlPath, _item: Field[Any]
) -> tuple[Candidate, ...]:
    if not isinstance(value, list):
        source.fail(path, "must be a list of templates")
    return tuple(_candidate(source, one, (*path, index)) for index, one in enumerate(value))


def _candidate(source: Source, value: Any, path: TomlPath) -> Candidate:
    if isinstance(value, str):
        return Candidate(_template(source, value, path), value)
    if not isinstance(value, dict) or set(value) != {"source", "target"}:
        source.fail(path, "must be a template, or {source = …, target = …}")
    return Candidate(
        _template(source, value["source"], (*path, "source")),
        _template(source, value["target"], (*path, "target")),
    )


def _template(source: Source, value: Any, path: TomlPath) -> str:
    if not isinstance(value, str) or not ("{path}" in value or "{stem}" in value):
        source.fail(path, "must be a template with {path} or {stem}")
    if unknown := _TEMPLATE_PART.search(value):
        known = "{path}, {stem}, {locale} and {version}"
        source.fail(path, f"unknown {unknown[0]}; known are {known}")
    return value


def _date_format(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> str:
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None or set(match.groups()) != _DATE_PARTS:
        source.fail(path, "must hold yyyy, MM and dd once each, for example yyyy-MM-dd")
    return str(value)


def _form(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> str:
    if not isinstance(value, str) or value.count("{id}") != 1 or not value.isprintable():
        source.fail(path, "must be text on one line with {id} in it once")
    return value


def _file(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> str:
    """The whole path of a file beside the family file, or `locpipe:NAME` as it stands."""
    plain = isinstance(value, str) and value and not set(value) & set("\0\\")
    if plain and value.startswith("locpipe:"):
        return str(value)
    if not plain or Path(value).name != value:
        source.fail(path, "must be the name of a file beside family.toml")
    folder = source.path.parent
    file = folder / value
    if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        source.fail(path, f"there is no file {value} beside family.toml")
    return str(file)


def _severities(source: Source, value: Any, path: TomlPath, _item: Field[Any]) -> dict[str, str]:
    for rule, severity in source.table(value, path, "rule = severity").items():
        if not _RULE.fullmatch(rule):
            source.fail((*path, rule), f"`{rule}` is no rule's name", at_key=True)
        if severity not in SEVERITIES:
            source.fail((*path, rule), f"must be one of {', '.join(SEVERITIES)}, not {severity!r}")
    return dict(value)


def _strings(
    source: Source, value: Any, path: TomlPath, _item: Field[Any]
) -> dict[str, tuple[KeyPath, ...]]:
    table = source.table(value, path, "file = [keys]")
    return {glob: tuple(_key_paths(source, keys, (*path, glob))) for glob, keys in table.items()}


_READERS: dict[str, Callable[..., Any]] = {
    "candidates": _candidates,
    "choice": _choice,
    "choices": _choices,
    "date-format": _date_format,
    "file": _file,
    "flag": _flag,
    "form": _form,
    "key": _key,
    "keys": _keys,
    "names": _names,
    "pattern-table": _pattern_table,
    "path-patterns": _path_patterns,
    "patterns": _patterns,
    "roles": read_roles,
    "severities": _severities,
    "strings": _strings,
    "suffixes": _suffixes,
    "text": _text,
    "text-patterns": _text_patterns,
    "texts": _texts,
    "texts-by-text": _texts_by_text,
}
