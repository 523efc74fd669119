"""Rule names of single attributes: `ms-date-missing` is docfx's `missing-attribute`, about `ms.date`.

Authors see the attribute's own code; the kind behind it is its family, so either can be selected or silenced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pipeline.families.schemas import named_schemas

SUFFIXES: Mapping[str, str] = {
    "missing-attribute": "missing",
    "unexpected-type": "type-invalid",
    "null-array-value": "item-missing",
    "invalid-value": "invalid",
    "date-format-invalid": "format-invalid",
    "date-out-of-range": "out-of-range",
    "string-length-invalid": "length-invalid",
    "missing-paired-attribute": "paired-missing",
    "invalid-paired-attribute": "paired-invalid",
    "missing-either-attribute": "either-missing",
    "precluded-attributes": "precluded",
    "ms-alias-invalid": "alias-invalid",
    "attribute-deprecated": "deprecated",
    "attribute-reserved": "reserved",
    "duplicate-attribute": "duplicate",
    "unquoted-number": "unquoted",
}
"""How a rule about one attribute ends, by docfx's kind."""

_OWN_WORD = {
    "ms-date-format-invalid": "ms-date-invalid",
    "ms-service-either-missing": "ms-prod-or-service-missing",
}
"""What authors know them by."""
_KINDS = sorted(SUFFIXES.items(), key=lambda item: -len(item[1]))


def code(attribute: str, kind: str) -> str:
    """The name of the rule that finds `kind` at `attribute`."""
    name = f"{slug(attribute)}-{SUFFIXES[kind]}"
    return _OWN_WORD.get(name, name)


def slug(attribute: str) -> str:
    """`ms.date` as it stands in a rule's name: `ms-date`."""
    return re.sub(r"[^a-z0-9]+", "-", attribute.lower()).strip("-") or "attribute"


def kind_of(code: str) -> str:
    """The kind that a rule's name ends with; empty where it is no name of an attribute's rule."""
    code = next((usual for usual, own in _OWN_WORD.items() if own == code), code)
    return next((kind for kind, suffix in _KINDS if code.endswith("-" + suffix)), "")


def known_codes(more: Iterable[str] = ()) -> frozenset[str]:
    """The names of all rules about single attributes: those that the shipped schemas know, and more."""
    return shipped_codes() | {code(name, kind) for name in more for kind in SUFFIXES}


def is_code(name: str, more: Iterable[str] = (), *, own_schema: bool = False) -> bool:
    """Is it the name of a rule about one attribute? A docset's own schema may have attributes of any name."""
    return bool(kind_of(name)) and (own_schema or name in known_codes(more))


@cache
def shipped_codes() -> frozenset[str]:
    """The names of all rules about the attributes that the shipped schemas know."""
    return frozenset(code(name, kind) for name in _shipped_attributes() for kind in SUFFIXES)


def _shipped_attributes() -> Iterator[str]:
    for file in named_schemas():
        schema = json.loads(file.read_text("utf-8"))
        yield from schema["properties"]
        yield from schema.get("reserved", ())
