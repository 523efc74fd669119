"""What commits did to pages: what git is asked for that, and its answer."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Change(NamedTuple):
    """A file that a commit touched; `before` is what it was called, where it was renamed, else empty."""

    path: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """A commit with its parents and the pages that it touched (a merge: beside its first parent).

    `time` is when it was committed, in seconds since 1970.
    """

    commit: str
    parents: tuple[str, ...]
    time: int
    changes: tuple[Change, ...]


def log_arguments(head: str, suffixes: Iterable[str]) -> list[str]:
    """What git is asked for `touches_of`: the history of the commit `head`, as far as files with these suffixes go."""
    return [
        "log",
        "--topo-order",
        "--full-history",
        "--diff-merges=first-parent",
        "--name-status",
        "--no-ext-diff",
        "--no-textconv",
        "--no-show-signature",
        "--find-renames=50%",
        "-l3000",
        "-z",
        "--format=%x01%H %ct %P",
        head,
        "--",
        *(f":(top,glob)**/*{suffix}" for suffix in suffixes),
    ]


def touches_of(answer: bytes) -> tuple[Touch, ...]:
    """What git answers to `log_arguments`, newest first."""
    return tuple(_touch(record) for record in answer.split(b"\x01")[1:])


def _touch(record: bytes) -> Touch:
    head, *fields = record.split(b"\0")
    commit, time, *parents = head.decode().split()
    names = iter([os.fsdecode(field.lstrip(b"\n")) for field in fields])
    changes = []
    for status in names:
        if status[:1] in ("R", "C"):
            before, path = next(names, ""), next(names, "")
            changes.append(Change(path, before if status[0] == "R" else ""))
        elif status:
            changes.append(Change(next(names, "")))
    return Touch(commit, tuple(parents), int(time), tuple(changes))
