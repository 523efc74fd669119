"""`family.toml`, read strictly: what is unknown, of another type or no pattern is an error with its line and column."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import Field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from pipeline.errors import UsageError
from pipeline.families.family import ROLES, SEVERITIES, Candidate, Detect, Family, toml_fields
from pipeline.families.keys import KeyPath
from pipeline.families.patterns import PatternError, check
from pipeline.families.toml_places import Path as TomlPath
from pipeline.families.toml_places import places
from pipeline.text.lines import Lines

FILE_NAME = "family.toml"
_LONGEST = 256 * 1024  # bytes
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_RULE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAG = re.compile(r"[A-Za-z*][\w.*-]*")
_SUFFIX = re.compile(r"\.[A-Za-z0-9.]{1,16}")
_DATE = re.compile(r"(?:yyyy|MM|dd)[-/. ](?:yyyy|MM|dd)[-/. ](?:yyyy|MM|dd)")


def read_family(folder: Path, shipped: Callable[[str], Family] | None = None) -> Family:
    """The family whose `family.toml` stands in `folder`. `shipped` gives the family that it `extends`.

    Raises UsageError with path, line and column of what is wrong.
    """
    path = folder / FILE_NAME
    try:
        data = path.read_bytes()
        if len(data) > _LONGEST:
            raise UsageError(f"larger than {_LONGEST // 1024} KB", path=str(path))
        text = data.decode("utf-8-sig")
        return read_text(text, path, shipped)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("not UTF-8", path=str(path)) from None


def read_text(text: str, path: Path, shipped: Callable[[str], Family] | None = None) -> Family:
    """The family that the text of a `family.toml` describes; see `read_family`."""
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = re.search(r"^(.*) \(at line (\d+), column (\d+)\)$", str(error))
        line, column = (int(said[2]), int(said[3])) if said else Lines(text).place(len(text))
        message = f"not valid TOML: {said[1] if said else error}"
        raise UsageError(message, path=str(path), line=line, column=column) from None
    except RecursionError:
        raise UsageError("nested too deeply", path=str(path)) from None
    return _Reader(path, text, data).family(shipped)


class _Reader:
    """The reading of one file. Values are read by the `kind` of the field that they fill."""

    def __init__(self, path: Path, text: str, data: Mapping[str, Any]) -> None:
        self.path = path
        self.text = text
        self.data = data

    def family(self, shipped: Callable[[str], Family] | None) -> Family:
        name = self.path.parent.name
        if not _NAME.fullmatch(name):
            self.fail((), f"the folder's name `{name}` is no family's: letters a-z, digits and `-`")
        base = Family(name, self.path.parent)
        parent = self.data.get("extends", "")
        if parent:
            if shipped is None or not isinstance(parent, str):
                self.fail(("extends",), "must be the name of a shipped family")
            try:
                base = replace(
                    shipped(parent), name=name, folder=self.path.parent, title="", detect=Detect()
                )
            except UsageError as error:
                self.fail(("extends",), error.message)
        found: Family = self.table(base, self.data, ())
        if not found.title:
            found = replace(found, title=name)
        self.whole(found)
        return found

    def table(self, base: Any, data: Any, path: TomlPath) -> Any:
        """`base`, a dataclass, with what a table of the file says instead."""
        if not isinstance(data, dict):
            self.fail(path, "must be a table")
        known = toml_fields(type(base))
        values: dict[str, Any] = {}
        for key, value in data.items():
            here = (*path, key)
            if key not in known:
                near = get_close_matches(key, list(known), n=1, cutoff=0.6)
                hint = f"; did you mean `{near[0]}`?" if near else f"; known are {', '.join(known)}"
                self.fail(here, f"unknown key `{key}`{hint}", at_key=True)
            item = known[key]
            kind = item.metadata["kind"]
            if kind == "table":
                values[item.name] = self.sub_table(item, getattr(base, item.name), value, here)
            elif kind == "type":
                values["type"], values["words"] = self.types(value, here)
            else:
                values[item.name] = getattr(self, "read_" + kind.replace("-", "_"))(
                    value, here, item
                )
        if isinstance(values.get("write"), dict):
            values["write"] = self.written(values["write"], replace(base, **values), path)
        return replace(base, **values)

    def sub_table(self, item: Field[Any], base: Any, value: Any, path: TomlPath) -> Any:
        if item.name == "detect" and isinstance(value, list):
            return self.detect_list(value, path)
        return self.table(base, value, path)

    def detect_list(self, value: list[Any], path: TomlPath) -> Detect:
        """`detect = [...]`: each is a key of the front matter, or a file of the repository."""
        names = self.each(value, path, str, "text")
        keys = []
        for index, name in enumerate(names):
            try:
                keys.append(KeyPath.parse(name))
            except ValueError:
                if "/" not in name and " " in name:
                    self.fail((*path, index), f"`{name}` is no key and no file")
        return Detect(keys=tuple(keys), files=tuple(names))

    # one reader a kind

    def read_text(self, value: Any, path: TomlPath, _item: Field[Any]) -> str:
        if not isinstance(value, str) or "\0" in value:
            self.fail(path, "must be text")
        return value

    def read_texts(self, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
        return tuple(self.each(value, path, str, "text"))

    def read_flag(self, value: Any, path: TomlPath, _item: Field[Any]) -> bool:
        if not isinstance(value, bool):
            self.fail(path, "must be true or false")
        return value

    def read_choice(self, value: Any, path: TomlPath, item: Field[Any]) -> str:
        choices = item.metadata["choices"]
        if value not in choices:
            self.fail(path, f"must be one of {', '.join(choices)}, not {value!r}")
        return str(value)

    def read_choices(self, value: Any, path: TomlPath, item: Field[Any]) -> tuple[str, ...]:
        found = self.each(value, path, str, "text")
        return tuple(self.read_choice(one, (*path, index), item) for index, one in enumerate(found))

    def read_names(self, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
        return self.matching(value, path, _TAG, "a name")

    def read_suffixes(self, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
        return tuple(
            one.lower() for one in self.matching(value, path, _SUFFIX, "an ending such as .md")
        )

    def read_roles(self, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
        found = self.each(value, path, str, "text")
        return tuple(self.role(one, (*path, index)) for index, one in enumerate(found))

    def read_key(self, value: Any, path: TomlPath, _item: Field[Any]) -> KeyPath | None:
        if value == "":
            return None
        if not isinstance(value, str):
            self.fail(path, "must be text: the name of a key")
        with self.errors(path):
            key = KeyPath.parse(value)
            if key.has_wildcard:
                raise ValueError("must be one key, without `*`")
            return key

    def read_keys(self, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[KeyPath, ...]:
        return tuple(self.key_paths(value, path))

    read_key_globs = read_keys

    def read_patterns(self, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
        return self.patterns(value, path)

    def read_text_patterns(self, value: Any, path: TomlPath, _item: Field[Any]) -> tuple[str, ...]:
        return self.patterns(value, path, groups=("text", "optional"), required=True)

    def read_pattern_table(self, value: Any, path: TomlPath, _item: Field[Any]) -> dict[str, str]:
        if not isinstance(value, dict):
            self.fail(path, "must be a table of file = pattern")
        return {glob: self.pattern(one, (*path, glob)) for glob, one in value.items()}

    def read_candidates(
        self, value: Any, path: TomlPath, _item: Field[Any]
    ) -> tuple[Candidate, ...]:
        if not isinstance(value, list):
            self.fail(path, "must be a list of templates")
        return tuple(self.candidate(one, (*path, index)) for index, one in enumerate(value))

    def read_date_format(self, value: Any, path: TomlPath, _item: Field[Any]) -> str:
        fine = isinstance(value, str) and _DATE.fullmatch(value)
        if not fine or {"yyyy", "MM", "dd"} != set(re.split(r"[-/. ]", value)):
            self.fail(path, "must hold yyyy, MM and dd once each, for example yyyy-MM-dd")
        return str(value)

    def read_write(
        self, value: Any, path: TomlPath, _item: Field[Any]
    ) -> dict[str, KeyPath | None]:
        """Roles with the key that each is written to; None where it is the one that is read."""
        if isinstance(value, list):
            return dict.fromkeys(self.read_roles(value, path, _item))
        if not isinstance(value, dict):
            self.fail(path, "must be a table of role = key, or a list of roles")
        return {
            self.role(role, (*path, role)): self.read_key(key, (*path, role), _item)
            for role, key in value.items()
        }

    def read_form(self, value: Any, path: TomlPath, _item: Field[Any]) -> str:
        if not isinstance(value, str) or value.count("{id}") != 1 or "\n" in value:
            self.fail(path, "must be text on one line with {id} in it once")
        return str(value)

    def read_file(self, value: Any, path: TomlPath, _item: Field[Any]) -> str:
        fine = isinstance(value, str) and (
            value.startswith("locpipe:") or Path(value).name == value
        )
        if not fine or not value or "\0" in value or "\\" in value:
            self.fail(path, "must be the name of a file beside family.toml")
        if value.startswith("locpipe:"):
            return str(value)
        file = self.path.parent / value
        if not file.is_file() or not file.resolve().is_relative_to(self.path.parent.resolve()):
            self.fail(path, f"there is no file {value} beside family.toml")
        return str(file)

    def read_severities(self, value: Any, path: TomlPath, _item: Field[Any]) -> dict[str, str]:
        if not isinstance(value, dict):
            self.fail(path, "must be a table of rule = severity")
        for rule, severity in value.items():
            if not _RULE.fullmatch(rule):
                self.fail((*path, rule), f"`{rule}` is no rule's name", at_key=True)
            if severity not in SEVERITIES:
                self.fail(
                    (*path, rule), f"must be one of {', '.join(SEVERITIES)}, not {severity!r}"
                )
        return dict(value)

    def read_strings(
        self, value: Any, path: TomlPath, _item: Field[Any]
    ) -> dict[str, tuple[KeyPath, ...]]:
        if not isinstance(value, dict):
            self.fail(path, "must be a table of file = [keys]")
        return {glob: tuple(self.key_paths(keys, (*path, glob))) for glob, keys in value.items()}

    # parts

    def types(
        self, value: Any, path: TomlPath
    ) -> tuple[KeyPath | None, dict[str, tuple[str, ...]]]:
        if isinstance(value, str):
            return self.read_key(value, path, None), {"MT": ("MT",), "HT": ("HT",)}  # type: ignore[arg-type]
        if not isinstance(value, dict) or "key" not in value:
            self.fail(path, "must be a key, or a table with `key`, `MT` and `HT`")
        words: dict[str, tuple[str, ...]] = {}
        for name, said in value.items():
            if name in ("MT", "HT"):
                words[name] = tuple(self.each(said, (*path, name), str, "text"))
            elif name != "key":
                self.fail(
                    (*path, name), f"unknown key `{name}`; known are key, MT, HT", at_key=True
                )
        return self.read_key(value["key"], (*path, "key"), None), words  # type: ignore[arg-type]

    def written(
        self, value: Mapping[str, KeyPath | None], provenance: Any, path: TomlPath
    ) -> dict[str, KeyPath]:
        found: dict[str, KeyPath] = {}
        for role, key in value.items():
            key = key or provenance.key(role)
            if key is None:
                self.fail((*path, "write"), f"the family has no key for the role `{role}`")
            found[role] = key
        return found

    def candidate(self, value: Any, path: TomlPath) -> Candidate:
        if isinstance(value, str):
            value = {"source": value, "target": value}
        if not isinstance(value, dict) or set(value) != {"source", "target"}:
            self.fail(path, "must be a template, or {source = …, target = …}")
        for name, template in value.items():
            if not isinstance(template, str) or not ("{path}" in template or "{stem}" in template):
                where = (*path, name) if isinstance(self.at(path), dict) else path
                self.fail(where, "must be a template with {path} or {stem}")
            if unknown := re.search(r"\{(?!path\}|stem\}|locale\}|version\})[^}]*\}?", template):
                where = (*path, name) if isinstance(self.at(path), dict) else path
                self.fail(
                    where,
                    f"unknown {unknown[0]}; known are {{path}}, {{stem}}, {{locale}} and {{version}}",
                )
        return Candidate(value["source"], value["target"])

    def at(self, path: TomlPath) -> Any:
        data: Any = self.data
        for part in path:
            data = data[part]
        return data

    def role(self, role: str, path: TomlPath) -> str:
        plain = role.replace(" ", "-").replace("_", "-")
        if plain not in ROLES:
            self.fail(path, f"unknown role `{role}`; known are {', '.join(ROLES)}")
        return plain

    def key_paths(self, value: Any, path: TomlPath) -> Iterator[KeyPath]:
        for index, one in enumerate(self.each(value, path, str, "text")):
            with self.errors((*path, index)):
                yield KeyPath.parse(one)

    def matching(
        self, value: Any, path: TomlPath, form: re.Pattern[str], what: str
    ) -> tuple[str, ...]:
        found = self.each(value, path, str, "text")
        for index, one in enumerate(found):
            if not form.fullmatch(one):
                self.fail((*path, index), f"`{one}` is not {what}")
        return tuple(found)

    def patterns(self, value: Any, path: TomlPath, **wanted: Any) -> tuple[str, ...]:
        found = self.each(value, path, str, "text")
        return tuple(self.pattern(one, (*path, index), **wanted) for index, one in enumerate(found))

    def pattern(self, value: Any, path: TomlPath, **wanted: Any) -> str:
        if not isinstance(value, str):
            self.fail(path, "must be text: a pattern")
        try:
            check(value, **wanted)
        except PatternError as error:
            self.fail(path, f"the pattern {error}", offset=error.at)
        return value

    def each(self, value: Any, path: TomlPath, kind: type, what: str) -> list[Any]:
        if not isinstance(value, list):
            self.fail(path, f"must be a list, each item {what}")
        for index, one in enumerate(value):
            if not isinstance(one, kind):
                self.fail((*path, index), f"must be {what}")
        return value

    def whole(self, family: Family) -> None:
        """What no single key can tell."""
        for role in family.provenance.quoted:
            if family.provenance.key(role) is None:
                self.fail(("provenance", "quoted"), f"the family has no key for the role `{role}`")

    @contextmanager
    def errors(self, path: TomlPath) -> Iterator[None]:
        """Give a ValueError its place."""
        try:
            yield
        except ValueError as error:
            self.fail(path, str(error))

    def fail(
        self, path: TomlPath, message: str, *, at_key: bool = False, offset: int = -1
    ) -> NoReturn:
        """Raise UsageError at a key or its value; `offset` is the character of a text that is meant."""
        spots = places(self.text)
        known = path
        while known and known not in spots:
            known = known[:-1]
        line = column = 0
        if known:
            spot = spots[known]
            at = spot.key if at_key else spot.start
            if offset >= 0 and self.text[at] in "\"'":
                at += offset + (3 if self.text.startswith(('"""', "'''"), at) else 1)
            line, column = Lines(self.text).place(min(at, spot.end))
        dotted = ".".join(str(part) for part in path if isinstance(part, str))
        named = (
            f"`{dotted}` " if dotted and not at_key and not message.startswith("unknown") else ""
        )
        raise UsageError(f"{named}{message}", path=str(self.path), line=line, column=column)
