"""Where a git repository's working tree is, told from the folders alone: nothing is started to find out.

Only `.git` makes a repository. A folder that merely looks like a bare one (it may lie among the pages) is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.files.regular import opened

_LONGEST = 4096  # bytes of a file that names another folder


@dataclass(frozen=True, slots=True)
class Checkout:
    """A working tree: its top, its git folder, and the folder that its objects and branches are in.

    The last two differ in a linked worktree.
    """

    top: Path
    git: Path
    common: Path

    @property
    def objects(self) -> Path:
        """The folder of the objects."""
        return self.common / "objects"

    @property
    def shallow(self) -> Path:
        """The file that names the commits whose parents are left out; there is none in a whole clone."""
        return self.common / "shallow"


def checkout_around(folder: Path) -> Checkout | None:
    """The working tree that `folder` stands in (it need not exist); None where it stands in none."""
    here = folder.absolute()
    for top in (here, *here.parents):
        git = _git_folder(top / ".git")
        if git is None:
            continue
        common = git / (_first_line(git / "commondir") or ".")
        if (git / "HEAD").is_file() and all((common / one).is_dir() for one in ("objects", "refs")):
            return Checkout(top, git, common)
    return None


def _git_folder(place: Path) -> Path | None:
    """The git folder: `place`, or the one that the file there names (linked worktrees and submodules have such)."""
    if place.is_dir():
        return place
    named = _first_line(place)
    if not named.startswith("gitdir: "):
        return None
    return place.parent / named.removeprefix("gitdir: ")


def _first_line(file: Path) -> str:
    """What a small file says; empty where there is none."""
    try:
        with opened(file) as opened_file:
            data = opened_file.read(_LONGEST) or b""
    except (OSError, ValueError):
        return ""
    return data.decode("utf-8", "surrogateescape").partition("\n")[0].rstrip("\r")
