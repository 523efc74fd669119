"""Where systems keep hunspell dictionaries."""

from __future__ import annotations

import os
import tomllib
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


def debian_package(locale: str) -> str:
    """The Debian package with a dictionary for a locale; empty where there is none."""
    path = Path(__file__).with_name("data") / "hunspell.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    packages, name = data["packages"].split(), locale.lower()
    language = name.partition("-")[0]
    names = (name, language, data["languages"].get(language))
    return next((f"hunspell-{each}" for each in names if each in packages), "")
