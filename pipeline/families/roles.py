"""What a localized page's metadata says of where it came from, and what a build writes there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from pipeline.families.family import Metadata, Provenance

MT, HT = "MT", "HT"


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of one page as text, in the family's own spelling; empty where the page does not say it.

    `type` is `MT`, `HT` or empty; `type_word` is the word that stands there.
    """

    hash: str = ""
    commit: str = ""
    type: str = ""
    type_word: str = ""
    locale: str = ""
    date: str = ""
    file_id: str = ""


class RoleEdit(NamedTuple):
    """A value that a build writes: where (nested keys), what, and whether it must be quoted."""

    role: str
    place: tuple[str, ...]
    value: str
    quoted: bool


def read_roles(provenance: Provenance, values: Mapping[str, Any]) -> Roles:
    """The roles that a front matter says; `values` is empty for a page without one."""
    word = said(provenance, "type", values)
    return Roles(
        hash=said(provenance, "hash", values).lower(),
        commit=said(provenance, "commit", values).lower(),
        type=translation_type(provenance, word),
        type_word=word,
        locale=said(provenance, "locale", values),
        date=said(provenance, "date", values),
        file_id=said(provenance, "file-id", values),
    )


def said(provenance: Provenance, role: str, values: Mapping[str, Any]) -> str:
    """What a front matter says in a role, as text; empty where the family has no key for it, or the page no value."""
    key = provenance.role(role)
    value = None if key is None else key.value(values)
    if value is None or isinstance(value, (Mapping, list)):
        return ""
    if isinstance(value, date):  # a YAML or TOML date, which no text stands for any more
        return written_date(value, provenance.date_format)
    return str(value).strip()


def translation_type(provenance: Provenance, word: str) -> str:
    """`MT` or `HT` for a word of the family, whatever its case; empty for one that it does not have."""
    word = word.strip().lower()
    for name, words in provenance.words.items():
        if word and word in (one.lower() for one in words):
            return name
    return ""


def type_word(provenance: Provenance, translation: str) -> str:
    """The word that the family writes for `MT` or `HT`: the first; empty where it has none."""
    words = provenance.words.get(translation, ())
    return words[0] if words else ""


def plan(
    provenance: Provenance, new: Mapping[str, str], values: Mapping[str, Any]
) -> tuple[RoleEdit, ...]:
    """What a build writes into a page whose front matter says `values`, in the family's order.

    `new` gives roles their values; `type` as `MT`, `HT`, or a word of the family's own. Roles that are not in the
    family's `write`, empty ones, a type that it has no word for, and values that stand there already are left alone.
    A value stays where it stands, be it nested or a key with dots.
    """
    edits = []
    for role, key in provenance.write.items():
        value = new.get(role, "")
        if role == "type" and value in (MT, HT):
            value = type_word(provenance, value)
        if not value or (role == "type" and not translation_type(provenance, value)):
            continue
        old = key.value(values)
        if old is not None and str(old).strip() == value:
            continue
        if role == "type" and translation_type(provenance, str(old or "")) == new["type"]:
            continue  # another word for the same
        place = key.place(values) or key.parts
        edits.append(RoleEdit(role, place, value, role in provenance.quoted))
    return tuple(edits)


def copied(metadata: Metadata, keys: Iterable[str]) -> tuple[str, ...]:
    """Of the keys of a source's front matter (top level), those that a new localized page gets, in their order."""
    return tuple(
        key
        for key in keys
        if any(fnmatchcase(key, glob) for glob in metadata.copy)
        and not any(fnmatchcase(key, glob) for glob in metadata.leave_out)
    )


def written_date(day: date, form: str) -> str:
    """A day as the family writes it; `form` is its `date-format`."""
    parts = {"yyyy": f"{day.year:04}", "MM": f"{day.month:02}", "dd": f"{day.day:02}"}
    return re.sub("yyyy|MM|dd", lambda match: parts[match[0]], form)


def read_day(text: str, form: str) -> date | None:
    """The day that a text in the family's `date-format` says; None where it says none."""
    pattern = re.escape(form)
    for name in ("yyyy", "MM", "dd"):
        pattern = pattern.replace(name, rf"(?P<{name}>[0-9]{{{len(name)}}})")
    match = re.fullmatch(pattern, text.strip())
    try:
        return date(int(match["yyyy"]), int(match["MM"]), int(match["dd"])) if match else None
    except ValueError:
        return None
