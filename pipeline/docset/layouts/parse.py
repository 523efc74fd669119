"""`[[layouts]]` of the settings as layouts, held against each other: what cannot work is an error that says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from pipeline.docset.layouts.layout import Layout
from pipeline.docset.layouts.locale_names import is_tag
from pipeline.docset.layouts.overlap import common_path
from pipeline.docset.layouts.template import PAGE_SUFFIXES, Template, parse, split
from pipeline.errors import UsageError

KEYS = ("source", "target", "locale", "name")


def layouts_of(
    tables: Sequence[Mapping[str, Any]],
    suffixes: tuple[str, ...] = PAGE_SUFFIXES,
    *,
    anywhere: bool = False,
) -> tuple[Layout, ...]:
    """The layouts of a settings file. `suffixes` are those of the docset's pages.

    `anywhere`: translations may stand outside of the settings' folder. Raises UsageError with the number of the
    layout (from 1) and what is wrong with it, or with which other one it overlaps.
    """
    found = []
    for number, table in enumerate(tables, 1):
        try:
            found.append(_layout(table, suffixes, anywhere=anywhere))
        except UsageError as error:
            raise UsageError(f"[[layouts]] {number}: {error.message}") from None
    if len(found) > 1:
        found = [one if one.name else replace(one, name=_name(one)) for one in found]
    for (first, one), (second, two) in combinations(enumerate(found, 1), 2):
        _check_apart(one, two, f"[[layouts]] {first} and {second}")
    return tuple(found)


def pair(
    source: str,
    target: str,
    *,
    locale: str = "",
    name: str = "",
    suffixes: tuple[str, ...] = PAGE_SUFFIXES,
    anywhere: bool = False,
) -> Layout:
    """A layout of two templates. Raises UsageError where they do not make one (see `layouts_of`)."""
    left, right = parse(source, suffixes), parse(target, suffixes)
    _check_holes(left, right, locale)
    if not anywhere and (right.text.startswith(("../", "/")) or "://" in right.text):
        raise UsageError(
            f"target `{target}`: translations stand below the folder of the settings; "
            "put the settings beside them, and let `source` lead to the other repository"
        )
    if locale and not is_tag(locale):
        raise UsageError(f"locale {locale!r}: not a locale such as nl-NL")
    if right.literals == left.literals and (found := common_path(left, right)):
        raise UsageError(
            f"`{source}` and `{target}` overlap: {found} would be source and translation"
        )
    return Layout(left, right, locale, name)


def _layout(
    table: Mapping[str, Any], suffixes: tuple[str, ...], *, anywhere: bool = False
) -> Layout:
    from difflib import get_close_matches

    for key, value in table.items():
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            raise UsageError(f"unknown key `{key}`{hint}")
        if not isinstance(value, str):
            raise UsageError(f"`{key}` must be text")
    for key in ("source", "target"):
        if key not in table:
            raise UsageError(f"`{key}` is missing")
    name = table.get("name", "")
    if name and not all(step.strip(".") for step in name.split("/")):
        raise UsageError(f"name {name!r}: the name of a folder, without `..`")
    return pair(
        table["source"],
        table["target"],
        locale=table.get("locale", ""),
        name=name,
        suffixes=suffixes,
        anywhere=anywhere,
    )


def _check_holes(source: Template, target: Template, locale: str) -> None:
    if "locale" in source.holes:
        raise UsageError(
            f"source `{source.text}`: sources have one language, which `source-locale` names; no {{locale}}"
        )
    if locale and "locale" in target.holes:
        raise UsageError(
            f"target `{target.text}`: has {{locale}}, and `locale` says {locale}; one of the two"
        )
    if not locale and "locale" not in target.holes:
        raise UsageError(
            f"target `{target.text}`: put {{locale}} in it, or say which `locale` it is"
        )
    if "version" in source.holes and "version" not in target.holes:
        raise UsageError(
            f"target `{target.text}`: has no {{version}}, as the source has; versions would share a page"
        )
    for hole in ("path", "stem"):
        if (hole in source.holes) != (hole in target.holes):
            raise UsageError(
                f"`{source.text}` and `{target.text}`: {{{hole}}} must be in both; "
                f"write `{source.folder or '.'}/{{stem}}{source.suffixes[0]}` for a name that the other side changes"
            )
    if "stem" in source.holes:
        left, right = (split(one.text, one.suffixes)[1] for one in (source, target))
        if left != right:
            raise UsageError(
                f"`{source.text}` and `{target.text}`: a translation has the suffix of its source"
            )


def _name(layout: Layout) -> str:
    """The name of a layout among others: the folder of its sources."""
    folder = layout.source.folder.partition("://")[2] or layout.source.folder
    return "/".join(step for step in folder.split("/") if step not in ("", "..")) or "pages"


def _check_apart(one: Layout, two: Layout, who: str) -> None:
    """Raises UsageError where a file could be a page of both layouts, or two pages would share a PO file."""
    languages = one.locale and two.locale and one.locale != two.locale
    same_sources = one.source.text == two.source.text
    if not (languages and same_sources):
        for left in (one.source, one.target):
            for right in (two.source, two.target):
                if found := common_path(left, right):
                    raise UsageError(
                        f"{who} overlap: {found} fits `{left.text}` and `{right.text}`"
                    )
        first, second = sorted((one.name, two.name))
        if second == first or second.startswith(f"{first}/"):
            raise UsageError(
                f"{who}: their PO files would share the folder `{first}`; give each a `name` of its own"
            )
    elif found := common_path(one.target, two.target):
        raise UsageError(f"{who} overlap: {found} fits `{one.target.text}` and `{two.target.text}`")
