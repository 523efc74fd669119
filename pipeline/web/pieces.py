"""The pieces of a page's view: its findings and its units, each with its number on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.results.finding import Finding
from pipeline.severity import Severity
from pipeline.units.unit import Unit
from pipeline.web.inert import inert
from pipeline.web.marks import UnitPlaces, word_range


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its number on the page and the unit (by number) that it is about."""

    number: int
    finding: Finding
    unit: int | None = None

    @property
    def severity(self) -> str:
        """Its severity as outputs name it."""
        return self.finding.severity.label

    @property
    def certainty(self) -> str:
        """Its certainty as outputs name it."""
        return self.finding.certainty.label


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit, both sides rendered. `raw` is the target's Markdown with the words of its findings marked."""

    number: int
    unit: Unit
    key: str
    reviewed: bool
    source: Markup
    target: Markup
    raw: Markup | None
    findings: tuple[FindingView, ...]

    @property
    def worst(self) -> str:
        """The severity of its worst finding; empty where there is none."""
        return worst(self.findings)


def numbered(findings: Iterable[Finding], units: Sequence[Unit] = ()) -> tuple[FindingView, ...]:
    """Findings, numbered in their order, each with the unit it is about."""
    places = UnitPlaces(units)
    return tuple(
        FindingView(number, finding, places.unit_of(finding))
        for number, finding in enumerate(findings)
    )


def worst(findings: Iterable[FindingView]) -> str:
    """The severity of the worst of some findings; empty where there is none."""
    return max((one.finding.severity for one in findings), default=Severity.OFF).label.replace(
        "off", ""
    )


def marked_words(unit: Unit, findings: Sequence[FindingView]) -> Markup | None:
    """The target's Markdown with the words of its findings marked; None where they name no words."""
    ranges = sorted(
        (words, one.severity) for one in findings if (words := word_range(one.finding, unit))
    )
    if not ranges:
        return None
    parts, done = [Markup()], 0
    for (start, end), severity in ranges:
        if start < done:
            continue
        mark = Markup('<mark class="{}">{}</mark>').format(severity, inert(unit.target[start:end]))
        parts += [inert(unit.target[done:start]), mark]
        done = end
    return Markup().join([*parts, inert(unit.target[done:])])
