"""The pages of a docset whose settings have layouts, as they stand on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.docset.layouts.layout import Layout, from_settings
from pipeline.docset.layouts.locale_names import check_names, is_tag, tag_of
from pipeline.docset.layouts.parse import layouts_of
from pipeline.docset.layouts.paths import InLayout, LayoutPaths, below, joined
from pipeline.docset.layouts.survey import Survey, survey
from pipeline.docset.layouts.template import PAGE_SUFFIXES, Template
from pipeline.errors import UsageError
from pipeline.files.folders import walk
from pipeline.files.remote import Remote, is_url, located
from pipeline.settings import Settings

_MDX = ".mdx"
_NOBODYS = "node_modules"


@dataclass(frozen=True)
class Listing:
    """What the layouts find: sources relative to `source_base`, and each locale's pages relative to its `base`.

    `refused` are names at the place of a locale that are none here, with the reason; `suffixes` are those of pages.
    """

    source_base: str
    sources: tuple[str, ...]
    paths: Mapping[str, LayoutPaths]
    localized: Mapping[str, tuple[str, ...]]
    refused: Mapping[str, str]
    suffixes: tuple[str, ...]


def layouts_in(
    settings: Settings, suffixes: tuple[str, ...] = (*PAGE_SUFFIXES, _MDX)
) -> tuple[Layout, ...]:
    """The layouts of the settings; none where `source` and `content` are plain folders of locales.

    `suffixes` are those of pages.

    Raises UsageError, with the settings file, where they cannot work.
    """
    try:
        check_names(settings.locale_names)
        if settings.layouts:
            return layouts_of(settings.layouts, suffixes)
        names = (settings.source, settings.content)
        if not settings.locale_names and all(map(_is_folder, names)):
            return ()
        return (from_settings(*names, suffixes=suffixes),)
    except UsageError as error:
        raise UsageError(error.message, path=str(settings.file or "")) from None


def list_pages(
    settings: Settings,
    layouts: Sequence[Layout],
    asked: Sequence[str],
    other_case: set[str],
    links: set[str],
) -> Listing:
    """List the pages of the layouts. `asked` are the locales to work on (tags, or names in paths); empty: all.

    Files that are no pages because of their suffix's case go to `other_case`, links that are not followed to `links`.
    Raises UsageError where a layout has no
    page, or an asked locale cannot be one.
    """
    _check_folders(settings, layouts)
    files = sorted(set(_files(settings, layouts, other_case, links)))
    found = _surveyed(settings, layouts, files, asked)
    _check_found(settings, found)
    source_base = _common(settings, [layout.source.folder for layout in layouts])
    paths = {
        tag: _paths(settings, found, tag, source_base) for tag in _tags(settings, found, asked)
    }
    return Listing(
        source_base,
        tuple(sorted({below(file, source_base) for file in found.sources.values()})),
        paths,
        {
            tag: tuple(
                sorted(below(file, one.base) for file in found.localized.get(tag, {}).values())
            )
            for tag, one in paths.items()
        },
        found.refused,
        layouts[0].source.suffixes,
    )


def _surveyed(
    settings: Settings, layouts: Sequence[Layout], files: Sequence[str], asked: Sequence[str]
) -> Survey:
    """What there is in all locales, for what is in one that is not asked for is no source; and in those asked for."""
    find = partial(
        survey,
        layouts,
        files,
        names=settings.locale_names,
        source_locale=settings.source_locale,
    )
    found = find()
    tags = {tag_of(name, settings.locale_names) or name for name in asked}
    return find(locales=(*found.localized, *asked)) if tags - found.localized.keys() else found


def _is_folder(name: str) -> bool:
    """Is a setting the name of a folder (or its URL), and no template of pages?"""
    plain = name.replace("{locale}", "")
    return is_url(name) or not (set(plain) & set("{}*?") or plain.endswith((*PAGE_SUFFIXES, _MDX)))


def _templates(layouts: Sequence[Layout]) -> Iterator[Template]:
    for layout in layouts:
        yield layout.source
        yield layout.target


def _check_folders(settings: Settings, layouts: Sequence[Layout]) -> None:
    """Raises UsageError where a layout's folder is a URL, or its sources' folder is not there."""
    for number, layout in enumerate(layouts, 1):
        for template in (layout.source, layout.target):
            if isinstance(located(template.folder or ".", settings.root), Remote):
                raise _error(
                    settings, number, f"{template.folder} is a URL; layouts are of folders on disk"
                )
        place = located(layout.source.folder or ".", settings.root)
        if not place.is_dir():
            away = layout.source.folder.startswith(("..", "/"))
            what = (
                "the other folder or repository with the sources"
                if away
                else "the folder of the sources"
            )
            raise _error(settings, number, f"{what} is not there: {place}")


def _check_found(settings: Settings, found: Survey) -> None:
    """Raises UsageError where a layout has neither a source nor a translation."""
    there = {page.layout for page in found.sources}
    there |= {page.layout for pages in found.localized.values() for page in pages}
    for index, layout in enumerate(found.layouts):
        if index not in there:
            what = f"no pages: no file fits `{layout.source.text}` or `{layout.target.text}`"
            raise _error(settings, index + 1, what)


def _error(settings: Settings, number: int, message: str) -> UsageError:
    which = f"[[layouts]] {number}" if settings.layouts else "`source` and `content`"
    return UsageError(f"{which}: {message}", path=str(settings.file or ""))


def _files(
    settings: Settings, layouts: Sequence[Layout], other_case: set[str], links: set[str]
) -> Iterator[str]:
    """The files in the layouts' folders, as the templates write them, without what locpipe has made itself."""
    folders = sorted({template.folder for template in _templates(layouts)})
    suffixes = {suffix for template in _templates(layouts) for suffix in template.suffixes}
    made = _made(settings, folders)
    for folder in folders:
        place = located(folder or ".", settings.root)
        if not place.is_dir():
            continue
        for suffix in suffixes:
            met: set[str] = set()
            left: set[str] = set()
            for path in walk(place, place, suffix, met, left):
                file = joined(folder, path)
                if not _absolute(settings, file).startswith(made) and _NOBODYS not in path.split(
                    "/"
                ):
                    yield file
            other_case.update(str(place / path) for path in met)
            links.update(str(place / path) for path in left if _NOBODYS not in path.split("/"))


def _made(settings: Settings, folders: Sequence[str]) -> tuple[str, ...]:
    """How the paths of PO files and built pages begin, where that is no folder of pages itself."""
    found = []
    for pattern in (settings.po, settings.out):
        if is_url(pattern):
            continue
        before, hole, _ = pattern.partition("{locale}")
        inside = not hole or before.endswith("/") or not before
        begin = _absolute(settings, before or ".") + ("/" if inside else "")
        if not any(
            _absolute(settings, f"{folder or '.'}/x").startswith(begin) for folder in folders
        ):
            found.append(begin)
    return tuple(found)


def _absolute(settings: Settings, path: str) -> str:
    return os.path.normpath((settings.root / path).absolute()).replace(os.sep, "/")


def _tags(settings: Settings, found: Survey, asked: Sequence[str]) -> list[str]:
    """The locales to work on: those that have pages, those of one layout each, and those that are asked for."""
    if not asked:
        fixed = {layout.locale for layout in found.layouts if layout.locale}
        return sorted(found.localized.keys() | fixed)
    tags = []
    for name in asked:
        tag = tag_of(name, settings.locale_names) or (name if is_tag(name) else "")
        can_be = any(layout.locale in ("", tag) for layout in found.layouts)
        is_known = tag in found.localized or tag_of(name, settings.locale_names)
        if not tag or not is_known or not can_be:
            reason = found.refused.get(name, "no file of a layout is in this locale")
            raise UsageError(f"no pages for locale {name}: {reason}")
        tags.append(tag)
    return list(dict.fromkeys(tags))


def _paths(settings: Settings, found: Survey, tag: str, source_base: str) -> LayoutPaths:
    """How the paths of a locale's pages belong together."""
    given = {said: name for name, said in settings.locale_names.items()}
    known = {said: name for (_, said), name in found.names.items()}
    ones = []
    for index, layout in enumerate(found.layouts):
        if layout.locale not in ("", tag):
            continue
        name = layout.locale or found.names.get((index, tag)) or given.get(tag) or known.get(tag)
        pages = found.localized.get(tag, {})
        versions = {page.key.version for page in pages if page.layout == index}
        ones.append(InLayout(layout, name or tag, tuple(sorted(versions - {""}))))
    base = _common(settings, [_folder(one.layout.target, one.name) for one in ones])
    return LayoutPaths(tuple(ones), base, source_base)


def _folder(template: Template, name: str) -> str:
    """The folder that all pages of a locale stand below."""
    lead = ""
    for part in template.parts:
        if part.startswith("{") and part != "{locale}":
            break
        lead += name if part == "{locale}" else part
    return lead.rpartition("/")[0]


def _common(settings: Settings, folders: Sequence[str]) -> str:
    """The folder that folders stand below; empty for where templates begin. Raises UsageError where there is none."""
    split = [folder.split("/") if folder else [] for folder in folders]
    shared = []
    for steps in zip(*split, strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    apart = any(".." in steps[len(shared) :] or steps[:1] == [""] for steps in split)
    if apart and not any(shared) and len(set(folders)) > 1:
        where = " and ".join(sorted(set(folders)))
        message = f"[[layouts]]: sources must stand below one folder, not in {where}"
        raise UsageError(message, path=str(settings.file or ""))
    return "/".join(shared)
