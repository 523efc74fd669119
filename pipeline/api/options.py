"""What callers of the library may say: the same as the options of the commands."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TypedDict

from pipeline.commands.opening import opened
from pipeline.commands.options import Wanted, Where
from pipeline.commands.session import Session
from pipeline.engine.how import How
from pipeline.files.remote import is_url
from pipeline.rules.policy import checked
from pipeline.settings import Settings, load

AnyRoot = str | PathLike[str]
"""A folder on disk."""


class Options(TypedDict, total=False):
    """Which pages, where what belongs to them is, and how to work. All of them may be left out.

    `config` is a settings file, instead of the one in the docset's root. `content`, `source`, `po` and `out` are
    folders or URLs, relative to the root; `locales` and `paths` are the locales and the pages (or folders of them) to
    work on. `trust_settings`: the settings may name folders outside of their repository, and URLs.
    `jobs` is in how many processes to work: 1, unless you say another number (0: one a core); programs that ask for
    more must guard their entry by `if __name__ == "__main__":`. `cache`: use again what is known of unchanged pages.
    """

    config: AnyRoot | None
    content: str | None
    source: str | None
    po: str | None
    out: str | None
    family: str | None
    locales: Iterable[str]
    paths: Iterable[AnyRoot]
    trust_settings: bool
    jobs: int
    scheduler: str
    cache: bool
    cache_dir: str


class Selection(Options, total=False):
    """The options, and which findings are wanted.

    `select` and `ignore` name rules or families of rules. `since` is a git revision: only pages that changed since.
    """

    select: Iterable[str]
    ignore: Iterable[str]
    since: str | None


def session_of(
    root: AnyRoot, options: Options | Selection, *, builds: bool = False, in_place: bool = False
) -> Session:
    """The session for the docset at `root`. Raises UsageError where something in the options does not exist."""
    folder = Path(root)
    where = Where(
        locales=texts(options.get("locales", ()), "locales"),
        content=_below(folder, options.get("content")),
        source=_below(folder, options.get("source")),
        po=options.get("po"),
        out=options.get("out"),
        paths=tuple(_page(folder, path) for path in texts(options.get("paths", ()), "paths")),
        family=options.get("family"),
    )
    how = How(
        jobs=options.get("jobs", 1),
        scheduler=options.get("scheduler", ""),
        cache=options.get("cache", True),
        cache_dir=options.get("cache_dir", ""),
    )
    docset = opened(_settings(folder, options), where, builds=builds, in_place=in_place)
    return Session(docset, how, quiet=True)


def wanted_of(options: Selection) -> Wanted:
    """Which findings are wanted."""
    return Wanted(
        output_format="json",
        output=None,
        fail_on="never",
        select=texts(options.get("select", ()), "select"),
        ignore=texts(options.get("ignore", ()), "ignore"),
        since=options.get("since"),
    )


def _settings(folder: Path, options: Options | Selection) -> Settings:
    config = options.get("config")
    settings = checked(load(folder, Path(config) if config is not None else None))
    return settings.trusted() if options.get("trust_settings") else settings


def texts(values: Iterable[AnyRoot], name: str) -> tuple[str, ...]:
    """The values as texts. Raises TypeError for a single text, which would be taken letter by letter."""
    if isinstance(values, str):
        raise TypeError(f"{name} must be a list of texts, not one text")
    return tuple(map(str, values))


def _below(folder: Path, name: str | None) -> str | None:
    return name if name is None or is_url(name) else str(folder / name)


def _page(folder: Path, path: str) -> str:
    """A path from the root where there is one; else as it is, which may begin at the root of a locale."""
    return path if is_url(path) or not (folder / path).exists() else str(folder / path)
