"""Hugo: languages with a folder of content each, or a suffix in the names of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.docset.layouts.discovery.checkout import Checkout
from pipeline.docset.layouts.discovery.proposal import Pair, Proposal, detector, folder_of, joined
from pipeline.docset.layouts.discovery.reading import get, read
from pipeline.docset.layouts.locale_names import known_tag

_ENDINGS = ("toml", "yaml", "yml", "json")
_CONFIG = tuple(f"{name}.{ending}" for name in ("hugo", "config") for ending in _ENDINGS)
_LANGUAGES = tuple(f"languages.{ending}" for ending in _ENDINGS)


@detector
class Hugo:
    """`hugo.toml`, `config.toml` and the like, also below `config/_default`."""

    tool = "Hugo"

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """A proposal for each site of the checkout that has more than one language."""
        for config in checkout.named(*_CONFIG):
            said = read(config, checkout.text(config) or "")
            folder = folder_of(config)
            languages = get(said, "languages") or _apart(checkout, folder)
            if isinstance(languages, dict):
                site = folder.removesuffix("config/_default").rstrip("/")
                yield from self._site(checkout, config, site, said, languages)

    def _site(
        self, checkout: Checkout, config: str, site: str, said: Any, languages: Mapping[str, Any]
    ) -> Iterator[Proposal]:
        default = get(said, "defaultContentLanguage")
        default = default if isinstance(default, str) else "en"
        content = get(said, "contentDir")
        content = joined(site, content if isinstance(content, str) else "content")
        used = [name for name, one in languages.items() if get(one, "disabled") is not True]
        folders = {name: _folder(site, name, languages[name], said) for name in used}
        names = _names(languages)
        if any(folders.values()):
            pairs = _folder_pairs(folders, default, content)
        else:
            ending = f".{default}.md"
            with_suffix = len(checkout.pages((ending,), content)) * 2
            middle = f".{default}" if with_suffix > len(_plain(checkout, content, used)) else ""
            pairs = (Pair(f"{content}/{{stem}}{middle}.md", f"{content}/{{stem}}.{{locale}}.md"),)
        if pairs and len(used) > 1:
            locales = tuple(name for name in used if name != default)
            source = names.get(default) or known_tag(default) or default
            yield Proposal(self.tool, config, pairs, locales, names, source)


def _apart(checkout: Checkout, folder: str) -> Any:
    """The languages that a file of their own names."""
    for name in _LANGUAGES:
        text = checkout.text(joined(folder, name))
        if text is not None and isinstance(said := read(name, text), dict):
            return said
    return None


def _folder(site: str, name: str, language: Any, said: Any) -> str:
    """The folder of a language's content, empty where none is named."""
    folder = get(language, "contentDir")
    if isinstance(folder, str):
        return joined(site, folder)
    mounts = get(said, "module", "mounts")
    for mount in mounts if isinstance(mounts, list) else ():
        lang = get(mount, "lang") or get(mount, "sites", "matrix", "languages")
        source, target = get(mount, "source"), get(mount, "target")
        if lang in (name, [name]) and isinstance(source, str) and target == "content":
            return joined(site, source)
    return ""


def _folder_pairs(folders: Mapping[str, str], default: str, content: str) -> tuple[Pair, ...]:
    """One pair where the folders differ in the language's name alone, else one for each language."""
    source = folders.get(default) or content
    others = {name: folder for name, folder in folders.items() if name != default and folder}
    patterns = {_pattern(folder, name) for name, folder in others.items()}
    if len(patterns) == 1 and (pattern := patterns.pop()):
        return (Pair(f"{source}/{{path}}", f"{pattern}/{{path}}"),)
    return tuple(
        Pair(f"{source}/{{path}}", f"{folder}/{{path}}", known_tag(name) or name)
        for name, folder in others.items()
    )


def _pattern(folder: str, name: str) -> str:
    steps = folder.split("/")
    if steps.count(name) != 1:
        return ""
    return "/".join("{locale}" if step == name else step for step in steps)


def _names(languages: Mapping[str, Any]) -> dict[str, str]:
    """Keys that are no tags, with what their language code says."""
    found = {}
    for name, language in languages.items():
        code = get(language, "languageCode") or get(language, "locale")
        if not known_tag(name) and isinstance(code, str) and known_tag(code):
            found[name] = known_tag(code)
    return found


def _plain(checkout: Checkout, content: str, languages: list[str]) -> list[str]:
    """The pages without a language in their name."""
    endings = tuple(f".{name}.md" for name in languages)
    return [file for file in checkout.pages((".md",), content) if not file.endswith(endings)]
