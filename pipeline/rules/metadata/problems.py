"""What is wrong with a page's metadata by its schema, worked out once a page; the rules tell it apart by kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.docset.family import family_of
from pipeline.families import library
from pipeline.families.family import Family
from pipeline.files import reads
from pipeline.files.splice import Splice
from pipeline.markdown.front_matter import misplaced
from pipeline.results.finding import Fix
from pipeline.rules.context import PageContext
from pipeline.rules.metadata import keywords
from pipeline.rules.metadata.broken_head import broken_head
from pipeline.rules.metadata.docset_metadata import asked_for, is_given
from pipeline.rules.metadata.problem import Problem
from pipeline.rules.metadata.schema import (
    Schema,
    extended,
    profile_schema,
)
from pipeline.rules.metadata.values import Values, hand_back_of, is_article, is_blank, values_of
from pipeline.settings import PROFILES, Settings
from pipeline.severity import Severity
from pipeline.visible import shown

_SHIPPED = "locpipe:"
_VALUES = (
    "invalid-value",
    "unexpected-type",
    "date-format-invalid",
    "ms-alias-invalid",
    "date-out-of-range",
)
"""Kinds of problems in a copied field that the source's value mends."""
_JSON_KINDS = {
    "Type": "unexpected-type",
    "Enum": "invalid-value",
    "Constant": "invalid-value",
    "Pattern": "invalid-value",
    "Format": "invalid-value",
    "Minimum": "invalid-value",
    "Maximum": "invalid-value",
    "AnyOf": "invalid-value",
    "OneOfNotValid": "invalid-value",
    "OneOfMultipleValid": "invalid-value",
    "Not": "invalid-value",
    "Contains": "invalid-value",
    "UniqueItems": "invalid-value",
    "MinLength": "string-length-invalid",
    "MaxLength": "string-length-invalid",
    "MinItems": "string-length-invalid",
    "MaxItems": "string-length-invalid",
}


def schema_of(page: PageContext) -> Schema:
    """The schema that the page is held against, by the settings, else by what the page is."""
    profile = page.settings.profile
    if profile == "auto":
        values = page.article.readable_metadata
        fitting = (name for name in PROFILES if profile_schema(name).fits(values))
        profile = next(fitting, "base")
    schema = _schema(page.settings, profile, page.family, is_source=page.is_source)
    for file, digest in schema.files:
        reads.note(file, reads.Seen(digest, None))
    return schema


def check_schemas(settings: Settings) -> None:
    """Raises UsageError, naming the place, where a schema that the settings name is none."""
    for is_source in (True, False):
        _ = _schema(settings, "base", family_of(settings), is_source=is_source).validator


def _schema(settings: Settings, profile: str, family: Family, *, is_source: bool) -> Schema:
    kind = "source" if is_source else "localized"
    file = settings.schema if is_source else settings.localized_schema
    said = family.metadata.source_schema if is_source else family.metadata.localized_schema
    said = said or library.shipped(library.PLAIN).metadata.source_schema
    path = settings.root / file if file else None
    if path is None and said.startswith(_SHIPPED):
        kind = said.removeprefix(_SHIPPED)
    elif path is None and said:
        path = Path(said)
    added = (
        json.dumps(settings.attributes, sort_keys=True, default=str) if settings.attributes else ""
    )
    return extended(kind, profile, path, added)


def problems(page: PageContext) -> tuple[Problem, ...]:
    """All problems of the page's metadata, by its schema."""
    values = values_of(page)
    if values is None or values.only_hand_back:
        return tuple(_of_bare_page(page, values))
    schema = schema_of(page)
    found = [
        *_missing(page, values, schema),
        *_by_json_schema(values, schema),
        *keywords.null_items(values),
        *keywords.dependent_required(values, schema.merged),
        *keywords.either(values, schema.merged),
        *keywords.precludes(values, schema.merged),
        *keywords.enum_dependencies(values, schema.merged),
        *keywords.reserved(values, schema.reserved),
    ]
    for word, arguments in schema.with_keyword.items():
        function = keywords.OF_ATTRIBUTE.get(word)
        if function is None:
            continue
        for attribute in values.all.keys() & arguments.keys():
            found += function(values, attribute, schema.properties[attribute], page.today)
    known = {(one.kind, one.attribute) for one in found}
    found += (one for one in asked_for(page, values) if (one.kind, one.attribute) not in known)
    found = [one for one in found if not is_given(page, one, schema.merged)]
    return tuple(
        tuned for problem in found if (tuned := _tuned(page, values, schema, problem)) is not None
    )


def _of_bare_page(page: PageContext, values: Values | None) -> Iterator[Problem]:
    """A page without metadata of its own: sources need a title; localized pages need whole hand-back fields."""
    if values is None:
        unreadable = page.article.front_matter is not None and page.article.front_matter.yaml_text
        if misplaced(page.article.text) is not None or broken_head(page) is not None:
            return  # yaml-header-misplaced and yaml-header-unclosed say so
        if page.is_source and is_article(page.path) and not (unreadable and unreadable.strip()):
            message = "the page has no `title`: it has no front matter"
            yield Problem("missing-attribute", "title", message, 0, 0, Severity.WARNING)
    elif not page.is_source:
        schema = schema_of(page)
        for problem in (*_missing(page, values, schema), *_by_json_schema(values, schema)):
            if problem.attribute in values.hand_back:
                tuned = _tuned(page, values, schema, problem)
                if tuned is not None:
                    yield tuned
        dated = schema.with_keyword.get("dateFormat", {})
        for attribute in values.all.keys() & values.hand_back & dated.keys():
            words = schema.properties[attribute]
            yield from keywords.date_format(values, attribute, words, page.today)


def _missing(page: PageContext, values: Values, schema: Schema) -> Iterator[Problem]:
    names = [*schema.merged.get("required", ()), *schema.merged.get("strictRequired", ())]
    filled = values.all.keys() & schema.with_keyword.get("filled", {}).keys() - {*names}
    names += filled
    written = [name for name in dict.fromkeys(names) if name in values.hand_back]
    if len(written) > 1 and not values.all.keys() & values.hand_back:
        message = f"the page has none of the {len(written)} fields that the hand-back writes: "
        message += ", ".join(f"`{name}`" for name in written)
        yield Problem("missing-attribute", written[0], message, *values.opening)
        names = [name for name in names if name not in values.hand_back]
    for name in dict.fromkeys(names):
        if name in values.filled or (name not in values.hand_back and not is_article(page.path)):
            continue
        if name not in values.all and any(key.lower() == name.lower() for key in values.filled):
            continue  # unknown-field says how it is written
        start, end = values.place(name)
        if name in values.all:
            message = f"`{name}` is blank"
        else:
            by = " (the hand-back writes it)" if name in values.hand_back else ""
            message = f"`{name}` is missing{by}"
        severity = Severity.WARNING if name in filled else None
        yield Problem("missing-attribute", name, message, start, end, severity)


def _by_json_schema(values: Values, schema: Schema) -> Iterator[Problem]:
    errors = list(schema.validator.iter_errors(values.filled))
    types = {str(one.instance_path[0]) for one in errors if one.instance_path and _is_type(one)}
    for error in errors:
        path = list(error.instance_path)
        if not path:
            continue
        attribute = str(path[0])
        if attribute in types and not _is_type(error):
            continue  # of a value of the wrong type nothing else is said
        if len(path) > 1 and _at(values.filled, path) is None:
            continue  # null-array-value says so
        kind = _JSON_KINDS.get(type(error.kind).__name__, "invalid-value")
        value = _at(values.filled, path)
        start, end = values.place(attribute, *path[1:])
        words = schema.properties.get(attribute, {})
        message, right = keywords.worded(attribute, value, type(error.kind).__name__, words)
        fix = None
        if right is not None and values.front.text[start:end].strip("\"'") == str(value):
            quote = values.front.text[start] if values.front.text[start] in "\"'" else ""
            fix = Fix(f"write `{right}`", (Splice(start, end, quote + right + quote),), safe=True)
        yield Problem(kind, attribute, message, start, end, fix=fix)


def _is_type(error: Any) -> bool:
    return type(error.kind).__name__ == "Type"


def _at(value: Any, path: list[Any]) -> Any:
    for step in path:
        value = value[step]
    return value


def _tuned(page: PageContext, values: Values, schema: Schema, problem: Problem) -> Problem | None:
    """The problem with what the schema's `rules` say of it; None where its page is not to blame."""
    said = schema.rule(problem.attribute, problem.kind)
    if "message" in said:
        problem = replace(problem, message=shown(said["message"], 300))
    if "additionalErrorMessage" in said:
        more = shown(said["additionalErrorMessage"], 300)
        problem = replace(problem, message=f"{problem.message}; {more}")
    copied = not page.is_source and problem.attribute not in hand_back_of(page)
    if copied and page.source is not None:
        theirs: Mapping[str, Any] = page.source.readable_metadata
        mine = page.article.readable_metadata.get(problem.attribute)
        translated = problem.attribute in ("title", "description")
        are_blank = (
            problem.attribute in theirs and is_blank(mine) and is_blank(theirs[problem.attribute])
        )
        if (
            theirs.get(problem.attribute) == mine
            or are_blank
            or (translated and not mine and not theirs)
        ):
            return None  # the source says the same: it is reported there
    if copied and page.source is not None:
        there = page.source.meta(problem.attribute)
        if there and problem.kind in _VALUES:
            bare = problem.message.partition("; did you mean")[0]
            problem = replace(problem, message=f"{bare}; the source has `{shown(there, 60)}`")
    severity = problem.severity
    if "severity" in said:
        severity = Severity[str(said["severity"]).upper()]
    elif severity is None and copied and schema.merged.get("copied"):
        severity = Severity[str(schema.merged["copied"]).upper()]
    if severity is Severity.OFF:
        return None
    code = said.get("code", "")
    return replace(problem, severity=severity, code=code if isinstance(code, str) else "")
