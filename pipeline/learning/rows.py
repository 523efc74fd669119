"""What was learned, as rows: what rules and people read. Nothing here needs numpy."""

from __future__ import annotations

from typing import NamedTuple


class Drift(NamedTuple):
    """A source word that people translate by `human` (in `agreed` of `uses` units), machines by `form` in `units`."""

    source: str
    human: str
    agreed: int
    uses: int
    form: str
    units: int

    @property
    def english(self) -> bool:
        """Is it a word that one of the two leaves in the source's language?"""
        return self.source in (self.form, self.human)


class Label(NamedTuple):
    """A label that people translate by `human` in `agreed` of `uses` places on `pages` pages."""

    source: str
    human: str
    agreed: int
    uses: int
    pages: int


class Removed(NamedTuple):
    """A text that people took out of machine translations in `times` of `cases`, on `pages` pages.

    `instead` is what they put in its place where that is one text in nine of ten cases, else empty.
    """

    text: str
    times: int
    cases: int
    pages: int
    instead: str


class Scored(NamedTuple):
    """A unit that nobody has looked at: the line of its target, its score (higher is sooner), its source's words."""

    line: int
    score: float
    words: int
