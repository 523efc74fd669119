"""Repositories that want to run something: each would start a trap, which leaves a canary.

A repository of `HOSTILE` is made in a clean one, and says by which plain git command its trap goes off, so that a
test can see that it would.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.repo import ENGLISH, Repo, localized

UNKNOWN = "0123456789abcdef0123456789abcdef01234567"
_EVERYTHING = """\
[core]
    fsmonitor = {trap} fsmonitor
    pager = {trap} pager
    editor = {trap} editor
    sshCommand = {trap} ssh
    askPass = {trap}
    gitProxy = {trap}
    alternateRefsCommand = {trap} alternates
    hooksPath = {hooks}
[sequence]
    editor = {trap} editor
[pager]
    log = {trap} pager
    rev-parse = {trap} pager
    cat-file = {trap} pager
[diff]
    external = {trap} diff
[diff "page"]
    textconv = {trap} textconv
    command = {trap} diff
[filter "page"]
    clean = {trap} clean
    smudge = {trap} smudge
    process = {trap} process
    required = true
[merge "page"]
    driver = {trap} merge
[log]
    showSignature = true
[gpg]
    program = {trap}
[gpg "ssh"]
    program = {trap}
[credential]
    helper = !{trap} credential
[alias]
    show = !{trap} alias
    log = !{trap} alias
    trap = !{trap} alias
[remote "origin"]
    url = ext::{trap} remote
    promisor = true
    partialCloneFilter = blob:none
    uploadpack = {trap} uploadpack
    fetch = +refs/heads/*:refs/remotes/origin/*
[remote "vcs"]
    url = trap
    vcs = trap
[uploadpack]
    packObjectsHook = {trap} pack
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[maintenance]
    auto = true
[gc]
    auto = 1
[submodule "sub"]
    url = ext::{trap} submodule
    active = true
    update = !{trap} submodule
"""


@dataclass(frozen=True)
class Trap:
    """A program that leaves a canary, and folders of hooks that do."""

    program: Path
    hooks: Path
    canary: Path

    @classmethod
    def at(cls, folder: Path) -> Trap:
        """Lay one in a folder."""
        trap = cls(folder / "trap", folder / "hooks", folder / "canary")
        folder.mkdir()
        _program(trap.program, f'#!/bin/sh\necho "$0 $*" >> {trap.canary}\nexit 1\n')
        for name in _HOOKS:
            _program(trap.hooks / name, f"#!/bin/sh\necho {name} >> {trap.canary}\n")
        return trap

    @property
    def config(self) -> str:
        """Settings that start it for everything that git knows to start."""
        return _EVERYTHING.format(trap=self.program, hooks=self.hooks)

    def is_off(self) -> bool:
        """Has it gone off?"""
        return self.canary.exists()


_HOOKS = (
    "fsmonitor-watchman",
    "post-checkout",
    "post-index-change",
    "pre-auto-gc",
    "pre-commit",
    "query-watchman",
    "reference-transaction",
)
Bait = Callable[[Path], None]
"""What makes the trap of a repository go off, with git as it is."""


def docset(root: Path) -> Repo:
    """A clean repository with a docset: a stale page whose hand-off git knows, one whose hand-off it does not."""
    repo = Repo(root)
    for name in ("a", "b"):
        repo.write(f"content/en-US/{name}.md", ENGLISH)
    first = repo.commit()
    repo.write("content/nl-NL/a.md", localized(ENGLISH, first, "HT"))
    repo.write("content/nl-NL/b.md", localized(ENGLISH, UNKNOWN))
    repo.commit()
    for name in ("a", "b"):
        repo.write(f"content/en-US/{name}.md", ENGLISH.replace("20", "30"))
    repo.commit()
    return repo


def git(*arguments: str) -> Bait:
    """git with some arguments, in the repository."""

    def run(folder: Path) -> None:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
        command = ["git", *arguments]
        subprocess.run(command, cwd=folder, env=environment, input=b"", capture_output=True)

    return run


def _below(folder: str, bait: Bait) -> Bait:
    return lambda root: bait(root / folder)


def bare_among_pages(repo: Repo, trap: Trap) -> None:
    """A bare repository that a commit can hold."""
    content = repo.root / "content"
    _bare(content, trap, worktree=content)


def hooks(repo: Repo, trap: Trap) -> None:
    shutil.copytree(trap.hooks, repo.root / ".git/hooks", dirs_exist_ok=True)


def everything(repo: Repo, trap: Trap) -> None:
    """Settings of `.git/config`, which come with an archive, not with a clone."""
    _add(repo.root / ".git/config", trap.config)
    repo.write(".gitattributes", "* filter=page diff=page merge=page\n")


def included(repo: Repo, trap: Trap) -> None:
    repo.write("more.config", trap.config)
    _add(repo.root / ".git/config", "[include]\n    path = ../more.config\n")


def included_if(repo: Repo, trap: Trap) -> None:
    repo.write("more.config", trap.config)
    _add(repo.root / ".git/config", '[includeIf "gitdir:/**"]\n    path = ../more.config\n')


def worktree_config(repo: Repo, trap: Trap) -> None:
    repo.git("config", "extensions.worktreeConfig", "true")
    _add(repo.root / ".git/config.worktree", trap.config)


def promisor(repo: Repo, trap: Trap) -> None:
    repo.git("config", "core.repositoryFormatVersion", "1")
    repo.git("config", "extensions.partialClone", "origin")
    _add(repo.root / ".git/config", trap.config)


def signed(repo: Repo, trap: Trap) -> None:
    """HEAD is a commit that says that it is signed."""
    lines = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], cwd=repo.root, capture_output=True, check=True
    ).stdout
    head, _, message = lines.partition(b"\n\n")
    signature = b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=repo.root,
        input=head + signature + b"\n\n" + message,
        capture_output=True,
        check=True,
    ).stdout
    repo.git("update-ref", "HEAD", made.decode().strip())
    _add(repo.root / ".git/config", trap.config)


def alternates(repo: Repo, trap: Trap) -> None:
    """Its objects are in another repository, which is as bad."""
    other = repo.root / "media"
    _bare(other, trap, worktree=repo.root)
    shutil.move(repo.root / ".git/objects", other / "real")
    shutil.copytree(other / "real", other / "objects", dirs_exist_ok=True)
    (repo.root / ".git/objects/info").mkdir(parents=True)
    (repo.root / ".git/objects/info/alternates").write_text(f"{other / 'objects'}\n")
    _add(repo.root / ".git/config", trap.config)


def submodule(repo: Repo, trap: Trap) -> None:
    head = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{head},content/sub")
    url = f'[submodule "sub"]\n    path = content/sub\n    url = ext::{trap.program} submodule\n'
    repo.write(".gitmodules", url)
    repo.commit("with a submodule")
    _add(repo.root / ".git/config", trap.config)


def git_file_inside(repo: Repo, trap: Trap) -> None:
    """`.git` of a folder of pages leads to a folder among the pages."""
    _bare(repo.root / "media", trap, worktree=repo.root / "content")
    repo.write("content/.git", "gitdir: ../media\n")


def git_file_outside(repo: Repo, trap: Trap) -> None:
    """`.git` leads out of the docset."""
    away = repo.root.parent / "away"
    shutil.move(repo.root / ".git", away)
    _add(away / "config", f"[core]\n    worktree = {repo.root}\n{trap.config}")
    repo.write(".git", f"gitdir: {away}\n")


def git_in_folders(repo: Repo, trap: Trap) -> None:
    """Each folder of pages is a repository of its own."""
    for name in ("content/nl-NL", "content/en-US"):
        folder = repo.root / name / ".git"
        shutil.copytree(repo.root / ".git", folder)
        _add(folder / "config", trap.config)


def program_in_the_tree(repo: Repo, trap: Trap) -> None:
    """A `git` lies among the pages; PATH says in one of its parts: look here."""
    for folder in (".", "content", "content/nl-NL", "content/en-US"):
        _program(repo.root / folder / "git", trap.program.read_text())
        _program(repo.root / folder / "git-remote-trap", trap.program.read_text())


HOSTILE: Mapping[Callable[[Repo, Trap], None], Bait] = {
    bare_among_pages: _below("content/nl-NL", git("cat-file", "-t", UNKNOWN)),
    hooks: git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--allow-empty", "-mx"),
    everything: git("status"),
    included: git("status"),
    included_if: git("status"),
    worktree_config: git("status"),
    promisor: git("cat-file", "-t", UNKNOWN),
    signed: git("log", "-1"),
    alternates: git("status"),
    submodule: git("submodule", "update", "--init"),
    git_file_inside: _below("content", git("status")),
    git_file_outside: git("status"),
    git_in_folders: _below("content/nl-NL", git("status")),
}
"""Each hostile repository, and what plain git command is caught in it."""


def _bare(folder: Path, trap: Trap, worktree: Path) -> None:
    """What git takes for a bare repository, made of files that a commit can hold."""
    for name in ("objects", "refs"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / ".keep").write_text("")
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / "config").write_text(
        "[core]\n    repositoryformatversion = 1\n    bare = false\n"
        f"    worktree = {worktree}\n[extensions]\n    partialClone = origin\n{trap.config}"
    )


def _add(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


def _program(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(0o755)
