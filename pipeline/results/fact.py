"""What a page says that only the whole docset can judge."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.results.place import NOWHERE, Place


class Fact(NamedTuple):
    """One thing that a page says: what the judge compares (`key`), and what else it must know (`value`).

    `silenced` names the rules and families that the page itself ignores.
    """

    rule: str
    key: str
    locale: str
    path: str
    place: Place = NOWHERE
    value: str = ""
    translation_type: str = ""
    silenced: frozenset[str] = frozenset()
