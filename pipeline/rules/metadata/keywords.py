"""docfx's keywords that JSON Schema does not have, each a small function with docfx's name and meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix
from pipeline.rules.metadata import dates
from pipeline.rules.metadata.problem import Problem
from pipeline.rules.metadata.values import Values, strings
from pipeline.severity import Severity
from pipeline.visible import shown

_GITHUB = re.compile(r"[A-Z][A-Za-z]+(?:-[A-Z][A-Za-z]*)+")
"""Words with capitals and hyphens: aliases are lower case, and have a hyphen behind one letter at most, `v-alma`."""
_ALIAS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def _problem(
    kind: str,
    attribute: str,
    message: str,
    place: tuple[int, int],
    fix: Fix | None = None,
    severity: Severity | None = None,
) -> Problem:
    return Problem(kind, attribute, message, *place, severity=severity, fix=fix)


def date_format(
    values: Values, attribute: str, words: Mapping[str, Any], today: date
) -> Iterator[Problem]:
    """`dateFormat`, `relativeMinDate`, `relativeMaxDate`: a date in one of the forms, not too old, not too new."""
    forms = words["dateFormat"]
    forms = [forms] if isinstance(forms, str) else forms
    text = values.text(attribute)
    if isinstance(values.all.get(attribute), list | dict | bool):
        return  # unexpected-type says so
    if not text.strip():
        place = values.place(attribute)
        yield _problem("date-format-invalid", attribute, f"`{attribute}` is blank", place)
        return
    day, fix = dates.read(text, forms), None
    if day is None:
        place = values.place(attribute)
        day = dates.guess(text)
        if day is not None:
            right = dates.write(day, forms[0])
            sure = dates.has_one_reading(text)
            fix = Fix(f"write `{right}`", (_scalar(values, place, right),), sure)
        message = f"`{attribute}` is `{shown(text)}`; a date is written {forms[0].upper()}"
        out = day is not None and _out_of_range(attribute, day, words, today)
        short = (
            dates.read(text, ("M/d/yyyy",)) is not None
        )  # read by everybody, but not as asked for
        yield _problem(
            "date-format-invalid",
            attribute,
            message,
            place,
            fix=None if out else fix,
            severity=Severity.WARNING if short else None,
        )
    if day is not None and (message := _out_of_range(attribute, day, words, today)):
        yield _problem("date-out-of-range", attribute, message, values.place(attribute))


def _scalar(values: Values, place: tuple[int, int], right: str) -> Splice:
    old = values.front.text[place[0] : place[1]]
    quote = old[:1] if old[:1] in "\"'" else ""
    return Splice(*place, quote + right + quote)


def _out_of_range(attribute: str, day: date, words: Mapping[str, Any], today: date) -> str:
    if "relativeMaxDate" in words and day - today > dates.span(words["relativeMaxDate"]):
        return f"`{attribute}` is {day.isoformat()}, which is in the future"
    if "relativeMinDate" in words and day - today < dates.span(words["relativeMinDate"]):
        return f"`{attribute}` is {day.isoformat()}, which is too long ago"
    return ""


def microsoft_alias(
    values: Values, attribute: str, words: Mapping[str, Any], _today: date
) -> Iterator[Problem]:
    """`microsoftAlias`: an alias without domain, or one of the distribution lists that are allowed."""
    allowed = words["microsoftAlias"].get("allowedDLs", ())
    for alias in strings(values.filled.get(attribute)):
        if alias in allowed:
            continue
        if _ALIAS.fullmatch(alias.strip()):
            if _GITHUB.fullmatch(alias.strip()):
                message = (
                    f"`{attribute}` is `{shown(alias)}`: a name of GitHub's form; write the alias"
                )
                place = values.place(attribute)
                yield _problem(
                    "ms-alias-invalid", attribute, message, place, severity=Severity.SUGGESTION
                )
            continue
        name, at, domain = alias.strip().partition("@")
        place, fix = values.place(attribute), None
        if at and _ALIAS.fullmatch(name):
            safe = domain.lower() == "microsoft.com"
            fix = Fix(f"write `{name}`", (_scalar(values, place, name),), safe)
        message = f"`{attribute}` is `{shown(alias)}`; an alias has no domain, spaces or commas"
        yield _problem("ms-alias-invalid", attribute, message, place, fix=fix)


def replaced_by(
    values: Values, attribute: str, words: Mapping[str, Any], _today: date
) -> Iterator[Problem]:
    """`replacedBy`: an attribute that is not used any more, and what to write instead."""
    instead = words["replacedBy"]
    message = f"`{attribute}` is deprecated"
    if not instead:
        message += "; leave it out"
    elif instead in values.all:
        message += f"; leave it out, `{shown(instead)}` is there"
    else:
        message += f"; write `{shown(instead)}`"
    field = values.fields[attribute]
    yield _problem("attribute-deprecated", attribute, message, (field.start, field.key_end))


OF_ATTRIBUTE: Mapping[str, Callable[[Values, str, Mapping[str, Any], date], Iterable[Problem]]] = {
    "dateFormat": date_format,
    "microsoftAlias": microsoft_alias,
    "replacedBy": replaced_by,
}
"""The keywords that stand at one attribute. To add one: a function here, and its name in the schemas."""


def null_items(values: Values) -> Iterator[Problem]:
    """A list with an item that is nothing."""
    for attribute, value in values.filled.items():
        if isinstance(value, list):
            for index, item in enumerate(value):
                if item is None:
                    message = f"item {index + 1} of `{attribute}` is empty"
                    place = values.place(attribute, index)
                    yield _problem("null-array-value", attribute, message, place)


def dependent_required(values: Values, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """`dependentRequired`: an attribute that needs others beside it."""
    for attribute, others in schema.get("dependentRequired", {}).items():
        if attribute in values.filled:
            for other in others:
                if other not in values.filled:
                    message = f"`{attribute}` needs `{other}`, which is missing"
                    place = values.place(attribute)
                    yield _problem("missing-paired-attribute", other, message, place)


def either(values: Values, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """`either`: one of a group at least."""
    for group in schema.get("either", ()):
        if group and not any(name in values.filled for name in group):
            names = " or ".join(f"`{name}`" for name in group)
            message = f"{names} is missing"
            yield _problem("missing-either-attribute", group[0], message, values.opening)


def precludes(values: Values, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """`precludes`: one of a group at most."""
    for group in schema.get("precludes", ()):
        given = [name for name in group if name in values.filled]
        for name in given[1:]:
            message = f"`{name}` cannot stand beside `{given[0]}`"
            field = values.fields[name]
            yield _problem("precluded-attributes", name, message, (field.start, field.key_end))


def enum_dependencies(values: Values, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """`enumDependencies`: the value of one attribute limits another's.

    `{"ms.prod": {"sql": {"ms.technology": {"install": null}}}}`: where `ms.prod` is `sql`, `ms.technology` may be
    `install` alone. The table may go on below a value.
    """
    yield from _dependent(values, schema.get("enumDependencies", {}), "")


def _dependent(values: Values, table: Any, above: str) -> Iterator[Problem]:
    if not isinstance(table, dict):
        return
    for attribute, allowed in table.items():
        value = values.filled.get(attribute)
        if not isinstance(value, str) or not isinstance(allowed, dict):
            continue
        if value in allowed:
            yield from _dependent(values, allowed[value], f"`{attribute}` is `{shown(value)}`")
        elif above:  # at the top, the attribute's own `enum` says which values it may have
            message = f"`{attribute}` cannot be `{shown(value)}` where {above}"
            message += _nearest(value, allowed) or _hint(value, allowed)
            yield _problem("invalid-paired-attribute", attribute, message, values.place(attribute))


def reserved(values: Values, names: frozenset[str]) -> Iterator[Problem]:
    """`reserved`: what the publishing system sets, and nobody writes."""
    for name in values.all.keys() & names:
        field = values.fields[name]
        text = values.front.text
        line_end = text.find("\n", max(field.value_end - 1, field.key_end))
        end = values.front.end if line_end < 0 else min(line_end + 1, values.front.end)
        fix = Fix(f"leave `{name}` out", (Splice(field.start, end, ""),))
        clean = (
            text[field.start - 1 : field.start] == "\n" and not text[field.value_end : end].strip()
        )
        message = f"`{name}` is set by the publishing system; leave it out"
        place = (field.start, field.key_end)
        yield _problem("attribute-reserved", name, message, place, fix=fix if clean else None)


def worded(
    attribute: str, value: Any, kind: str, words: Mapping[str, Any]
) -> tuple[str, str | None]:
    """What to say of a value that JSON Schema refuses, and the right value where there is one."""
    now = f"`{attribute}` is `{shown(value)}`"
    if kind == "Type":
        types = words.get("type", "text")
        types = [types] if isinstance(types, str) else types
        quote = "" if isinstance(value, list | dict) else " (quote it)"
        names = {"string": f"text{quote}", "array": "a list", "boolean": "true or false"}
        return f"{now}; it must be {' or '.join(names.get(t, t) for t in types)}", None
    if kind == "Enum":
        allowed = [item for item in words.get("enum", ()) if isinstance(item, str)]
        same = [one for one in allowed if one.lower() == str(value).lower()]
        right = same[0] if len(same) == 1 else None
        hint = f"; did you mean `{right}`?" if right else _hint(str(value), allowed)
        return f"{now}, which is not a known value{hint}", right
    if kind in ("MinLength", "MaxLength"):
        wanted = (
            f"at least {words.get('minLength')}"
            if kind == "MinLength"
            else f"at most {words.get('maxLength')}"
        )
        return f"`{attribute}` has {len(str(value))} characters; it should have {wanted}", None
    if kind == "Pattern":
        return f"{now}, which does not have the right form{_form(words)}", None
    return f"{now}, which is not valid", None


def _form(words: Mapping[str, Any]) -> str:
    """What the schema says of a pattern in words (`form`)."""
    said = words.get("form")
    return f": {shown(said)}" if isinstance(said, str) else ""


_FEW = 12
_MOST = 60


def _hint(word: str, known: Iterable[str]) -> str:
    """The nearest of the known values, and which there are: all of them where none is near."""
    values = list(known)
    nearest = _nearest(word, values)
    if not values or (nearest and len(values) > _FEW):
        return nearest
    more = f" and {len(values) - _MOST:,} more" if len(values) > _MOST else ""
    listed = shown(", ".join(values[:_MOST]), 1000)
    return f"{nearest} One of {listed}{more}" if nearest else f"; one of {listed}{more}"


def _nearest(word: str, known: Iterable[str]) -> str:
    found = get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return f"; did you mean `{found[0]}`?" if found else ""
