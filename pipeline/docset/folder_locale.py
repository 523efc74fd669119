"""The locale of a folder of localized pages that no `{locale}` names."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from pipeline.docset.pages import PAGE
from pipeline.docset.samples import sample
from pipeline.families import library
from pipeline.families.family import Family
from pipeline.families.roles import said
from pipeline.files.folders import walk
from pipeline.files.remote import AnyPath
from pipeline.settings import AUTO, Settings

LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})?")
UNKNOWN_LOCALE = "und"
_STATED = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})+")
_PAGES_ASKED = 20


def folder_locale(folder: AnyPath, settings: Settings) -> str:
    """The locale of a folder: its name, or else what most of its first pages say; `UNKNOWN_LOCALE` where none does.

    Pages are read as the family in the settings has it; where they leave it open, as any family does.
    Raises UsageError where the family that they name is none.
    """
    name = folder.resolve().name
    if LOCALE.fullmatch(name) and "-" in name:
        return name
    families = _families(settings)
    found = Counter(
        locale
        for path in islice(sorted(walk(folder, folder, PAGE), key=_parts), _PAGES_ASKED)
        if (locale := _stated(folder / path, families))
    )
    return found.most_common(1)[0][0] if found else UNKNOWN_LOCALE


def _families(settings: Settings) -> list[Family]:
    """The families whose pages may stand in the docset and say their locale."""
    if settings.family != AUTO:
        known = [library.find(settings.family, settings.root)]
    else:
        known = [library.shipped(name) for name in library.names()]
    return [family for family in known if family.provenance.role("locale") is not None]


def _stated(file: AnyPath, families: list[Family]) -> str:
    """The locale that a page says it has; empty where it says none."""
    page = sample(file, localized=True) if families else None
    if page is None:
        return ""
    values = (said(family.provenance, "locale", page.values) for family in families)
    return next((value for value in values if _STATED.fullmatch(value)), "")


def _parts(path: str) -> list[str]:
    return path.split("/")
