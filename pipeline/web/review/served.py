"""Where things are on the review server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Served:
    """Links of the server: pages by their number."""

    numbers: Mapping[tuple[str, str], int]

    @property
    def editing(self) -> bool:
        """Targets are edited here."""
        return True

    def home(self) -> str:
        """The overview."""
        return "/"

    def asset(self, name: str) -> str:
        """A style sheet or script."""
        return f"/assets/{name}"

    def page(self, locale: str, path: str) -> str:
        """A page's view."""
        return f"/pages/{self.numbers[locale, path]}"

    def rule(self, name: str) -> str:
        """A rule's page."""
        return f"/rules/{quote(name, safe='')}"
