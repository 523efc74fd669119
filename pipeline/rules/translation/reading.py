"""The Markdown of one side of a unit, read by the parser once: links, code, emphasis, plain text.

Offsets are 0-based characters in the side's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyromark

from pipeline.text.offsets import ByteOffsets


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image: where all of it stands, and where it points to."""

    start: int
    end: int
    target: str


@dataclass(frozen=True)
class Reading:
    """One side of a unit."""

    text: str

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links and images in the order they stand."""
        offsets = ByteOffsets(self.text)
        found = []
        for event, place in pyromark.events_with_range(self.text):
            if isinstance(event, dict) and isinstance(value := event.get("Start"), dict):
                link = value.get("Link") or value.get("Image")
                if link:
                    start, end = offsets.char(place["start"]), offsets.char(place["end"])
                    found.append(Link(start, end, link["dest_url"]))
        return tuple(found)
