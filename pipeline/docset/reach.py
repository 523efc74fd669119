"""How far the settings of a repository reach: what they name stays in the repository, unless the user says so.

Settings come with a clone. Pages may be read from anywhere (sources in another folder or repository are common); what
is written, and the other files that are read, stay below the repository's top, or below the docset's folder where
there is no repository.
"""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.files.checkout import checkout_around
from pipeline.files.folders import is_below, real
from pipeline.files.remote import AnyPath, Remote
from pipeline.settings import Settings

_OPTIONS = ("content", "source", "po", "out", "memory")
"""The settings for which there is an option of the same name."""


def check_reach(settings: Settings, key: str, place: AnyPath) -> None:
    """Raises UsageError where `place`, which the setting `key` names, is too far away.

    Nothing is too far that the user has named.
    """
    if not settings.is_own(key):
        option = f"--{key}" if key in _OPTIONS else ""
        _check(settings, f"`{key.replace('_', '-')}` in the settings", place, option)


def check_default(settings: Settings, option: str, place: AnyPath) -> None:
    """Raises UsageError where the default of an option for a place that is written leads too far away, as links may."""
    if not settings.is_own(option):
        _check(settings, f"the default of {option}", place, option)


def _check(settings: Settings, what: str, place: AnyPath, option: str) -> None:
    if why := _too_far(settings.root, place):
        by = f"name it by {option}, or " if option else ""
        raise UsageError(f"{what}: {why}. If that is right, {by}run `locpipe --trust-settings …`")


def check_url(settings: Settings, key: str, place: AnyPath) -> None:
    """Raises UsageError where a setting names a URL: pages are read from any folder, but not from the network."""
    if isinstance(place, Remote):
        check_reach(settings, key, place)


def _too_far(root: Path, place: AnyPath) -> str:
    """Why a place is out of reach; empty where it is not."""
    if isinstance(place, Remote):
        return f"{place} is a URL, and would be reached over the network"
    checkout = checkout_around(root)
    target, docset = real(place), real(root)
    top = real(checkout.top) if checkout else docset
    if is_below(_plain(place), _plain(root)) and not is_below(target, docset):
        return f"{place} is reached by a symbolic link that leads out of the docset, to {target}"
    if not is_below(target, top):
        return f"{place} is outside of the {'repository' if checkout else 'docset'} ({top})"
    if ".git" in Path(os.path.relpath(target, top).casefold()).parts:
        return f"{place} is among git's own files"
    return ""


def _plain(path: Path) -> str:
    """A path from the top, as it is written: links in it are not followed."""
    return os.path.normpath(path.absolute())
