"""Which folder is the docset's, for somebody who stands somewhere in it."""

from __future__ import annotations

from pathlib import Path

from pipeline.settings import FILE_NAME, Settings


def root_around(folder: Path) -> Path:
    """The docset's folder: the nearest at or above `folder` with settings, or the top of its git repository.

    The top counts where the docset is laid out there as it is without settings. Nothing above the repository is
    looked at, nor above a folder that is in none: settings of strangers (in `/tmp`, say) must not be taken for
    one's own. `folder` itself where nothing is found.
    """
    within = []
    for each in (folder, *folder.parents):
        within.append(each)
        if (each / ".git").exists():
            break
    else:
        return folder
    for each in within:
        if has_settings(each):
            return each
    top = within[-1]
    return top if (top / Settings().source).is_dir() else folder


def has_settings(folder: Path) -> bool:
    """Does a settings file stand in a folder, or a `pyproject.toml` with a part for locpipe?"""
    if (folder / FILE_NAME).is_file():
        return True
    try:
        return "[tool.locpipe" in (folder / "pyproject.toml").read_text("utf-8", "replace")
    except OSError:
        return False
