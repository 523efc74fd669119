"""What other installed packages add: rules, families and output formats, by entry points.

A plug-in is code of somebody else, so none is looked for unless the user asks (`--plugins`, or `LOCPIPE_PLUGINS=1`): no
settings of a repository can. Nothing is imported before it is used.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:  # slow to import, and needed only where plug-ins are asked for
    from importlib.metadata import Distribution, EntryPoint

ASKED = "LOCPIPE_PLUGINS"
"""The environment variable by which plug-ins are asked for, in the processes of a command, too."""

RULES, FAMILIES, FORMATS = "locpipe.rules", "locpipe.families", "locpipe.formats"
"""The groups of entry points. Each entry names a module (rules, formats) or a package (families)."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point: what it is called, the module that it names, and the package that brings it."""

    name: str
    module: str
    package: str

    @property
    def described(self) -> str:
        """The plug-in for messages."""
        return f"plug-in `{self.name}` of {self.package}"


def are_asked() -> bool:
    """Did the user ask for plug-ins?"""
    return os.environ.get(ASKED, "").strip().lower() not in ("", "0", "false", "no")


def ask() -> None:
    """Ask for plug-ins, in this process and those that it starts."""
    os.environ[ASKED] = "1"
    found.cache_clear()


@cache
def found(group: str) -> tuple[Plugin, ...]:
    """The plug-ins of a group, by name; none where the user did not ask. Raises UsageError where two have one name."""
    if not are_asked():
        return ()
    from importlib.metadata import distributions

    plugins: dict[str, Plugin] = {}
    for one in distributions():
        for point in one.entry_points:
            if point.group != group or _is_here(one, point):
                continue
            plugin = _plugin(point, one)
            other = plugins.setdefault(plugin.name, plugin)
            if other.module != plugin.module:
                raise UsageError(f"{other.described} and of {plugin.package}: two of one name")
    return tuple(plugins[name] for name in sorted(plugins))


def _plugin(point: EntryPoint, distribution: Distribution) -> Plugin:
    package = distribution.metadata["Name"] or "an unknown package"
    return Plugin(point.name, point.value.partition(":")[0].strip(), package)


def _is_here(distribution: Distribution, point: EntryPoint) -> bool:
    """Does it, or what would be imported, lie in the current folder, where a repository may have put it?

    `python -m` looks there first, so that a folder of the repository may stand in for an installed package.
    """
    from importlib.machinery import PathFinder

    here = Path().resolve()
    spec = PathFinder.find_spec(point.value.partition(":")[0].strip().partition(".")[0])
    origin = Path(spec.origin) if spec is not None and spec.origin else None
    folders = [Path(str(distribution.locate_file("")))]
    if origin is not None:
        folders += [origin.parent, origin.parent.parent]
    elif spec is not None:
        folders += [Path(place).parent for place in spec.submodule_search_locations or ()]
    return any(folder.resolve() == here for folder in folders)


def imported(plugin: Plugin) -> ModuleType:
    """The module of a plug-in. Raises UsageError, with what went wrong, where it cannot be imported."""
    try:
        return import_module(plugin.module)
    except Exception as error:  # whatever the code of a plug-in comes to
        raise UsageError(
            f"{plugin.described} cannot be loaded: {type(error).__name__}: {error}"
        ) from None


def folder(plugin: Plugin) -> Path:
    """The folder of a plug-in's package, without importing it. Raises UsageError where it has none."""
    from importlib.machinery import PathFinder

    path: list[str] | None = None
    for part in plugin.module.split("."):
        spec = PathFinder.find_spec(part, path)
        path = list(spec.submodule_search_locations or ()) if spec is not None else []
        if not path:
            raise UsageError(f"{plugin.described}: there is no package `{plugin.module}`")
    return Path((path or [""])[0])


def stamps() -> list[str]:
    """What results with plug-ins depend on: which there are, and when their files changed."""
    every = [one for group in (RULES, FAMILIES) for one in found(group)]
    files = (
        f"{file} {file.stat().st_mtime_ns}"
        for one in every
        for file in sorted(folder(one).rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    )
    return [*map(str, every), *files]
