"""Where a docset's cache is: in the user's cache folder, and nowhere in the docset that others can have written to.

What stands in a repository was written by others, and a cache decides what is found. So the folder is one that only
this user can write to. It may lie inside the repository where the user names it and git has nothing there, for CI
systems that keep nothing else between their jobs.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
from pathlib import Path
from time import time

from pipeline.docset.git import GitError, Repository
from pipeline.errors import UsageError
from pipeline.files.checkout import checkout_around
from pipeline.files.folders import is_below, real

VARIABLE = "LOCPIPE_CACHE_DIR"
_NAME = re.compile(r"[0-9a-f]{32}")
_KEPT = 30 * 24 * 3600  # seconds without a run after which a docset's cache goes


def cache_folder(root: Path, named: str = "") -> Path | None:
    """The folder of the docset at `root`, made where there is none; None where it cannot be kept in safety.

    It is below `named`, else below what LOCPIPE_CACHE_DIR says, else below the user's cache folder. Raises UsageError
    where one that was named stands in the docset's own repository, and may be a part of it.
    """
    named = named or os.environ.get(VARIABLE, "")
    base = Path(named) if named else _of_user()
    is_inside = bool(named) and _is_inside(base, root)
    folder = base / hashlib.blake2b(os.fsencode(real(root)), digest_size=16).hexdigest()
    try:
        if not folder.exists():
            _sweep(base)
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_inside:
            _ignore(base)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        return folder if _is_private(folder) else None
    except OSError:
        return None


def is_own_file(path: Path) -> bool:
    """Is there either no such file, or one of this user's that has no other name?"""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and _is_mine(status)


def _of_user() -> Path:
    from platformdirs import user_cache_path  # only where there is a cache

    return user_cache_path("locpipe", appauthor=False)


def _is_inside(base: Path, root: Path) -> bool:
    """Is the folder `base` inside the docset's repository? Raises UsageError where it may be a part of it.

    Where there is no repository, whatever is in the docset may be.
    """
    checkout = checkout_around(root)
    top = checkout.top if checkout else root
    place = os.path.normpath(base.absolute())
    if not any(is_below(one, end) for one in (real(base), place) for end in (real(top), str(top))):
        return False
    if why := _why_not(base, top) if checkout else "there is no git to say whose files are in it":
        raise UsageError(
            f"the cache folder {base} is inside the repository ({real(top)}), whose own files would then be"
            f" believed, and {why}: name one outside of it by --cache-dir or {VARIABLE}, or use --no-cache"
        )
    return True


def _why_not(base: Path, top: Path) -> str:
    """Why a folder inside the working tree at `top` may be a part of it; empty where git has nothing there."""
    found = real(base)
    path = os.path.relpath(found, real(top))
    parts = Path(path).parts
    if os.path.normpath(base.absolute()) not in (found, str(top / path)) or os.pardir in parts:
        return "a symbolic link leads there"
    if path == os.curdir:
        return "it is the repository itself"
    if any((top / Path(*parts[:end]) / ".git").exists() for end in range(1, len(parts) + 1)):
        return "it belongs to another repository in it"
    repository = Repository.around(top)
    try:
        is_tracked = repository is None or repository.tracks(path.replace(os.sep, "/"))
    except GitError as error:
        return f"git does not say whose it is ({error})"
    return "git has files there" if is_tracked else ""


def _ignore(base: Path) -> None:
    """Keep the cache from being committed by mistake."""
    with contextlib.suppress(FileExistsError), (base / ".gitignore").open("x") as file:
        file.write("*\n")


def _is_private(folder: Path) -> bool:
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or not _is_mine(status):
        return False
    return os.name == "nt" or not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _is_mine(status: os.stat_result) -> bool:
    return os.name == "nt" or status.st_uid == os.geteuid()


def _sweep(base: Path) -> None:
    """Remove the caches of docsets that nobody has worked on for long."""
    with contextlib.suppress(OSError), os.scandir(base) as entries:
        for entry in entries:
            if not _NAME.fullmatch(entry.name) or not entry.is_dir(follow_symlinks=False):
                continue
            if entry.stat(follow_symlinks=False).st_mtime < time() - _KEPT:
                shutil.rmtree(entry.path, ignore_errors=True)
