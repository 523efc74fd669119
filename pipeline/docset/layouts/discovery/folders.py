"""No settings to read: the names of folders and files that are those of locales, and share paths with others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.docset.layouts.discovery.checkout import Checkout
from pipeline.docset.layouts.discovery.proposal import MDX, Pair, Proposal, detector, joined
from pipeline.docset.layouts.locale_names import known_tag, language

_DOCS = "docs"
_LIKE = 0.5
_FEWEST = 0.2
_MOST = 0.8


@dataclass
class _Place:
    """A folder in which folders of locales stand: the pages of each, and the others, as paths below it."""

    locales: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    others: set[str] = field(default_factory=set)


@detector
class Folders:
    """`docs/en-us` beside `docs/nl`, `docs/nl` inside `docs`, `docs/en/docs` beside `docs/nl/docs`."""

    tool = "folders of locales"

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """One proposal: the folder in which most pages pair up, and those that are like it."""
        found = []
        places = _places(checkout)
        for folder, place in places.items():
            for source in _sources(place):
                pages = place.locales[source] if source else place.others
                locales = {
                    name: len(others & pages)
                    for name, others in place.locales.items()
                    if name != source and len(others & pages) >= max(1, _FEWEST * len(others))
                }
                if locales:
                    found.append((sum(locales.values()), folder, source, frozenset(locales)))
        if not found:
            return
        found.sort(key=lambda one: (-one[0], one[1], one[2]))
        best = found[0]
        chosen: list[tuple[int, str, str, frozenset[str]]] = []
        for one in found:
            same_source = known_tag(one[2]) == known_tag(best[2])
            like = len(one[3] & best[3]) >= _LIKE * len(one[3] | best[3])
            if same_source and like and not any(_nested(one[1], other[1]) for other in chosen):
                chosen.append(one)
        pairs = tuple(_pair(folder, source, places[folder]) for _, folder, source, _ in chosen)
        tag = known_tag(best[2]) or "en-US"
        is_guess = language(tag) != "en"
        yield Proposal(
            self.tool,
            best[1] or ".",
            pairs,
            source_locale=tag,
            suffixes=_suffixes(checkout),
            notes=(f"nothing says which pages are the sources; {best[2]} has most",) * is_guess,
            is_guess=is_guess,
        )


@detector
class Suffixes:
    """`page.nl.md` beside `page.md`, or beside `page.en.md`."""

    tool = "locales in the names of files"

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """One proposal where a file with a locale in its name stands beside one without, or with the source's."""
        counts: Counter[str] = Counter()
        paired = []
        pages = checkout.pages(MDX)
        for page in pages:
            stem, _, ending = page.rpartition(".")
            stem, dot, name = stem.rpartition(".")
            if not dot or "/" in name or not known_tag(name):
                continue
            if (
                language(known_tag(name)) != "en"
                and (
                    middle := next(
                        (
                            one
                            for one in ("", ".en", ".en-US", ".en-us")
                            if f"{stem}{one}.{ending}" in checkout.files
                        ),
                        None,
                    )
                )
                is not None
            ):
                counts[middle] += 1
                paired.append(page)
        if not paired:
            return
        folder = _common_folder(paired)
        middle = counts.most_common(1)[0][0]
        pair = Pair(joined(folder, f"{{stem}}{middle}.md"), joined(folder, "{stem}.{locale}.md"))
        tag = known_tag(middle.lstrip(".")) or "en-US"
        yield Proposal(
            self.tool, folder or ".", (pair,), source_locale=tag, suffixes=_suffixes(checkout)
        )


def _places(checkout: Checkout) -> Mapping[str, _Place]:
    """The folders in which a folder of a locale stands."""
    pages = [page.split("/") for page in checkout.pages(MDX)]
    found: dict[str, _Place] = defaultdict(_Place)
    for steps in pages:
        for at, step in enumerate(steps[:-1]):
            if known_tag(step):
                found["/".join(steps[:at])].locales[step].add("/".join(steps[at + 1 :]))
    for steps in pages:
        for at in range(len(steps)):
            folder = "/".join(steps[:at])
            if folder in found and not known_tag(steps[at]):
                found[folder].others.add("/".join(steps[at:]))
    return dict(found)


def _sources(place: _Place) -> Iterator[str]:
    """What the sources may be, the likeliest first: English, the pages beside the locales' folders, the largest."""
    english = [name for name in place.locales if language(known_tag(name)) == "en"]
    english.sort(key=lambda name: (-len(place.locales[name]), name))
    if english:
        yield english[0]
        return
    shared = sum(len(pages & place.others) for pages in place.locales.values())
    if shared:
        yield ""
    elif len(place.locales) > 1:
        yield max(sorted(place.locales), key=lambda name: len(place.locales[name]))


def _pair(folder: str, source: str, place: _Place) -> Pair:
    if not source:
        return Pair(joined(folder, "{path}"), joined(folder, "{locale}/{path}"))
    inner = _inner(place, source)
    return Pair(
        joined(folder, source, inner, "{path}"), joined(folder, "{locale}", inner, "{path}")
    )


def _inner(place: _Place, source: str) -> str:
    """The folder inside that of each locale in which all source pages stand, as in `docs/de/docs`."""
    names = {page.split("/")[0] for page in place.locales[source]}
    if len(names) != 1 or any("/" not in page for page in place.locales[source]):
        return ""
    name = names.pop()
    shared = any(page.startswith(f"{name}/") for page in _others(place, source))
    return name if name == _DOCS and shared else ""


def _others(place: _Place, source: str) -> Iterator[str]:
    for locale, pages in place.locales.items():
        if locale != source:
            yield from pages


def _common_folder(pages: list[str]) -> str:
    """The folder that holds all of the pages, but for few that stand elsewhere (a README beside the docs)."""
    top, count = Counter(page.split("/")[0] for page in pages).most_common(1)[0]
    if count >= _MOST * len(pages):
        pages = [page for page in pages if page.split("/")[0] == top]
    common = pages[0].split("/")[:-1]
    for page in pages:
        steps = page.split("/")[:-1]
        while steps[: len(common)] != common:
            common.pop()
    return "/".join(common)


def _nested(one: str, other: str) -> bool:
    return (
        f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/") or "" in (one, other)
    )


def _suffixes(checkout: Checkout) -> tuple[str, ...]:
    return MDX if any(file.endswith(".mdx") for file in checkout.files) else MDX[:1]
