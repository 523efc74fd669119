"""The header of a PO file: what gettext wants, and what locpipe remembers of the page.

Editors write the same fields in their own spelling (`nl-NL`, `plural=n != 1;`). What a file has and means the same is
kept as it is, so that a file in git does not change with every save and every extract.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

PAGE_HASH = "X-Locpipe-Page-Hash"
SOURCE_HASH = "X-Locpipe-Source-Hash"
HAND_OFF_HASH = "X-Locpipe-Hand-Off-Hash"
TRANSLATION_TYPE = "X-Locpipe-Translation-Type"
HASH_DIGITS = 32
"""Hexadecimal digits of a hash in the header: a line of our own has under 60 characters, and no tool wraps it."""
NEVER = "1970-01-01 00:00+0000"
"""The revision date of a file that nobody has translated: `msgfmt -c` wants one that is a date."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the page says about itself. `page_hash` is SHA-256 of its bytes, `source_hash` is what it names.

    `hand_off_hash` is of the source that its texts were paired with, where the page does not name one. All are
    hexadecimal, of any length; the file holds their first `HASH_DIGITS`.
    """

    path: str
    locale: str
    page_hash: str
    source_hash: str = ""
    hand_off_hash: str = ""
    translation_type: str = ""
    last_handoff: str = ""


def metadata(header: Header, old: Mapping[str, str]) -> dict[str, str]:
    """Return the header's fields: locpipe's own as the page says, all others as the file had them."""
    fields = {
        "Project-Id-Version": header.path,
        "PO-Revision-Date": _date(header.last_handoff) or NEVER,
        "Last-Translator": "Automatically generated",
        "Language-Team": "none",
    }
    fields.update({key: value for key, value in old.items() if not key.startswith("X-Locpipe-")})
    wanted = {
        "Language": _language(header.locale),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _plural_forms(header.locale),
    }
    for key, value in wanted.items():
        if not _means(key, old.get(key, ""), value):
            fields[key] = value
    own = {
        SOURCE_HASH: header.source_hash[:HASH_DIGITS],
        HAND_OFF_HASH: header.hand_off_hash[:HASH_DIGITS],
        PAGE_HASH: header.page_hash[:HASH_DIGITS],
        TRANSLATION_TYPE: header.translation_type,
    }
    said = {key: value for key, value in fields.items() if value or key in old}
    return said | {key: value for key, value in own.items() if value}


def is_of_page(fields: Mapping[str, str], page_hash: str) -> bool:
    """Return whether a file with these header fields was written from the page with this hash (SHA-256)."""
    known = fields.get(PAGE_HASH, "")[:HASH_DIGITS]
    return known == page_hash[:HASH_DIGITS]


def _means(key: str, there: str, wanted: str) -> bool:
    """Return whether what a file says in a field means what is wanted, however a tool spells it."""
    if not there:
        return not wanted
    if (
        key == "Language"
    ):  # `nl-NL`, `nl_NL` and `nl` are one language; so are `zh_CN` and `zh_Hans`
        return _tongue(there) == _tongue(wanted)
    if key == "Plural-Forms":  # no text of a page has plurals: any tool's rule will do
        return there.startswith("nplurals=")
    if key == "Content-Type":
        return there.lower().replace(" ", "").endswith("charset=utf-8")
    if key == "Content-Transfer-Encoding":
        return there.lower() in ("8bit", "8-bit")
    return there == wanted


def _tongue(language: str) -> str:
    return language.replace("-", "_").partition("_")[0].partition("@")[0].lower()


def _date(handoff: str) -> str:
    """A day (MM/DD/YYYY) as gettext writes a date; empty where it is none."""
    parts = handoff.split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return ""
    return f"{parts[2]:>04}-{parts[0]:>02}-{parts[1]:>02} 00:00+0000"


@cache
def _language(locale: str) -> str:
    """A BCP 47 locale as gettext names it: `nl_NL`, `sr_RS@latin`."""
    parts = locale.split("-")
    if len(parts) == 3 and len(parts[1]) == 4:
        script = {"Latn": "latin", "Cyrl": "cyrillic"}.get(parts[1].title())
        return f"{parts[0]}_{parts[2].upper()}" + (f"@{script}" if script else "")
    return "_".join([parts[0].lower(), *(part.upper() for part in parts[1:2])])


@cache
def _plural_forms(locale: str) -> str:
    from babel.core import UnknownLocaleError
    from babel.messages.plurals import get_plural

    try:
        return get_plural(locale.replace("-", "_")).plural_forms
    except (UnknownLocaleError, ValueError):
        return ""
