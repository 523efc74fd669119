"""Docusaurus: `docusaurus.config.*`, and the folders below `i18n`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
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

_CONFIG = tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs", "mts"))
_DOCS, _BLOG, _PAGES = (f"docusaurus-plugin-content-{kind}" for kind in ("docs", "blog", "pages"))


@detector
class Docusaurus:
    """Docs with their versions, blogs and Markdown pages, for each instance of a plugin."""

    tool = "Docusaurus"

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """A proposal for each site of the checkout."""
        configs = checkout.named(*_CONFIG)
        for config in configs:
            yield from self._site(checkout, config, checkout.text(config) or "")
        if not configs and any(f"/{_DOCS}/" in f"/{file}" for file in checkout.files):
            yield from self._site(checkout, "i18n", "")

    def _site(self, checkout: Checkout, config: str, text: str) -> Iterator[Proposal]:
        site = folder_of(config) if text else _site_around(checkout)
        i18n = next((one for one in javascript.values(text, "i18n") if isinstance(one, dict)), {})
        default = _text(i18n.get("defaultLocale"), "en")
        below = joined(site, _text(i18n.get("path"), "i18n"))
        pairs = tuple(
            chain(_docs(checkout, text, site, below), _others(checkout, text, site, below))
        )
        if not pairs:
            return
        names = _names(i18n)
        listed = i18n.get("locales")
        listed = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
        paths = {tag: name for name, tag in names.items()}
        locales = tuple(paths.get(one, one) for one in listed if one != default)
        yield Proposal(self.tool, config, pairs, locales, names, known_tag(default) or default, MDX)


def _docs(checkout: Checkout, text: str, site: str, below: str) -> Iterator[Pair]:
    """The docs of the preset, and of each further instance of the plugin."""
    preset = _preset(text, "docs")
    instances: list[Mapping[str, Any]] = [] if preset is False else [preset or {}]
    for name in ("@docusaurus/plugin-content-docs", "content-docs"):
        instances += [one for one in javascript.arguments(text, name) if isinstance(one, dict)]
    for instance in instances:
        name = _text(instance.get("id"), "")
        folder = joined(site, _text(instance.get("path"), "docs"))
        plugin = f"{below}/{{locale}}/{_DOCS}{f'-{name}' if name else ''}"
        if checkout.pages(MDX, folder):
            yield Pair(f"{folder}/{{path}}", f"{plugin}/current/{{path}}")
        versioned = joined(site, f"{name}_versioned_docs" if name else "versioned_docs")
        if checkout.pages(MDX, versioned):
            yield Pair(
                f"{versioned}/version-{{version}}/{{path}}",
                f"{plugin}/version-{{version}}/{{path}}",
            )


def _others(checkout: Checkout, text: str, site: str, below: str) -> Iterator[Pair]:
    """Blog and pages, where a locale has some."""
    for kind, plugin, folder in (("blog", _BLOG, "blog"), ("pages", _PAGES, "src/pages")):
        preset = _preset(text, kind)
        if preset is False:
            continue
        source = joined(site, _text((preset or {}).get("path"), folder))
        start = f"{below}/"
        is_there = any(file.startswith(start) and f"/{plugin}/" in file for file in checkout.files)
        if is_there and checkout.pages(MDX, source):
            yield Pair(f"{source}/{{path}}", f"{below}/{{locale}}/{plugin}/{{path}}")


def _preset(text: str, kind: str) -> Any:
    """The options of a plugin in the preset: a mapping, False where it is off, None where nothing is said."""
    found = [one for one in javascript.values(text, kind) if isinstance(one, dict) or one is False]
    return found[0] if found else None


def _names(i18n: Mapping[str, Any]) -> dict[str, str]:
    """Folders that are not called as their locale is."""
    configs = i18n.get("localeConfigs")
    found = {}
    for tag, said in configs.items() if isinstance(configs, dict) else ():
        path = said.get("path") if isinstance(said, dict) else None
        if isinstance(path, str) and path != tag and known_tag(tag):
            found[path] = known_tag(tag)
    return found


def _site_around(checkout: Checkout) -> str:
    """The folder that `i18n` stands in, where there are no settings."""
    for file in sorted(checkout.files):
        before, plugin, _ = f"/{file}".partition(f"/{_DOCS}/")
        if plugin:
            return joined(before, "../..")
    return ""


def _text(value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) and value else otherwise
