"""Where a docset's cache is: in the user's cache folder, never in the docset.

What stands in a repository was written by others, and a cache decides what is found. So the folder is one that only
this user can write to.
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

from pipeline.errors import UsageError
from pipeline.files.checkout import checkout_around
from pipeline.files.folders import is_below, real

VARIABLE = "LOCPIPE_CACHE_DIR"
_NAME = re.compile(r"[0-9a-f]{32}")
_KEPT = 30 * 24 * 3600  # seconds without a run after which a docset's cache goes


def cache_folder(root: Path, named: str = "") -> Path | None:
    """The folder of the docset at `root`, made where there is none; None where it cannot be kept in safety.

    It is below `named`, else below what LOCPIPE_CACHE_DIR says, else below the user's cache folder. Raises UsageError
    where one that was named stands in the docset's own repository.
    """
    named = named or os.environ.get(VARIABLE, "")
    base = Path(named) if named else _of_user()
    if named:
        _check_outside(base, root)
    folder = base / hashlib.blake2b(os.fsencode(real(root)), digest_size=16).hexdigest()
    try:
        if not folder.exists():
            _sweep(base)
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def _check_outside(base: Path, root: Path) -> None:
    checkout = checkout_around(root)
    top = checkout.top if checkout else root
    if is_below(real(base), real(top)):
        raise UsageError(
            f"the cache folder {base} is inside the repository ({real(top)}), whose own files would then be"
            f" believed: name one outside of it by --cache-dir or {VARIABLE}, or use --no-cache"
        )


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
