"""Families by name, or by the folder that a docset brings."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline import plugins
from pipeline.errors import UsageError
from pipeline.families.family import Family
from pipeline.families.reader import FILE_NAME, read_family

_SHIPPED = Path(__file__).parent
PLAIN = "plain"
USUAL = "openlocalization"
"""What is taken where nobody has looked: a page alone, without its docset."""


@cache
def names() -> tuple[str, ...]:
    """The shipped families and those of plug-ins, sorted. Raises UsageError where a plug-in takes a shipped name."""
    own = {file.parent.name for file in _SHIPPED.glob(f"*/{FILE_NAME}")}
    for plugin in plugins.found(plugins.FAMILIES):
        if plugin.name in own:
            raise UsageError(f"{plugin.described} has the name of a family of locpipe's own")
    return tuple(sorted(own | {one.name for one in plugins.found(plugins.FAMILIES)}))


@cache
def shipped(name: str) -> Family:
    """A shipped family, or one of a plug-in. Raises UsageError where there is none of that name."""
    if name not in names():
        from difflib import get_close_matches

        near = get_close_matches(name, names(), n=1)
        hint = f"; did you mean `{near[0]}`?" if near else f"; known are {', '.join(names())}"
        raise UsageError(f"no family is called `{name}`{hint}")
    for plugin in plugins.found(plugins.FAMILIES):
        if plugin.name == name:
            return replace(read_family(plugins.folder(plugin), shipped), name=name)
    return read_family(_SHIPPED / name, shipped)


def find(name: str, root: Path) -> Family:
    """The family that settings name: a shipped one, or a folder of the docset (`./families/ours`) below `root`.

    Raises UsageError where there is none, where the folder is not inside the docset, and where its file is wrong.
    """
    if not _is_folder(name):
        return shipped(name)
    folder = root / name
    if not (folder / FILE_NAME).resolve().is_relative_to(root.resolve()):
        raise UsageError(f"family `{name}` is not inside the docset")
    if not folder.is_dir():
        raise UsageError(f"family `{name}`: no such folder")
    return read_family(folder, shipped)


def _is_folder(name: str) -> bool:
    return "/" in name or "\\" in name or name in (".", "..")
