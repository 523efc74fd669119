"""What a docset's layouts find in a listing of files: sources, localized pages, and which belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.docset.layouts.layout import Layout, PageKey
from pipeline.docset.layouts.locale_names import is_same_language_folder, is_tag, tag_of
from pipeline.errors import UsageError

FEWEST_SHARED = 0.2
"""The share of a guessed locale's pages that have a source; with less, the folder is no locale."""


class DocsetPage(NamedTuple):
    """A page of a docset: the layout's index, and the page in it."""

    layout: int
    key: PageKey


@dataclass(slots=True)
class _Counts:
    """How many files a name that may be a locale has, how many of them have a source, and in which layouts."""

    pages: int = 0
    shared: int = 0
    layouts: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found. Files are paths as they were listed.

    `localized` is by locale (BCP 47); `names` says what the paths of a layout (by its index) call a locale. `refused`
    are names at the place of a locale that were taken for none, with the reason; `others` are files that are no page.
    """

    layouts: tuple[Layout, ...]
    sources: Mapping[DocsetPage, str]
    localized: Mapping[str, Mapping[DocsetPage, str]]
    names: Mapping[tuple[int, str], str]
    refused: Mapping[str, str]
    others: tuple[str, ...]

    def pairs(self, locale: str) -> Iterator[tuple[DocsetPage, str | None, str]]:
        """Each localized page with the file of its source (None where it has none) and its own, sorted by its own."""
        for page, file in sorted(self.localized[locale].items(), key=lambda item: item[1]):
            yield page, self.sources.get(self._source(page)), file

    def untranslated(self, locale: str) -> Iterator[tuple[DocsetPage, str]]:
        """The pages that the source has and a locale lacks, with the file of the source, sorted."""
        there = {self._source(page) for page in self.localized.get(locale, {})}
        for page, file in sorted(self.sources.items(), key=lambda item: item[1]):
            layout = self.layouts[page.layout]
            if page not in there and layout.locale in ("", locale):
                yield page, file

    def _source(self, page: DocsetPage) -> DocsetPage:
        """The page as its source is called: without the version that only translations have."""
        if "version" in self.layouts[page.layout].source.holes:
            return page
        return DocsetPage(page.layout, PageKey(page.key.path))


@dataclass(slots=True)
class _Match:
    """A file and what the layouts make of its path: a source of these pages, a translation of that one."""

    file: str
    pages: list[DocsetPage] = field(default_factory=list)
    target: DocsetPage | None = None
    name: str = ""


@dataclass(slots=True)
class _Names:
    """The names at the places of locales: which are locales, and why the others are none."""

    tags: dict[str, str] = field(default_factory=dict)
    places: dict[tuple[int, str], str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def survey(
    layouts: Sequence[Layout],
    files: Iterable[str],
    *,
    names: Mapping[str, str] | None = None,
    locales: Sequence[str] = (),
    source_locale: str = "en-US",
) -> Survey:
    """Sort `files` (paths with `/`, from where the templates begin) into sources, localized pages and others.

    `names` maps the locales' names in paths to BCP 47; those that it does not have must be known to Babel and share
    pages with the source. `locales` (tags or names) are taken for locales in any case, and no others are. Raises
    UsageError where two names stand for one locale.
    """
    matches = [_match(layouts, file) for file in files]
    sources = {one.file for one in matches if one.pages}
    found = _accepted(layouts, matches, sources, names or {}, tuple(locales), source_locale)
    pages: dict[DocsetPage, str] = {}
    localized: dict[str, dict[DocsetPage, str]] = {}
    others = []
    for one in matches:
        tag = found.tags.get(one.name, "") if one.target else ""
        if one.target and tag:
            localized.setdefault(tag, {})[one.target] = one.file
        elif one.pages:
            pages.update(dict.fromkeys(one.pages, one.file))
        else:
            others.append(one.file)
    return Survey(
        tuple(layouts),
        pages,
        dict(sorted(localized.items())),
        found.places,
        found.refused,
        tuple(others),
    )


def _match(layouts: Sequence[Layout], file: str) -> _Match:
    """What a file is; layouts do not overlap, but two may have the same sources."""
    match = _Match(file)
    for index, layout in enumerate(layouts):
        source, target = layout.source_of(file), layout.target_of(file)
        if layout.is_source(source, target):
            target = None
        if source:
            match.pages.append(DocsetPage(index, source))
        if target and match.target is None:
            match.target, match.name = DocsetPage(index, target[0]), target[1]
    return match


def _accepted(
    layouts: Sequence[Layout],
    matches: Sequence[_Match],
    sources: set[str],
    names: Mapping[str, str],
    asked: tuple[str, ...],
    source_locale: str,
) -> _Names:
    fixed = {layout.locale for layout in layouts if layout.locale}
    found = _Names()
    for name, counts in _counts(layouts, matches, sources).items():
        tag = tag_of(name, names) or (name if name in fixed or name in asked else "")
        given = name in fixed or name in names
        reason = ""
        if asked and tag not in asked and name not in asked:
            reason = "was not asked for"
        elif not tag or not is_tag(tag):
            reason = "no locale that is known; [locale-names] can say which one it is"
        elif not given and name not in asked and is_same_language_folder(tag, source_locale):
            reason = f"the language of the sources ({source_locale})"
        elif not given and not asked and sources and counts.shared < FEWEST_SHARED * counts.pages:
            reason = f"pages with a source: {counts.shared:,} of {counts.pages:,}"
        if reason:
            found.refused[name] = reason
            continue
        found.tags[name] = tag
        for layout in counts.layouts:
            other = found.places.setdefault((layout, tag), name)
            if other != name:
                raise UsageError(f"`{other}` and `{name}` both stand for {tag}; one name a locale")
    return found


def _counts(
    layouts: Sequence[Layout], matches: Sequence[_Match], sources: set[str]
) -> dict[str, _Counts]:
    """The names at the places of locales, with how many pages each has and shares, sorted."""
    counted: dict[str, _Counts] = {}
    for one in matches:
        if one.target is not None:
            counts = counted.setdefault(one.name, _Counts())
            source = layouts[one.target.layout].source_file(one.target.key)
            counts.pages += 1
            counts.shared += source != one.file and source in sources
            counts.layouts.add(one.target.layout)
    return dict(sorted(counted.items()))
