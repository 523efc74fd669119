"""Folders of locales, where the setting `content` names them by `{locale}`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pipeline.docset.folder_locale import LOCALE
from pipeline.docset.layouts.locale_names import known_tag
from pipeline.errors import UsageError
from pipeline.files.folders import folders_in, leads_nowhere, real, stands_below
from pipeline.files.remote import AnyPath, Remote, located
from pipeline.settings import Settings


def around_locales(settings: Settings) -> tuple[AnyPath, str]:
    """The folder that the locales' folders are in, and how their names begin."""
    before = settings.content.partition("{locale}")[0]
    folder = located(before, settings.root)
    ends = not before or before[-1] in "/\\"
    return (folder, "") if ends else (folder.parent, folder.name)


def locale_folders(
    settings: Settings, source_root: AnyPath | None, asked: Collection[str]
) -> Iterator[tuple[str, AnyPath]]:
    """The locales that have a folder, and the roots of their pages, by name; `asked` need not be known locales.

    Raises UsageError where the root of a locale that is to be worked on, or of the sources, is a link that cannot be
    followed.
    """
    parent, prefix = around_locales(settings)
    after = settings.content.partition("{locale}")[2]
    if not parent.is_dir():
        return
    source = source_root.resolve() if source_root else None
    for name in folders_in(parent):
        locale = name.removeprefix(prefix)
        root = parent / f"{name}{after}"
        is_locale = name.startswith(prefix) and LOCALE.fullmatch(locale)
        if not is_locale or not (locale in asked or bool(known_tag(locale))):
            continue
        if root == source_root:
            _check_source_link(parent / name)
            continue
        if locale in asked or not asked:
            _check_link(parent, parent / name, root)
        if root.is_dir() and root.resolve() != source:
            yield locale, root


def why_none(
    settings: Settings, source_root: AnyPath | None, locale: str, found: Iterable[str]
) -> str:
    """Why a locale is none of those that were found."""
    where = located(settings.content.replace("{locale}", locale), settings.root)
    for other in found:
        if other.lower() == locale.lower():
            return f"the folder is called {other}; did you mean `{other}`?"
    if source_root is not None and real(where) == real(source_root):
        return f"{where} holds the source pages, which are nobody's translation"
    return f"{where} is a link that leads away" if where.is_dir() else f"{where} is not a folder"


def _check_link(parent: AnyPath, folder: AnyPath, root: AnyPath) -> None:
    """Raises UsageError where the pages of a locale are behind a link that leads out of the folder of the locales."""
    if isinstance(folder, Remote) or isinstance(root, Remote):
        return
    if not root.is_dir():
        if not leads_nowhere(folder):
            return
        where = "leads nowhere"
    elif stands_below(root, parent):
        return
    else:
        where = f"leads out of {parent}, to {real(root)}"
    raise UsageError(
        f"{root} is a symbolic link that {where}, so that its pages are not looked at: put a folder there, name the "
        "folder of the pages with --content, or say in the settings which `locales` there are"
    )


def _check_source_link(folder: AnyPath) -> None:
    """Raises UsageError where the folder of the sources is a link to nothing. Anywhere else, sources may be."""
    if isinstance(folder, Path) and leads_nowhere(folder):
        raise UsageError(
            f"{folder} is a symbolic link that leads nowhere, so that there are no source pages: put a folder there, "
            "or name the folder of the sources with --source"
        )
