"""Which commit a repository is at, told from its files, so that what depends on it is known to depend on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import PageError
from pipeline.files import files, reads
from pipeline.files.checkout import Checkout

_BRANCH = b"ref: "
_LINKS = 5  # a branch may stand for another one


def head_state(checkout: Checkout) -> str:
    """A digest of what says which commit HEAD is and how far back history goes: another one after each commit.

    The files are read in a way that is remembered (`files`): a result in which this went is worked out again when
    they change.
    """
    said = [f"{file} {_content(file)!r}" for file in _files(checkout)]
    return reads.digest("\n".join(said).encode("utf-8", "surrogateescape"))


def _files(checkout: Checkout) -> Iterator[Path]:
    yield checkout.shallow
    place = checkout.git / "HEAD"
    for _ in range(_LINKS):
        yield place
        content = _content(place)
        if content is None:  # packed, or in a table
            yield checkout.common / "packed-refs"
            yield checkout.common / "reftable" / "tables.list"
            return
        if not content.startswith(_BRANCH):
            return
        name = content.removeprefix(_BRANCH).strip().decode("utf-8", "surrogateescape")
        if not name.startswith("refs/") or ".." in name or "\0" in name:
            return
        place = checkout.common / name


def _content(file: Path) -> bytes | None:
    try:
        return files.read_if_there(file)
    except PageError:
        return None
