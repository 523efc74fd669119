"""Small histories of a page and its translation, written as cases; made into trees, and into real repositories."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.docset.git import Repository
from pipeline.docset.layouts.paths import SamePaths
from pipeline.docset.pages import Page, Tree
from pipeline.provenance.page_log import PageLog, PairNow, versions_of
from pipeline.provenance.page_versions import Version
from tests.cases import Case

_PART = re.compile(r"c(\d+)(?: of ((?:c\d+ ?)+))? (en|nl)(?: (gone)| = (\S+))?")
PATHS = {"en": "docs/en/a.md", "nl": "docs/nl/a.md"}


@dataclass
class Commit:
    """A commit of a case: its parents, and the two files after it as (path, text), None where there is none."""

    number: int
    parents: list[int]
    files: dict[str, tuple[str, str] | None] = field(default_factory=dict)


def commits_of(case: Case) -> list[Commit]:
    """The commits of a case, in order; what a commit does not name is as in its first parent."""
    commits: dict[int, Commit] = {}
    for name, text in case.parts.items():
        match = _PART.fullmatch(name)
        if match is None:
            continue
        number, side = int(match[1]), match[3]
        if number not in commits:
            named = [int(one[1:]) for one in (match[2] or "").split()]
            parents = named or ([number - 1] if number > 1 else [])
            before = commits[parents[0]].files if parents else dict.fromkeys(PATHS)
            commits[number] = Commit(number, parents, dict(before))
        commit = commits[number]
        old = commit.files[side] or (PATHS[side], "")
        commit.files[side] = (
            None if match[4] else (match[5] or old[0], (text.strip("\n") and text) or old[1])
        )
    return [commits[number] for number in sorted(commits)]


def versions(case: Case) -> tuple[list[Version], str | None]:
    """The versions of the localized page, straight from the case, and its source's text now."""
    commits = commits_of(case)
    places = {commit.number: place for place, commit in enumerate(commits)}
    found = [
        Version(
            f"c{commit.number}",
            _text(commit, "en"),
            _text(commit, "nl"),
            tuple(places[parent] for parent in commit.parents),
        )
        for commit in commits
    ]
    return found, _text(commits[-1], "en")


def _text(commit: Commit, side: str) -> str | None:
    file = commit.files[side]
    return file[1] if file else None


def repository(case: Case, folder: Path) -> Path:
    """A git repository with the history of a case, shallow where the case says so."""
    _git(folder.parent, "init", "-q", str(folder))
    commits = commits_of(case)
    _git(folder, "fast-import", "--quiet", data="".join(map(_imported, commits)).encode())
    _git(folder, "symbolic-ref", "HEAD", f"refs/heads/c{commits[-1].number}")
    depth = case.get("shallow").strip()
    if not depth:
        return folder
    shallow = folder.with_name(f"{folder.name}-shallow")
    _git(
        folder.parent,
        "clone",
        "-q",
        "--no-checkout",
        "--depth",
        depth,
        f"file://{folder}",
        str(shallow),
    )
    return shallow


def _imported(commit: Commit) -> str:
    lines = [
        f"commit refs/heads/c{commit.number}\nmark :{commit.number}\n"
        f"committer A <a@example.com> {1_700_000_000 + commit.number * 60} +0000\ndata 0\n"
    ]
    lines += [f"{'merge' if at else 'from'} :{one}\n" for at, one in enumerate(commit.parents)]
    lines.append("deleteall\n")
    for file in commit.files.values():
        if file is not None:
            lines.append(f"M 100644 inline {file[0]}\ndata {len(file[1].encode())}\n{file[1]}\n")
    return "".join(lines) + "\n"


def imported(root: Path, files: list[tuple[str, str]], after: int = 0) -> Path:
    """A repository with a commit a minute, each of which writes a file; the first one `after` so many seconds."""
    _git(root.parent, "init", "-q", str(root))
    parts = []
    for at, (name, text) in enumerate(files):
        path = name.replace("\\", "\\\\").replace('"', '\\"')
        parts.append(
            f"commit refs/heads/main\ncommitter A <a@example.com> {1_700_000_000 + after + at * 60} +0000\n"
            f'data 0\nM 100644 inline "{path}"\ndata {len(text.encode())}\n{text}\n'
        )
    _git(root, "fast-import", "--quiet", data="".join(parts).encode())
    _git(root, "symbolic-ref", "HEAD", "refs/heads/main")
    return root


def checkout(case: Case, folder: Path) -> Page:
    """The localized page of a case in the working tree of its repository."""
    root = repository(case, folder)
    _git(root, "reset", "-q", "--hard")
    last = commits_of(case)[-1]
    target, source = ((last.files[side] or (PATHS[side], ""))[0] for side in ("nl", "en"))
    (root / "docs/en").mkdir(parents=True, exist_ok=True)
    roots = ((root / target).parent, root / "docs/en", root / "po", root / "out")
    tree = Tree("nl-NL", *roots, _Moved(source.removeprefix("docs/en/")))
    return Page(Path(target).name, tree)


@dataclass(frozen=True)
class _Moved(SamePaths):
    """The source stands where the case says."""

    place: str

    def source(self, path: str) -> str:
        return self.place


def from_git(case: Case, folder: Path) -> tuple[list[Version], str | None]:
    """The same as `versions`, read from a repository."""
    root = repository(case, folder)
    last = commits_of(case)[-1]
    target = last.files["nl"] or (PATHS["nl"], "")
    source = last.files["en"] or (PATHS["en"], "")
    pair = PairNow(target[0], source[0], target[1], _text(last, "en"))
    ((_, found),) = versions_of([pair], log_of(root))
    return found, pair.source_text


def log_of(root: Path) -> PageLog:
    """The log of a repository's pages."""
    found = Repository.around(root)
    assert found is not None
    return PageLog(found.touches([".md"]), found, found.head)


def _git(folder: Path, *arguments: str, data: bytes = b"") -> bytes:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        input=data,
        capture_output=True,
        check=True,
    ).stdout
