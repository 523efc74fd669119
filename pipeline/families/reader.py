"""`family.toml`, read strictly: what is unknown, of another type or no pattern is an error with its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.families.family import Detect, Family, Provenance
from pipeline.families.fields import toml_fields
from pipeline.families.keys import KeyPath
from pipeline.families.kinds import read
from pipeline.families.kinds_of_roles import read_type, read_write
from pipeline.families.toml_places import Path as TomlPath
from pipeline.families.toml_source import TomlSource

FILE_NAME = "family.toml"
_LONGEST = 256 * 1024  # bytes
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

Shipped = Callable[[str], Family]


def read_family(folder: Path, shipped: Shipped | None = None) -> Family:
    """The family whose `family.toml` stands in `folder`. `shipped` gives the family that it `extends`.

    Raises UsageError with path, line and column of what is wrong.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise UsageError("there is no such file", path=str(path))
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("not UTF-8", path=str(path)) from None
    if len(data) > _LONGEST:
        raise UsageError(f"larger than {_LONGEST // 1024} KB", path=str(path))
    return read_text(text, path, shipped)


def read_text(text: str, path: Path, shipped: Shipped | None = None) -> Family:
    """The family that the text of a `family.toml` describes; see `read_family`. Its folder's name is the family's."""
    source = TomlSource(path, text)
    family: Family = _filled(_base(source, shipped), source, source.data, ())
    for role in family.provenance.quoted:
        if family.provenance.role(role) is None:
            message = f"the family has no key for the role `{role}`"
            source.fail(("provenance", "quoted"), message)
    return family if family.title else replace(family, title=family.name)


def _base(source: TomlSource, shipped: Shipped | None) -> Family:
    """What holds where the file says nothing: the defaults, or the family that it extends."""
    folder = source.path.parent
    if not _NAME.fullmatch(folder.name):
        message = (
            f"the folder's name `{folder.name}` is no family's: letters, digits, `.`, `_` and `-`"
        )
        raise UsageError(message, path=str(source.path))
    parent = source.data.get("extends", "")
    if not parent:
        return Family(folder.name, folder)
    if shipped is None or not isinstance(parent, str):
        source.fail(("extends",), "must be the name of a shipped family")
    try:
        base = shipped(parent)
    except UsageError as error:
        source.fail(("extends",), error.message)
    return replace(base, name=folder.name, folder=folder, title="", detect=Detect())


def _filled(base: Any, source: TomlSource, data: Any, path: TomlPath) -> Any:
    """`base`, a dataclass, with what a table of the file says instead."""
    if not isinstance(data, dict):
        source.fail(path, "must be a table")
    known = toml_fields(type(base))
    values: dict[str, Any] = {}
    for key, value in data.items():
        here = (*path, key)
        if key not in known:
            source.fail(here, f"unknown key `{key}`{_hint(key, known)}", at_key=True)
        item = known[key]
        match item.metadata["kind"]:
            case "table" if item.name == "detect" and isinstance(value, list):
                values["detect"] = _marks(source, value, here)
            case "table":
                values[item.name] = _filled(getattr(base, item.name), source, value, here)
            case "type":
                values["type"], values["words"] = read_type(source, value, here)
            case "write":
                pass  # when the keys are known
            case _:
                values[item.name] = read(source, value, here, item)
    filled = replace(base, **values)
    if isinstance(filled, Provenance) and "write" in data:
        written = read_write(source, data["write"], (*path, "write"), filled)
        return replace(filled, write=written)
    return filled


def _hint(key: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(key, list(known), n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else f"; known are {', '.join(known)}"


def _marks(source: TomlSource, value: list[Any], path: TomlPath) -> Detect:
    """`detect = [...]`: each is a key of the front matter, or a file of the repository."""
    keys: list[KeyPath] = []
    for index, name in enumerate(source.each(value, path)):
        try:
            keys.append(KeyPath.parse(name))
        except ValueError:
            if "/" not in name and " " in name:
                source.fail((*path, index), f"`{name}` is no key and no file")
    return Detect(keys=tuple(keys), files=tuple(value))
