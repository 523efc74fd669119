"""What the overview knows of one page: a small value that travels between processes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from pipeline.engine.packed_facts import PackedFacts
from pipeline.results.fact import Fact
from pipeline.results.page_result import Outcome

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

    def as_text(self) -> str:
        """The row as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of_text(cls, text: str) -> Row:
        """The row in `text`."""
        return cls(**json.loads(text))

    def as_fact(self) -> Fact:
        """The row as a job hands it over."""
        return Fact(RULE, self.path, self.locale, self.path, value=self.as_text())

    @classmethod
    def of_fact(cls, fact: Fact) -> Row:
        """The row that a job handed over."""
        return cls.of_text(fact.value)

    def values(self) -> list[str | int]:
        """The fields in their order, for a table of many rows."""
        return [getattr(self, name) for name in COLUMNS]


COLUMNS = tuple(field.name for field in fields(Row))


def row_of(outcome: Outcome) -> Row | None:
    """The row that a page's outcome carries: its first fact, so that the others need not be unpacked."""
    facts = outcome.facts
    first = facts.first() if isinstance(facts, PackedFacts) else next(iter(facts), None)
    return Row.of_fact(first) if first is not None and first.rule == RULE else None
