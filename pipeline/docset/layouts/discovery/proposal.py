"""What a detector proposes, and the register of detectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from pipeline.docset.layouts.discovery.checkout import Checkout

MARKDOWN = (".md",)
MDX = (".md", ".mdx")


class Pair(NamedTuple):
    """The templates of a layout as they are written into settings; `locale` where the target has none."""

    source: str
    target: str
    locale: str = ""


@dataclass(frozen=True)
class Proposal:
    """A layout that a repository may have.

    `tool` is the site generator (or how it was found), `evidence` the file that says so. `locales` are the names that
    the file lists, empty where it lists none. `names` are those that are no tags; `suffixes` are those of pages.
    `beside` is the name of the checkout beside this one that sources may stand in; nothing else outside is looked
    at, whatever settings say. `notes` are told to the user. `is_guess`: nothing says which pages are the sources.
    """

    tool: str
    evidence: str
    pairs: tuple[Pair, ...]
    locales: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    source_locale: str = "en-US"
    suffixes: tuple[str, ...] = MARKDOWN
    beside: str = ""
    notes: tuple[str, ...] = ()
    is_guess: bool = False


class Detector(Protocol):
    """Looks for the layouts of one site generator."""

    tool: str

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """The layouts that its settings or its folders speak for. Raises nothing for settings that cannot be read."""


DETECTORS: list[Detector] = []
"""Every detector, those of one site generator before those that only look at folders."""


def detector(kind: Callable[[], Detector]) -> Callable[[], Detector]:
    """Register a detector class."""
    DETECTORS.append(kind())
    return kind


def joined(*parts: str) -> str:
    """Parts of a path as one, `.` and `..` inside it resolved; it may begin with `..`."""
    steps: list[str] = []
    for part in "/".join(parts).split("/"):
        if part == ".." and steps and steps[-1] != "..":
            steps.pop()
        elif part not in ("", "."):
            steps.append(part)
    return "/".join(steps)


def folder_of(file: str) -> str:
    """The folder that a file stands in."""
    return file.rpartition("/")[0]
