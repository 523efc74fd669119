"""The names that folders and files give to locales (`zh_CN`, `en-us`), as BCP 47 tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.errors import UsageError

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SEPARATOR = re.compile(r"[-_]")


@lru_cache(maxsize=4096)
def known_tag(name: str) -> str:
    """The BCP 47 tag that a name spells (`zh_CN`, `pt-br`, `sr-latn-rs`); empty where Babel knows no such locale."""
    from babel import localedata

    language, *rest = _SEPARATOR.split(name)
    language = language.lower()
    if not localedata.exists(_current(language)) or language == "root":
        return ""
    tag = [language]
    for place, part in enumerate(rest):
        kind = _kind(part)
        if not kind or (kind == "script" and place):
            return ""
        tag.append({"script": part.title(), "territory": part.upper()}.get(kind, part.lower()))
    return "-".join(tag)


def tag_of(name: str, names: Mapping[str, str]) -> str:
    """The tag of a locale's name: what the settings say (`names`), else what it spells, else empty."""
    return names.get(name) or known_tag(name)


def check_names(names: Mapping[str, str]) -> None:
    """Raises UsageError where `[locale-names]` gives something that is no BCP 47 tag."""
    for name, tag in names.items():
        if not _TAG.fullmatch(tag):
            raise UsageError(f"[locale-names] `{name}`: {tag!r} is no locale such as zh-CN")


def is_tag(text: str) -> bool:
    """Is it formed like a BCP 47 tag of a language, with or without more?"""
    return _TAG.fullmatch(text) is not None


def language(tag: str) -> str:
    """The language of a tag, in lower case."""
    return tag.partition("-")[0].lower()


def is_same_language_folder(tag: str, source: str) -> bool:
    """Is a folder with this tag the source's own (`en-US`, or just `en`), and no translation into a variety?"""
    return tag.lower() == source.lower() or tag.lower() == language(source)


def _current(code: str) -> str:
    from babel.core import get_global

    aliases: Mapping[str, str] = get_global("language_aliases")
    return aliases.get(code, code)


def _kind(part: str) -> str:
    from babel import Locale

    english = Locale("en")
    if len(part) == 4 and part.title() in english.scripts:
        return "script"
    if len(part) in (2, 3) and part.upper() in english.territories:
        return "territory"
    return "variant" if 5 <= len(part) <= 8 and part.isalnum() else ""
