"""JSON Schemas in the docs: of pipeline.toml, by which editors complete and check, and of `status --export`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pipeline.commands.status_totals import Totals
from pipeline.provenance.freshness import Freshness
from pipeline.rules.custom_reader import KINDS
from pipeline.rules.explained import summary_of
from pipeline.rules.metadata.codes import SUFFIXES
from pipeline.rules.registry import entries, names
from pipeline.settings import PROFILES
from pipeline.severity import Severity
from tools.configuration import settings

NAME = "pipeline.schema.json"
EXPORT = "status-export.schema.json"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_LOCALE = r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
_TEXT = {"type": "string", "minLength": 1}
_FILE = {"type": "string", "minLength": 1, "not": {"pattern": "^[A-Za-z][A-Za-z0-9+.-]*://"}}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_PERCENT = {"type": "integer", "minimum": 0, "maximum": 100}
_SEVERITIES = {"enum": [severity.label for severity in Severity]}
_TABLE = {"type": "object", "additionalProperties": {"type": "string"}}
_RULES = {"$ref": "#/$defs/rules"}
_FORMS: Mapping[str, dict[str, Any]] = {
    "content": {**_TEXT, "pattern": r"\{locale\}"},
    "layouts": {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["source", "target"],
            "additionalProperties": False,
            "properties": dict.fromkeys(("source", "target", "locale", "name"), _TEXT),
        },
    },
    "locale-names": {
        "type": "object",
        "additionalProperties": {"type": "string", "pattern": _LOCALE},
    },
    "source-locale": {"type": "string", "pattern": _LOCALE},
    "profile": {"enum": ["auto", "base", *PROFILES]},
    "schema": _FILE,
    "localized-schema": _FILE,
    "glossary": _FILE,
    "memory": _FILE,
    "attributes": {"type": "object", "additionalProperties": {"type": "object"}},
    "min-translated": _PERCENT,
    "require-translated": _PERCENT,
    "rules": _RULES,
    "custom": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["name", "pattern"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string", "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"},
                "kind": {"enum": list(KINDS)},
                "pattern": _TEXT,
                "replace": {"type": "string"},
                "in": {"enum": ["source", "target"]},
                "message": {"type": "string"},
                "severity": _SEVERITIES,
                "locales": {"type": "array", "items": {"type": "string", "pattern": _LOCALE}},
                "paths": _TEXTS,
            },
        },
    },
    "overrides": {
        "type": "array",
        "items": {
            "type": "object",
            "anyOf": [{"required": ["paths"]}, {"required": ["locales"]}],
            "additionalProperties": False,
            "properties": {
                "paths": _TEXTS,
                "locales": {"type": "array", "items": {"type": "string", "pattern": _LOCALE}},
                "rules": _RULES,
                "require-translated": {"type": "integer", "minimum": 0, "maximum": 100},
            },
        },
    },
}
"""What a value may be where its default does not say it."""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of pipeline.toml."""
    return {
        "$schema": _DRAFT,
        "title": "pipeline.toml, the settings of locpipe",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _property(key, default, said) for key, default, said in settings()},
        "not": {
            "required": ["layouts"],
            "anyOf": [{"required": ["source"]}, {"required": ["content"]}],
        },
        "$defs": {"rules": _rules()},
    }


def page() -> str:
    """The schema as a file."""
    return _as_text(schema())


def _as_text(made: Mapping[str, Any]) -> str:
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def export_page() -> str:
    """The schema of what `status --export` writes, as a file."""
    share = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    sentence = {name: {"type": "string"} for name in ("kind", "source", "was")}
    page = {
        "file": {"type": "string", "description": "The page, from the docset's folder."},
        "source": {"type": "string", "description": "Its source, from the root of the sources."},
        "translation_type": {"enum": ["HT", "MT", ""]},
        "freshness": {"enum": [one.value for one in Freshness]},
        "cosmetic": {
            "type": "boolean",
            "description": "Stale by what no translation has to follow.",
        },
        "outdated": {"type": "boolean", "description": "Stale, and not by cosmetics only."},
        "changed_sentences": {
            "type": ["integer", "null"],
            "description": "Sentences of the source that changed since; null where git does not know.",
        },
        "sentences": {"type": "array", "items": _record(sentence)},
        "translated": {**share, "description": "The share of sentences with a translation."},
        "reviewed": {**share, "description": "The share of sentences that people have seen to."},
    }
    numbers = {field.name: {"type": "integer", "minimum": 0} for field in fields(Totals)}
    pages = {"type": "object", "additionalProperties": _record(page)}
    document = {
        "version": {"const": 1},
        "locales": {"type": "object", "additionalProperties": _record(numbers)},
        "pages": {"type": "object", "additionalProperties": pages},
    }
    return _as_text({"$schema": _DRAFT, "title": "locpipe status --export", **_record(document)})


def _record(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": dict(properties),
    }


def _property(key: str, default: Any, said: str) -> dict[str, Any]:
    found = {"description": said, **(_FORMS.get(key) or _by_default(default))}
    if isinstance(default, str | bool | int) and default != "":
        found["default"] = default
    return found


def _by_default(default: Any) -> dict[str, Any]:
    match default:
        case bool():
            return {"type": "boolean"}
        case int():
            return {"type": "integer"}
        case tuple():
            return _TEXTS
        case Mapping():
            return _TABLE
        case _:
            return _TEXT


def _rules() -> dict[str, Any]:
    """Severities by the names of rules, of families of rules, and of rules about single attributes."""
    known = {name: {"description": summary_of(name), **_SEVERITIES} for name in sorted(entries())}
    families = sorted(names() - known.keys())
    known |= {name: {"description": "A family of rules.", **_SEVERITIES} for name in families}
    suffixes = "|".join(sorted(SUFFIXES.values()))
    return {
        "type": "object",
        "properties": known,
        "patternProperties": {f"^[a-z0-9-]+-(?:{suffixes})$": _SEVERITIES},
        "additionalProperties": False,
    }
