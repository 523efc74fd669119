"""How a locale's text runs, and what people call the locale."""

from __future__ import annotations

from functools import cache

from babel.core import Locale, UnknownLocaleError


@cache
def direction(locale: str) -> str:
    """`rtl` where the locale is written from right to left, else `ltr`."""
    known = _locale(locale)
    return "rtl" if known is not None and known.character_order == "right-to-left" else "ltr"


@cache
def name(locale: str) -> str:
    """The locale in English: `Dutch (Netherlands)`; its own code where it is not known."""
    known = _locale(locale)
    return (known.get_display_name("en") or locale) if known is not None else locale


def _locale(locale: str) -> Locale | None:
    try:
        return Locale.parse(locale, sep="-") if locale else None
    except (UnknownLocaleError, ValueError):
        return None
