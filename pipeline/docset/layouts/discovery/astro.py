"""Astro with Starlight: `astro.config.*`, whose locales may be at the root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.docset.layouts.discovery import javascript
from pipeline.docset.layouts.discovery.checkout import Checkout
from pipeline.docset.layouts.discovery.proposal import (
    MDX,
    Pair,
    Proposal,
    detector,
    folder_of,
    joined,
)
from pipeline.docset.layouts.locale_names import known_tag

_CONFIG = tuple(f"astro.config.{ending}" for ending in ("mjs", "ts", "js", "mts", "cjs"))
_CONTENT = "src/content/docs"
ROOT = "root"
"""What Starlight calls a locale whose pages stand in no folder of their own."""


@detector
class Starlight:
    """The `locales` of Starlight, or of Astro's own `i18n`."""

    tool = "Astro Starlight"

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """A proposal for each site of the checkout."""
        for config in checkout.named(*_CONFIG):
            text = checkout.text(config) or ""
            content = joined(folder_of(config), _CONTENT)
            if not checkout.pages(MDX, content):
                continue
            locales = _locales(text) or _folders(checkout, content)
            default = next(
                (one for one in javascript.values(text, "defaultLocale") if isinstance(one, str)),
                ROOT if ROOT in locales else "",
            )
            default = default or ("en" if "en" in locales else ROOT)
            tag = locales.get(default) or ("en" if default == ROOT else default)
            folder = (
                content if default == ROOT or default not in locales else f"{content}/{default}"
            )
            names = {
                name: known_tag(said)
                for name, said in locales.items()
                if name != ROOT and known_tag(said) and known_tag(said) != known_tag(name)
            }
            yield Proposal(
                self.tool,
                config,
                (Pair(f"{folder}/{{path}}", f"{content}/{{locale}}/{{path}}"),),
                tuple(name for name in locales if name not in (default, ROOT)),
                names,
                known_tag(tag) or tag,
                MDX,
            )


def _locales(text: str) -> dict[str, str]:
    """The folders of locales with the language of each."""
    found: dict[str, str] = {}
    for said in javascript.values(text, "locales"):
        if isinstance(said, dict):
            for name, one in said.items():
                found[name] = _language(one) or ("en" if name == ROOT else name)
        elif isinstance(said, list):
            for one in said:
                if isinstance(one, str):
                    found[one] = one
                elif isinstance(one, dict) and isinstance(one.get("path"), str):
                    found[one["path"]] = one["path"]
        if found:
            return found
    return found


def _language(said: Any) -> str:
    lang = said.get("lang") if isinstance(said, dict) else None
    return lang if isinstance(lang, str) else ""


def _folders(checkout: Checkout, content: str) -> dict[str, str]:
    """The folders that are called as locales are, where the settings take them from another file."""
    start = f"{content}/"
    names = {
        file.removeprefix(start).split("/")[0]
        for file in checkout.files
        if file.startswith(start) and "/" in file.removeprefix(start)
    }
    return {name: name for name in sorted(names) if known_tag(name)}
