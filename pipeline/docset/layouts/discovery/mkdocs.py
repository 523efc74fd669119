"""MkDocs: `mkdocs.yml` with mkdocs-static-i18n, or one `mkdocs.yml` in the folder of each locale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.docset.layouts.discovery.checkout import Checkout
from pipeline.docset.layouts.discovery.proposal import Pair, Proposal, detector, folder_of, joined
from pipeline.docset.layouts.discovery.reading import get, read_yaml
from pipeline.docset.layouts.locale_names import known_tag

_CONFIG = ("mkdocs.yml", "mkdocs.yaml")


@detector
class MkDocs:
    """Suffixes, folders, or a site for each locale."""

    tool = "MkDocs"

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """A proposal for each `mkdocs.yml` that speaks of several languages."""
        seen = set()
        for config in checkout.named(*_CONFIG):
            said = read_yaml(checkout.text(config) or "")
            said = said if isinstance(said, dict) else {}
            folder = folder_of(config)
            docs = said.get("docs_dir")
            docs = docs if isinstance(docs, str) else "docs"
            around, _, name = folder.rpartition("/")
            if known_tag(name) and around not in seen:
                seen.add(around)
                yield from self._sites(checkout, around, docs)
            elif (plugin := _plugin(said)) is not None:
                yield from self._plugin(checkout, config, joined(folder, docs), plugin)

    def _sites(self, checkout: Checkout, around: str, docs: str) -> Iterator[Proposal]:
        names = {
            file.split("/")[around.count("/") + bool(around)]
            for file in checkout.named(*_CONFIG)
            if folder_of(folder_of(file)) == around
        }
        source = _source(names)
        if source and (checkout.pages((".md",), joined(around, source, docs))):
            pair = Pair(
                joined(around, source, docs, "{path}"), joined(around, "{locale}", docs, "{path}")
            )
            evidence = joined(around, source, "mkdocs.yml")
            yield Proposal(self.tool, evidence, (pair,), source_locale=known_tag(source))

    def _plugin(
        self, checkout: Checkout, config: str, docs: str, plugin: Any
    ) -> Iterator[Proposal]:
        languages, default = _languages(plugin)
        locales = tuple(name for name in languages if name != default)
        if str(get(plugin, "docs_structure") or "suffix") == "folder":
            pair = Pair(f"{docs}/{default}/{{path}}", f"{docs}/{{locale}}/{{path}}")
        else:
            ending = f".{default}.md"
            files = checkout.pages((ending,), docs)
            plain = [file for file in files if f"{file.removesuffix(ending)}.md" in checkout.files]
            middle = f".{default}" if len(files) > len(plain) * 2 else ""
            pair = Pair(f"{docs}/{{stem}}{middle}.md", f"{docs}/{{stem}}.{{locale}}.md")
        yield Proposal(
            f"{self.tool} (static-i18n)",
            config,
            (pair,),
            locales,
            source_locale=known_tag(default) or default,
        )


def _plugin(said: dict[str, Any]) -> Any:
    """The options of mkdocs-static-i18n; None where it is not used."""
    plugins = said.get("plugins")
    if isinstance(plugins, dict):
        return plugins.get("i18n") if "i18n" in plugins else None
    for plugin in plugins if isinstance(plugins, list) else ():
        if plugin == "i18n":
            return {}
        if isinstance(plugin, dict) and "i18n" in plugin:
            return plugin["i18n"] or {}
    return None


def _languages(plugin: Any) -> tuple[list[str], str]:
    """The locales of the plugin's options (its present form and the former one), and the default."""
    said = get(plugin, "languages")
    default = get(plugin, "default_language")
    names: list[str] = []
    if isinstance(said, dict):
        names = [str(name) for name in said if name != "default"]
    for one in said if isinstance(said, list) else ():
        name = get(one, "locale")
        if isinstance(name, str) and get(one, "build") is not False and name != "null":
            names.append(name)
            default = name if get(one, "default") is True else default
    return names, default if isinstance(default, str) else "en"


def _source(names: set[str]) -> str:
    """The folder of the sources among those of locales."""
    english = [name for name in sorted(names) if known_tag(name).partition("-")[0] == "en"]
    return english[0] if english else ""
