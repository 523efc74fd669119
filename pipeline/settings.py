"""What `pipeline.toml` (or `[tool.locpipe]` in `pyproject.toml`) may say, read strictly.

An unknown key or a wrong value is an error that names the file, the key and the nearest known one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.files.remote import is_url, located
from pipeline.severity import Severity

FILE_NAME = "pipeline.toml"
_ALL = "*"
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
AUTO = "auto"
"""Where this stands, what to take is found out."""
PROFILES = ("office-support", "azure-conceptual")


@dataclass(frozen=True, slots=True)
class Override:
    """What holds for the pages that match one of `paths` (globs, relative to the content root) and are in `locales`.

    Both are empty for all pages. `require_translated` is None where it says nothing of that.
    """

    paths: tuple[str, ...]
    rules: Mapping[str, Severity]
    locales: tuple[str, ...] = ()
    require_translated: int | None = None

    def is_for(self, path: str, locale: str) -> bool:
        """Does it hold for a page? A locale without a region stands for all regions of its language."""
        if self.locales and not any(
            locale.lower() == one.lower() or locale.lower().startswith(f"{one.lower()}-")
            for one in self.locales
        ):
            return False
        return not self.paths or any(fnmatchcase(path, pattern) for pattern in self.paths)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one docset. Folders are relative to `root`, or URLs; `{locale}` stands for a locale's name.

    `file` is the one that they were read from. `own` names those that the user has named: they may lead anywhere
    (`reach`), while those of a file may not.

    The docstring of each field is the comment behind it; `docs/configuration.md` is made from them.
    """

    root: Path = Path()
    own: frozenset[str] = frozenset()
    file: Path | None = None
    source: str = "content/en-US"  # root of the source (English) pages
    content: str = "content/{locale}"  # root of one locale's pages; `{locale}` must be in it
    layouts: tuple[
        Mapping[str, str], ...
    ] = ()  # where sources and translations stand, instead of `source` and `content`; see Layouts
    locale_names: Mapping[str, str] = field(
        default_factory=dict
    )  # what folders and files call a locale: zh_CN = "zh-CN"
    source_locale: str = "en-US"  # the language of the source pages
    po: str = "build/po/{locale}"  # where the PO files of a locale are kept
    out: str = "build/content/{locale}"  # where rebuilt pages are written
    locales: tuple[str, ...] = ()  # the locales to work on; empty: every one found
    exclude: tuple[
        str, ...
    ] = ()  # globs of pages that are left alone, also when they are named; relative to the content root
    family: str = (
        AUTO  # docs family: auto, a name, or a folder such as ./families/ours (docs/families.md)
    )
    profile: str = "auto"  # metadata schema: auto, base, office-support or azure-conceptual
    schema: str = ""  # a schema file of the docset's own for source pages, instead of a profile
    localized_schema: str = ""  # the same for localized pages
    attributes: Mapping[str, Mapping[str, Any]] = field(
        default_factory=dict
    )  # what the schema says of single attributes besides: "topic" = {required = true, enum = [...]}
    translated_metadata: tuple[
        str, ...
    ] = ()  # metadata that is translated (`outer.inner`: a key in a mapping); empty: what the docs family says
    glossary: str = ""  # a glossary (CSV or TBX) whose terms `check` looks for; `{locale}` as above
    memory: str = "build/memory.db"  # the translation memory; used where there is one
    min_translated: int = 100  # percent of a page that must be translated for `build` to touch it
    require_translated: int = (
        0  # the same for `check` and `run` to pass a localized page; 0: they do not ask
    )
    po_ids: bool = True  # name the page's unit ids in the PO files' comments
    rules: Mapping[str, Severity] = field(
        default_factory=dict
    )  # severity of single rules or families
    overrides: tuple[
        Override, ...
    ] = ()  # the same for some pages: paths and locales, rules = {...}, require-translated
    custom: tuple[Mapping[str, Any], ...] = ()  # rules of your own; see Rules of your own

    def with_options(self, **options: Any) -> Settings:
        """These settings with those that the user gave; options that are None or empty change nothing."""
        given = {key: value for key, value in options.items() if value}
        return replace(self, own=self.own | given.keys(), **given)

    def required_share(self, path: str, locale: str) -> int:
        """How much of a page must be translated to pass, in percent; 0: nobody asks. The last override holds."""
        for override in reversed(self.overrides):
            if override.require_translated is not None and override.is_for(path, locale):
                return override.require_translated
        return self.require_translated

    def trusted(self) -> Settings:
        """These settings, as if the user had named all of them."""
        return replace(self, own=frozenset({_ALL}))

    def is_own(self, key: str) -> bool:
        """Has the user named this setting, and not (only) a file?"""
        return key in self.own or _ALL in self.own


def setting_fields() -> tuple[Field[Any], ...]:
    """The fields of what a settings file may say."""
    return tuple(item for item in fields(Settings) if item.name not in ("root", "own", "file"))


def load(root: Path, config: Path | None = None) -> Settings:
    """The settings for the docset at `root`, from `config` or from the file that stands there.

    Raises UsageError where the file cannot be read, is no TOML, or says something unknown.
    """
    if config is not None:
        return _parse(root, config, _read(config), table=config.name == "pyproject.toml")
    for name, in_table in ((FILE_NAME, False), ("pyproject.toml", True)):
        path = root / name
        if path.is_file():
            data = _read(path)
            if in_table and "locpipe" not in data.get("tool", {}):
                continue
            return _parse(root, path, data, table=in_table)
    return Settings(root=root)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("not UTF-8", path=str(path)) from None
    except ValueError as error:  # of TOML, or a number of thousands of digits
        raise UsageError(f"not valid TOML: {error}", path=str(path)) from None
    except RecursionError:
        raise UsageError("not valid TOML: it is nested too deeply", path=str(path)) from None


def _parse(root: Path, path: Path, data: dict[str, Any], *, table: bool) -> Settings:
    if table:
        data = data.get("tool", {}).get("locpipe", {})
    known = {item.name.replace("_", "-"): item for item in setting_fields()}
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            raise UsageError(f"unknown key `{key}`{nearest(key, known)}", path=str(path))
        name = known[key].name
        try:
            values[name] = _value(name, value)
        except ValueError as error:
            raise UsageError(f"`{key}`: {error}", path=str(path)) from None
    if "layouts" in values and (both := sorted({"source", "content"} & values.keys())):
        message = f"`{both[0]}` and [[layouts]]: both say where pages stand; keep one of the two"
        raise UsageError(message, path=str(path))
    return Settings(root=root, file=path, **values)


def _value(name: str, value: Any) -> Any:
    match name:
        case "rules":
            return _severities(value)
        case "overrides":
            return tuple(
                _override(item) for item in _list(value, dict, "a table with paths and rules")
            )
        case "attributes":
            return _attributes(value)
        case "custom":
            return tuple(_list(value, dict, "a table with name and pattern: [[custom]]"))
        case "layouts":
            tables = _list(value, dict, "a table with source and target")
            if not tables:
                raise ValueError("must hold a layout: [[layouts]] with source and target")
            return tuple(tables)
        case "locale_names":
            return _locale_names(value)
        case "source_locale":
            if not isinstance(value, str) or not _LOCALE.fullmatch(value):
                raise ValueError(f"must be a locale such as en-US, not {value!r}")
            return value
        case "profile":
            known = ("auto", "base", *PROFILES)
            if value not in known:
                raise ValueError(f"must be one of {', '.join(known)}, not {value!r}")
            return value
        case "family":
            if not isinstance(value, str) or not value or "\0" in value or is_url(value):
                raise ValueError("must be auto, the name of a family, or a folder of the docset")
            return value
        case "schema" | "localized_schema" | "memory" | "glossary":
            if not isinstance(value, str) or not value or "\0" in value or is_url(value):
                raise ValueError("must be the name of a file on disk")
            return value
        case "locales" | "exclude" | "translated_metadata":
            return tuple(_list(value, str, "text"))
        case "min_translated" | "require_translated":
            return _percent(value)
        case "po_ids":
            if not isinstance(value, bool):
                raise ValueError("must be true or false")
            return value
        case _:
            if not isinstance(value, str) or not value or "\0" in value:
                raise ValueError("must be the name of a folder, or its URL")
            if name == "content" and "{locale}" not in value:
                raise ValueError("must hold {locale}, for example content/{locale}")
            try:
                located(value)
            except UsageError as error:
                raise ValueError(error.message) from None
            return value


def _list(value: Any, kind: type, what: str) -> list[Any]:
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        raise ValueError(f"must be a list, each item {what}")
    return value


def _attributes(value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(words, dict) for words in value.values()):
        raise ValueError("must be a table of attribute = {JSON Schema keywords}")
    return value


def _locale_names(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError('must be a table of name = locale, such as zh_CN = "zh-CN"')
    for name, tag in value.items():
        if not isinstance(tag, str) or not _LOCALE.fullmatch(tag):
            raise ValueError(f"`{name}` must be a locale such as zh-CN, not {tag!r}")
    if twice := {tag for tag in value.values() if list(value.values()).count(tag) > 1}:
        raise ValueError(f"two names stand for {min(twice)}; one name a locale")
    return value


def _override(item: dict[str, Any]) -> Override:
    known = ("paths", "locales", "rules", "require-translated")
    if unknown := set(item) - set(known):
        raise ValueError(f"unknown key `{min(unknown)}`{nearest(min(unknown), known)}")
    if not item.keys() & {"paths", "locales"}:
        raise ValueError("must say for which `paths` or `locales` it holds")
    required = item.get("require-translated")
    return Override(
        tuple(_list(item.get("paths", []), str, "text")),
        _severities(item.get("rules", {})),
        tuple(_list(item.get("locales", []), str, "text")),
        None if required is None else _percent(required),
    )


def _percent(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise ValueError(f"must be a whole number of percent, from 0 to 100, not {value!r}")
    return value


def _severities(value: Any) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError("must be a table of rule = severity")
    labels = [severity.label for severity in Severity]
    for rule, severity in value.items():
        if severity not in labels:
            raise ValueError(f"`{rule}` must be one of {', '.join(labels)}, not {severity!r}")
    return {rule: Severity[severity.upper()] for rule, severity in value.items()}


def is_locale(text: str) -> bool:
    """Does a text look like a locale, such as nl-NL?"""
    return _LOCALE.fullmatch(text) is not None


def nearest(word: str, known: Any) -> str:
    """`; did you mean …?` with the nearest of the known words, or nothing."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean `{found[0]}`?" if found else ""
