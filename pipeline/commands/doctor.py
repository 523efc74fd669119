"""What is installed, found and missing: everything that decides what the other commands can do here."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from pipeline import __version__
from pipeline.docset.docset import Docset, shown
from pipeline.docset.family import family_of
from pipeline.docset.git import GitError, Repository
from pipeline.docset.git_process import is_installed
from pipeline.docset.pages import Page
from pipeline.engine.cache_folder import cache_folder
from pipeline.errors import UsageError
from pipeline.files.checkout import checkout_around
from pipeline.files.remote import AnyPath
from pipeline.output.text import counted
from pipeline.rules.translation import spelling
from pipeline.rules.translation.dictionaries import debian_package

OK, NOTE, ERROR = "ok", "note", "error"
"""What a check comes to: all is well; something is missing that not everybody needs; commands will fail."""

_INNER = ("dev", "docs", "all")
_FOR: Mapping[str, str] = {
    "learn": "what is learned from people's corrections",
    "spelling": "the rules misspelling and compound-split",
    "distributed": "--scheduler, and folders behind URLs",
    "lsp": "locpipe lsp, the language server for editors",
    "web": "locpipe review, and report --watch",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `todo` says how to mend it, where there is something to do."""

    topic: str
    state: str
    message: str
    todo: str = ""


def installed() -> Iterator[Check]:
    """locpipe, Python, git and the extras."""
    yield Check("locpipe", OK, f"{__version__} in {Path(__file__).parents[1]}")
    yield Check("python", OK, f"{platform.python_version()} ({sys.executable})")
    if is_installed():
        yield Check("git", OK, "installed")
    else:
        yield Check(
            "git",
            NOTE,
            "not installed: what changed in a stale page's source is not known",
            "install git",
        )
    for extra, packages in sorted(_extras().items()):
        missing = [name for name in packages if not _is_there(name)]
        topic, what = f"extra {extra}", _FOR.get(extra, "")
        if missing:
            names = ", ".join(missing)
            message = (
                f"{names} not installed; needed for {what}" if what else f"{names} not installed"
            )
            yield Check(topic, NOTE, message, f"pip install 'locpipe[{extra}]'")
        else:
            yield Check(topic, OK, f"installed: {what}" if what else "installed")


def settings_file(docset: Docset) -> Check:
    """Which settings hold."""
    file = docset.settings.file
    if file is None:
        return Check("settings", OK, "no file: the defaults hold")
    return Check("settings", OK, shown(file, Path()))


def pages(docset: Docset) -> Iterator[Check]:
    """The docs family, sources and localized pages, and what is missing between them."""
    yield Check("family", OK, family_of(docset.settings).name)
    sources = docset.source_pages()
    where = _shown(docset.source_root)
    if sources:
        yield Check("sources", OK, f"{counted(len(sources), 'page')} in {where}")
    else:
        todo = "name their folder: `source` in the settings, or --source DIR"
        yield Check(
            "sources", NOTE, f"none in {where}: translations are compared with nothing", todo
        )
    for tree in docset.trees:
        found = [Page(path, tree) for path in docset.paths_in(tree)]
        orphans = sum(page.source is not None and not page.source.exists() for page in found)
        po = sum(page.po.exists() for page in found)
        message = f"{counted(len(found), 'page')} in {_shown(tree.root)}, {po:,} with a PO file"
        lonely = f"; {counted(orphans, 'page')} without a source" if sources and orphans else ""
        yield Check(tree.locale, NOTE if lonely else OK, message + lonely)
    if not docset.trees:
        todo = "locpipe init looks for them; `content` in the settings names them"
        yield Check("locales", NOTE, "no folder of a locale was found", todo)


def history(docset: Docset) -> Iterator[Check]:
    """The git repositories that the pages stand in, and how much of their history is there."""
    if not is_installed():
        return
    seen = set()
    for what, root in (
        ("sources", docset.source_root),
        *((t.locale, t.root) for t in docset.trees),
    ):
        if not isinstance(root, Path):
            continue
        checkout = checkout_around(root)
        if checkout is None:
            message = "in no git repository: freshness rests on hashes, and --since cannot be used"
            key, check = "", Check(f"git of {what}", NOTE, message)
        else:
            key, check = str(checkout.top), _depth(what, Repository(checkout))
        if key not in seen:
            seen.add(key)
            yield check


def _depth(what: str, repository: Repository) -> Check:
    topic = f"git of {what}"
    try:
        number = repository.commit_count()
    except GitError as error:
        return Check(topic, NOTE, f"git cannot read it: {error}")
    if repository.is_shallow:
        message = f"a shallow clone with {counted(number, 'commit')}: older sources are not known"
        return Check(topic, NOTE, message, "git fetch --unshallow (in CI: fetch-depth: 0)")
    return Check(topic, OK, f"{repository.root}, {counted(number, 'commit')}")


def dictionaries(locales: Sequence[str]) -> Iterator[Check]:
    """The dictionary of each locale."""
    for locale in locales:
        file = spelling.dictionary_file(locale)
        if file is not None:
            yield Check(f"dictionary {locale}", OK, str(file))
            continue
        package = debian_package(locale)
        todo = f"apt-get install {package}, or " if package else ""
        todo += "name a folder of .dic and .aff files in LOCPIPE_DICTIONARIES"
        yield Check(f"dictionary {locale}", NOTE, "none: spelling is not checked", todo)


def kept(docset: Docset, cache_dir: str = "") -> Iterator[Check]:
    """Cache, translation memory and glossaries."""
    settings = docset.settings
    try:
        folder = cache_folder(settings.root, cache_dir)
    except UsageError as error:
        yield Check("cache", ERROR, str(error), "name another folder, or use --no-cache")
    else:
        if folder is None:
            todo = "make it a folder of yours that nobody else can write to"
            yield Check("cache", NOTE, "nothing is remembered: the folder cannot be used", todo)
        else:
            yield Check("cache", OK, str(folder))
    memory = settings.root / settings.memory
    there = memory.is_file()
    yield Check("memory", OK, _shown(memory) if there else f"none yet ({_shown(memory)})")
    for tree in docset.trees if settings.glossary else ():
        glossary = docset.place(settings.glossary, tree.locale)
        state = OK if glossary.exists() else NOTE
        said = "" if glossary.exists() else ": not there"
        yield Check(f"glossary {tree.locale}", state, f"{_shown(glossary)}{said}")


def _shown(path: AnyPath | None) -> str:
    return "no folder" if path is None else shown(path, Path())


def _extras() -> dict[str, list[str]]:
    """The packages of each extra that users may want, as the distribution names them."""
    found: dict[str, list[str]] = {}
    try:
        required = metadata.requires("locpipe") or []
    except metadata.PackageNotFoundError:  # it runs from a folder
        required = []
    for line in required:
        wanted, _, marker = line.partition(";")
        extra = marker.partition("extra")[2].strip(" ='\"")
        name = re.split(r"[^\w.-]", wanted.strip(), maxsplit=1)[0]
        if extra and extra not in _INNER and name != "locpipe":
            found.setdefault(extra, []).append(name)
    return found


def _is_there(package: str) -> bool:
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return False
    return True
