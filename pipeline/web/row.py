"""What the overview knows of one page: a small value that travels between processes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from pipeline.jobs.outcome import Outcome
from pipeline.rules.docset import Fact

RULE = "report-row"
"""The name that a row travels under, as a fact that no rule judges."""


@dataclass(frozen=True, slots=True)
class Row:
    """One page. `locale` is empty for a source page, which has neither translation type nor freshness.

    `words` and `review_words` count words of the source: of all units, and of those nobody has reviewed.
    """

    path: str
    locale: str
    title: str = ""
    translation_type: str = ""
    freshness: str = ""
    units: int = 0
    reviewed: int = 0
    words: int = 0
    review_words: int = 0
    errors: int = 0
    warnings: int = 0
    suggestions: int = 0

    def as_fact(self) -> Fact:
        """The row as a job hands it over."""
        return Fact(RULE, self.path, self.locale, self.path, value=json.dumps(asdict(self)))

    @classmethod
    def of_fact(cls, fact: Fact) -> Row:
        """The row that a job handed over."""
        return cls(**json.loads(fact.value))

    def values(self) -> list[str | int]:
        """The fields in their order, for a table of many rows."""
        return [getattr(self, name) for name in COLUMNS]


COLUMNS = tuple(field.name for field in fields(Row))


def row_of(outcome: Outcome) -> Row | None:
    """The row among the facts of a page's outcome."""
    fact = next((fact for fact in outcome.facts if fact.rule == RULE), None)
    return Row.of_fact(fact) if fact else None
