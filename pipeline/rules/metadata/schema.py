"""The schema that a page's metadata is held against: shipped files, a profile, and what a docset adds.

A schema file is JSON Schema (draft 2020-12), so that editors can complete from it, with docfx's keywords beside.
`$ref` at the top extends another file: `locpipe:NAME` is a shipped one, anything else a file beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.families.patterns import PatternError, compiled_pattern
from pipeline.families.schemas import PREFIX, schema_file
from pipeline.files import reads
from pipeline.rules.metadata.dates import span
from pipeline.visible import shown

if TYPE_CHECKING:
    import jsonschema_rs

_LISTS = ("required", "strictRequired", "either", "precludes", "docsetUnique", "reserved")
_TABLES = (
    "properties",
    "patternProperties",
    "dependentRequired",
    "enumDependencies",
    "rules",
    "appliesWhen",
)


@dataclass(frozen=True)
class Schema:
    """A schema with all that it extends, as one mapping. `name` is for messages."""

    name: str
    merged: Mapping[str, Any]
    files: tuple[tuple[str, str], ...] = ()  # a docset's own files, each with its digest

    @cached_property
    def properties(self) -> Mapping[str, Mapping[str, Any]]:
        """What is said of each attribute."""
        found: Mapping[str, Mapping[str, Any]] = self.merged.get("properties", {})
        return found

    @cached_property
    def reserved(self) -> frozenset[str]:
        """Attributes that the publishing system sets."""
        return frozenset(self.merged.get("reserved", ()))

    @cached_property
    def known(self) -> frozenset[str]:
        """All attributes that it says something of."""
        return self.reserved.union(self.properties)

    def fits_pattern(self, name: str) -> bool:
        """Does a pattern of the schema (`patternProperties`, RE2's syntax) fit an attribute?"""
        for pattern in self.merged.get("patternProperties", {}):
            with suppress(PatternError):
                if compiled_pattern(pattern).search(name):
                    return True
        return False

    @cached_property
    def with_keyword(self) -> Mapping[str, Mapping[str, Any]]:
        """For docfx's keywords of single attributes: keyword → attribute → argument."""
        found: dict[str, dict[str, Any]] = {}
        for attribute, words in self.properties.items():
            for word in ("dateFormat", "microsoftAlias", "replacedBy", "quoted", "filled"):
                if word in words:
                    found.setdefault(word, {})[attribute] = words[word]
        return found

    @cached_property
    def validator(self) -> jsonschema_rs.Validator:
        """What checks the words of JSON Schema. Raises UsageError where the schema is no schema."""
        import jsonschema_rs

        # blank counts as missing, which JSON Schema does not know: `problems` sees to what must be there
        own = ("$ref", "$id", "required", "dependentRequired")
        plain = {key: value for key, value in self.merged.items() if key not in own}
        try:
            return jsonschema_rs.validator_for(plain, retriever=_nothing_is_fetched)
        except (ValueError, jsonschema_rs.ValidationError) as error:
            where = "/".join(str(part) for part in getattr(error, "instance_path", ()))
            message = str(getattr(error, "message", error)).splitlines()[0]
            place = f" at {where}" if where else ""
            raise UsageError(f"not a valid schema{place}: {message}", path=self.name) from None

    def rule(self, attribute: str, kind: str) -> Mapping[str, Any]:
        """What the schema says of one kind of finding at one attribute: `severity`, `code`, `message`."""
        said = self.merged.get("rules", {}).get(attribute, {}).get(kind, {})
        return said if isinstance(said, dict) else {}

    def fits(self, values: Mapping[str, Any]) -> bool:
        """Is a page with these values one of those that the profile is for?"""
        wanted = self.merged.get("appliesWhen", {})
        return any(
            isinstance(value, str) and any(fnmatchcase(value, pattern) for pattern in wanted[key])
            for key in wanted.keys() & values.keys()
            for value in _listed(values[key])
        )


def _nothing_is_fetched(uri: str) -> Any:
    """What answers for an address in a schema: settings of a repository must not make requests, nor read files."""
    raise ValueError(
        f"`$ref` inside a schema names {shown(uri)}, and nothing is fetched; use `$defs`"
    )


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else (value,)


@cache
def shipped(kind: str, profile: str) -> Schema:
    """The shipped schema for `source` or `localized` pages of a profile (`base` for none)."""
    merged = _read_shipped(kind)
    if profile != "base":
        merged = _merge(merged, _read_shipped(profile))
    return Schema(f"{kind} ({profile})", merged)


@cache
def profile_schema(profile: str) -> Schema:
    """A profile alone, to ask whether a page is one of its own."""
    return Schema(profile, _read_shipped(profile))


def extended(kind: str, profile: str, file: Path | None, attributes: str) -> Schema:
    """The schema of a docset: its own file (or the shipped one), then the attributes its settings add (JSON).

    Raises UsageError where the file cannot be read, or says something that no schema can.
    """
    base = from_file(file) if file else shipped(kind, profile)
    return _extended(kind, profile, str(file or ""), base.files, attributes) if attributes else base


@lru_cache(maxsize=64)
def _extended(
    kind: str, profile: str, file: str, _files: tuple[tuple[str, str], ...], attributes: str
) -> Schema:
    base = from_file(Path(file)) if file else shipped(kind, profile)
    added = json.loads(attributes)
    required = [name for name, words in added.items() if words.get("required") is True]
    plain = {
        name: {key: value for key, value in words.items() if key != "required"}
        for name, words in added.items()
    }
    own = {"properties": plain, "strictRequired": required}
    _check(own, "pipeline.toml (attributes)")
    result = Schema("pipeline.toml (attributes)", _merge(base.merged, own), base.files)
    _ = result.validator
    return result


_read: dict[str, tuple[Schema, tuple[reads.Stamp | None, ...]]] = {}


def from_file(path: Path) -> Schema:
    """A docset's own schema file. Raises UsageError naming the place of what is wrong in it.

    It is read once, and again when it or a file that it extends has changed.
    """
    key = str(path.absolute())
    known = _read.get(key)
    if known is not None and known[1] == _stamps(known[0]):
        return known[0]
    files: list[tuple[str, str]] = []
    merged = _read_file(path, files)
    schema = Schema(str(path), merged, tuple(files))
    _ = schema.validator
    _read[key] = schema, _stamps(schema)
    return schema


def _stamps(schema: Schema) -> tuple[reads.Stamp | None, ...]:
    return tuple(reads.stamp_of(file) for file, _ in schema.files)


def _read_shipped(name: str) -> dict[str, Any]:
    file = schema_file(name)
    if file is None:
        raise KeyError(name)
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    base = data.pop("$ref", "")
    return _merge(_read_shipped(base.removeprefix(PREFIX)), data) if base else data


def _read_file(path: Path, read: list[tuple[str, str]]) -> dict[str, Any]:
    if any(path.resolve() == Path(one).resolve() for one, _ in read):
        raise UsageError("extends itself by `$ref`", path=str(path))
    try:
        text = path.read_bytes()
        read.append((str(path), reads.digest(text)))
        data = json.loads(text.decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("not UTF-8", path=str(path)) from None
    except json.JSONDecodeError as error:
        raise UsageError(
            f"not valid JSON: {error.msg}", path=str(path), line=error.lineno, column=error.colno
        ) from None
    except ValueError:
        raise UsageError("a number has more digits than can be read", path=str(path)) from None
    except RecursionError:
        raise UsageError("nested too deeply", path=str(path)) from None
    if not isinstance(data, dict):
        raise UsageError("a schema is an object", path=str(path))
    _check(data, str(path))
    base = data.pop("$ref", "")
    if not isinstance(base, str):
        raise UsageError("`$ref` must name a file or `locpipe:NAME`", path=str(path))
    if not base:
        return data
    if base.startswith(PREFIX):
        name = base.removeprefix(PREFIX)
        if "/" in name or "*" in name or schema_file(name) is None:
            raise UsageError(f"`$ref`: no shipped schema is called `{name}`", path=str(path))
        return _merge(_read_shipped(name), data)
    return _merge(_read_file(path.parent / base, read), data)


def _merge(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `more` on top: lists grow, tables are merged by key, an attribute's words by word."""
    merged = {**base, **{key: value for key, value in more.items() if key not in base}}
    for key in more.keys() & base.keys():
        if key in _LISTS:
            merged[key] = [*base[key], *(item for item in more[key] if item not in base[key])]
        elif key in _TABLES:
            merged[key] = {
                name: {**base[key].get(name, {}), **more[key].get(name, {})}
                if isinstance(more[key].get(name, base[key].get(name)), dict)
                else more[key].get(name, base[key].get(name))
                for name in {**base[key], **more[key]}
            }
        else:
            merged[key] = more[key]
    return merged


def _check(data: Mapping[str, Any], path: str) -> None:
    """Raises UsageError where a keyword of docfx has an argument of the wrong shape."""
    for key in _LISTS:
        if not isinstance(data.get(key, []), list):
            raise UsageError(f"`{key}` must be a list", path=path)
    for key in _TABLES:
        if not isinstance(data.get(key, {}), dict):
            raise UsageError(f"`{key}` must be an object", path=path)
    for key in ("either", "precludes"):
        for index, group in enumerate(data.get(key, [])):
            if not isinstance(group, list) or not all(isinstance(name, str) for name in group):
                raise UsageError(f"`{key}/{index}` must be a list of attributes", path=path)
    for name, words in data.get("properties", {}).items():
        if not isinstance(words, dict):
            raise UsageError(f"`properties/{name}` must be an object", path=path)
        for word in ("relativeMinDate", "relativeMaxDate"):
            if word in words:
                try:
                    span(words[word])
                except ValueError as error:
                    raise UsageError(f"`properties/{name}/{word}` {error}", path=path) from None
    for name, kinds in data.get("rules", {}).items():
        if not isinstance(kinds, dict):
            raise UsageError(f"`rules/{name}` must be an object", path=path)
        for kind, said in kinds.items():
            levels = ("off", "suggestion", "warning", "error")
            if isinstance(said, dict) and said.get("severity", "off") not in levels:
                where = f"`rules/{name}/{kind}/severity`"
                raise UsageError(f"{where} must be one of {', '.join(levels)}", path=path)
