"""A stretch of a page that is translated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """`start` and `end` (0-based characters in the page's text) enclose the text, white space around it left out.

    `kind` is what a translator sees (`heading 2`, `metadata: title`); `block`, `level` and `containers` say what
    block it stands in, as `pipeline.markdown.blocks` has them (`metadata` and `image` for what stands in none).
    `anchor` names the nearest heading at or above it. `break_before` is true for a piece of a block that a hard
    line break sets apart from the piece before it. `whole` encloses the link that the text is all of, if it is.
    """

    start: int
    end: int
    kind: str
    block: str = ""
    level: int = 0
    containers: tuple[str, ...] = ()
    anchor: str = ""
    break_before: bool = False
    whole: tuple[int, int] | None = None

    @property
    def in_link(self) -> bool:
        """Is the text all of a link's text, the link's brackets and address left out?"""
        return self.whole is not None and self.whole != (self.start, self.end)

    @property
    def is_quoted(self) -> bool:
        """Does the text stand in a block quote or an alert, whose lines begin with `>`?"""
        return any(name == "quote" or name.startswith("alert ") for name in self.containers)
