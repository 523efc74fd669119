"""Where things are, seen from a page: in the report on disk by relative paths, in the review by paths of the server."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

_SOURCE = "source"


class Links(Protocol):
    """The addresses that templates ask for. `editing` says whether pages are shown to be edited."""

    @property
    def editing(self) -> bool:
        """Are targets edited here?"""

    def home(self) -> str:
        """The overview."""

    def asset(self, name: str) -> str:
        """A style sheet or script."""

    def page(self, locale: str, path: str) -> str:
        """A page's view."""

    def rule(self, name: str) -> str:
        """A rule's page; the list of all rules for an empty name."""


def file_of(locale: str, path: str) -> str:
    """The file of a page's view, relative to the report's folder."""
    return f"pages/{locale or _SOURCE}/{path}.html"


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Links of a file that stands `depth` folders below the report's own."""

    depth: int = 0

    @property
    def editing(self) -> bool:
        """A report only shows."""
        return False

    @property
    def _up(self) -> str:
        return "../" * self.depth

    def home(self) -> str:
        """The overview."""
        return f"{self._up}index.html"

    def asset(self, name: str) -> str:
        """A style sheet or script."""
        return f"{self._up}assets/{name}"

    def page(self, locale: str, path: str) -> str:
        """A page's view."""
        return self._up + quote(os.fsencode(file_of(locale, path)))

    def rule(self, name: str) -> str:
        """A rule's page."""
        return f"{self._up}rules/{quote(name or 'index')}.html"
