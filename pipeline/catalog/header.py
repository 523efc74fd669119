"""The header of a PO file: what gettext wants, and what locpipe remembers of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

PAGE_HASH = "X-Locpipe-Page-Hash"
SOURCE_HASH = "X-Locpipe-Source-Hash"
TRANSLATION_TYPE = "X-Locpipe-Translation-Type"


@dataclass(frozen=True, slots=True)
class Header:
    """What the page says about itself. `page_hash` is SHA-256 of its bytes, `source_hash` is what it names."""

    path: str
    locale: str
    page_hash: str
    source_hash: str = ""
    translation_type: str = ""
    last_handoff: str = ""


def metadata(header: Header, old: Mapping[str, str]) -> dict[str, str]:
    """The header's fields: locpipe's own as the page says, all others as the file had them."""
    fields = {
        "Project-Id-Version": header.path,
        "PO-Revision-Date": _date(header.last_handoff),
        "Last-Translator": "Automatically generated",
        "Language-Team": "none",
    }
    fields.update({key: value for key, value in old.items() if not key.startswith("X-Locpipe-")})
    fields.update(
        {
            "Language": _language(header.locale),
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": _plural_forms(header.locale),
            SOURCE_HASH: header.source_hash,
            PAGE_HASH: header.page_hash,
            TRANSLATION_TYPE: header.translation_type,
        }
    )
    return {key: value for key, value in fields.items() if value}


def _date(handoff: str) -> str:
    """`ms.lasthandoff` (MM/DD/YYYY) as gettext writes a date; empty where it is none."""
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
