"""Where systems keep hunspell dictionaries."""

from __future__ import annotations

import os
from pathlib import Path

FOLDERS = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "~/Library/Spelling",
    "~/.local/share/hunspell",
)
"""Looked through in this order; `LOCPIPE_DICTIONARIES` names a folder that goes before them."""


def folders() -> list[Path]:
    """The folders that are there."""
    own = os.environ.get("LOCPIPE_DICTIONARIES", "")
    named = (own, *FOLDERS) if own else FOLDERS
    return [path for folder in named if (path := Path(folder).expanduser()).is_dir()]
