"""One repository a locale: docfx (`.openpublishing.publish.config.json`, `docfx.json`) and Experience League."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.docset.layouts.discovery.checkout import Checkout
from pipeline.docset.layouts.discovery.proposal import MARKDOWN, Pair, Proposal, detector, joined
from pipeline.docset.layouts.discovery.reading import get, read_json
from pipeline.docset.layouts.locale_names import known_tag, language

PUBLISHING = ".openpublishing.publish.config.json"
_SOURCES = (".en", ".en-US", ".en-us", "", "-en")


@detector
class Docfx:
    """The docsets of a repository whose publishing settings name a locale."""

    tool = "docfx"

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """One proposal for all docsets of a locale other than English; else the folders decide."""
        said = read_json(checkout.text(PUBLISHING) or "")
        docsets = get(said, "docsets_to_publish")
        docsets = (
            [one for one in docsets if isinstance(one, dict)] if isinstance(docsets, list) else []
        )
        stem, name = _split(checkout)
        source = _source(checkout, stem, "" if name else ".en-us")
        pairs = []
        for docset in docsets:
            locale = known_tag(_text(get(docset, "locale"))) or known_tag(name)
            if not locale or language(locale) == "en":
                continue
            folder = joined(_text(get(docset, "build_source_folder")), _content(checkout, docset))
            pairs.append(
                Pair(joined("..", source, folder, "{path}"), joined(folder, "{path}"), locale)
            )
        if pairs:
            unique = tuple(dict.fromkeys(pairs))
            notes = _notes(checkout, source)
            yield Proposal(self.tool, PUBLISHING, unique, beside=source, notes=notes)


@detector
class ExperienceLeague:
    """A repository such as `target.nl-NL` beside `target.en`, with its pages in `help`."""

    tool = "one repository a locale"

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """A proposal where the repository's name ends in a locale, and its source is there or its pages in `help`."""
        stem, name = _split(checkout)
        locale = known_tag(name)
        if not locale or language(locale) == "en":
            return
        source = _source(checkout, stem, ".en")
        other = checkout.beside(source)
        folder = _shared_folder(checkout, other)
        if other is None and not checkout.pages(MARKDOWN, "help"):
            return
        pair = Pair(joined("..", source, folder, "{path}"), joined(folder, "{path}"), locale)
        own, notes = checkout.root.absolute().name, _notes(checkout, source)
        yield Proposal(self.tool, own, (pair,), beside=source, notes=notes)


def _split(checkout: Checkout) -> tuple[str, str]:
    """The repository's name without its locale, and the locale as it is spelled; empty where it has none."""
    name = checkout.root.absolute().name
    for at, character in enumerate(name):
        if at and character in ".-" and known_tag(name[at + 1 :]):
            return name[:at], name[at + 1 :]
    return name, ""


def _source(checkout: Checkout, stem: str, usual: str) -> str:
    """The name of the source's repository: one that is there, else the one that ends as usual."""
    own = checkout.root.absolute().name
    for ending in _SOURCES:
        if stem + ending != own and checkout.beside(stem + ending) is not None:
            return stem + ending
    return stem + usual


def _content(checkout: Checkout, docset: Any) -> str:
    """The folder of the pages inside a docset, where `docfx.json` names just one."""
    folder = joined(_text(get(docset, "build_source_folder")), "docfx.json")
    content = get(read_json(checkout.text(folder) or ""), "build", "content")
    sources = (
        {_text(get(one, "src")) for one in content if isinstance(one, dict) and _has_pages(one)}
        if isinstance(content, list)
        else set()
    )
    only = sources.pop() if len(sources) == 1 else ""
    return "" if ".." in only.split("/") else only


def _has_pages(content: Any) -> bool:
    files = get(content, "files")
    names = files if isinstance(files, list) else [files]
    return any(isinstance(name, str) and name.endswith(".md") for name in names)


def _shared_folder(checkout: Checkout, other: Checkout | None) -> str:
    """The folder at the root that holds most of the pages (that both have); empty where several do."""
    pages = checkout.pages(MARKDOWN)
    if other is not None:
        pages = [page for page in pages if page in other.files] or pages
    counts = Counter(page.split("/")[0] if "/" in page else "" for page in pages)
    if not counts:
        return ""
    folder, most = counts.most_common(1)[0]
    return folder if most >= 0.8 * len(pages) else ""


def _notes(checkout: Checkout, source: str) -> tuple[str, ...]:
    if checkout.beside(source) is not None:
        return ()
    return (f"the source's repository is not there: clone it as ../{source}, or change `source`",)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
