"""One page as people see it: collected from the jobs, the rules and the PO file, rendered, and ready for a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from pipeline.markdown.article import Article
from pipeline.results.finding import Finding
from pipeline.severity import Severity
from pipeline.units.unit import Unit
from pipeline.web.marks import flag_edits, word_edits
from pipeline.web.pieces import FindingView, UnitView, marked_words
from pipeline.web.prose import Edit, Prose, edited, unit_edits
from pipeline.web.row import Row


@dataclass(frozen=True)
class PageView:
    """A page: its row, what was found, and (where it could be read) its text with its units.

    `keys` names each unit's PO entry; units of one entry are edited together.
    """

    row: Row
    findings: tuple[FindingView, ...]
    page: Article | None = None
    page_units: tuple[Unit, ...] = ()
    reviewed: frozenset[int] = frozenset()
    keys: tuple[str, ...] = ()

    @cached_property
    def _prose(self) -> Prose:
        return Prose(self.page or Article(""))

    @cached_property
    def article(self) -> Markup:
        """The rendered article; units, findings and flags are marked in it."""
        if self.page is None:
            return Markup()
        prose, units = self._prose, self.page_units
        edits: list[Edit] = unit_edits(self.page, units, prose)
        edits += word_edits(self._about_units, prose)
        loose = [(one.number, one.finding) for one in self.findings if one.unit is None]
        edits += flag_edits(self.page, loose, prose)
        return prose.article(edits, self._attributes)

    @cached_property
    def units(self) -> tuple[UnitView, ...]:
        """The units with their findings, both sides rendered."""
        prose, units = self._prose, self.page_units
        by_unit: dict[int, list[FindingView]] = {}
        for one in self.findings:
            if one.unit is not None:
                by_unit.setdefault(one.unit, []).append(one)
        about: dict[int, list[tuple[int, Finding, Unit]]] = {}
        for number, finding, unit in self._about_units:
            about.setdefault(id(unit), []).append((number, finding, unit))
        marked = [
            edited(unit.target, 0, word_edits(about.get(id(unit), ()), prose, in_unit=True))
            for unit in units
        ]
        sources = prose.inline([unit.source for unit in units], self._attributes)
        targets = prose.inline(marked, self._attributes)
        return tuple(
            UnitView(
                number=number,
                unit=unit,
                key=self.keys[number] if number < len(self.keys) else "",
                reviewed=number in self.reviewed,
                source=sources[number],
                target=targets[number],
                raw=marked_words(unit, by_unit.get(number, ())),
                findings=tuple(by_unit.get(number, ())),
            )
            for number, unit in enumerate(units)
        )

    @property
    def _about_units(self) -> Sequence[tuple[int, Finding, Unit]]:
        return [
            (one.number, one.finding, self.page_units[one.unit])
            for one in self.findings
            if one.unit is not None
        ]

    @cached_property
    def metadata(self) -> list[tuple[int, str, str]]:
        """The lines of the front matter with their number, and the worst severity found on each."""
        if self.page is None or self.page.front_matter is None:
            return []
        found: dict[int, Severity] = {}
        for one in self.findings:
            line = one.finding.line
            found[line] = max(found.get(line, Severity.OFF), one.finding.severity)
        first = self.page.lines.place(self.page.front_matter.start)[0]
        lines = self.page.front_matter.yaml_text.splitlines()
        return [
            (number, line, found[number].label if number in found else "")
            for number, line in enumerate(lines, first)
        ]

    def goal(self, one: FindingView) -> str:
        """The id of what a finding is about on this page: a sentence, a metadata line, a flag; empty for nothing."""
        finding, page = one.finding, self.page
        if page is None or finding.path != self.row.path:
            return ""
        if one.unit is not None:
            place = self.page_units[one.unit].target_range
            return f"{'u' if place and place[0] >= page.body_start else 'r'}{one.unit}"
        if finding.line in self._metadata_lines:
            return f"l{finding.line}"
        return f"g{one.number}" if finding.place.start >= page.body_start and page.blocks else ""

    @cached_property
    def _metadata_lines(self) -> frozenset[int]:
        return frozenset(number for number, _, _ in self.metadata)

    def _attributes(self, name: str) -> str:
        """The attributes of the element that a mark becomes."""
        kind, number = name[:1], name[1:]
        if not number.isdigit():
            return ""
        if kind == "u":
            found = self._worst_by_unit.get(int(number), "")
            more = f" has-{found}" if found else ""
            return f' class="unit{more}" id="u{number}" data-unit="{number}" tabindex="-1"'
        severity = self.findings[int(number)].severity
        if kind == "f":
            return Markup(' class="words {}" data-finding="{}"').format(severity, number)
        return Markup(' class="flag {}" id="g{}" data-finding="{}"').format(
            severity, number, number
        )

    @cached_property
    def _worst_by_unit(self) -> dict[int, str]:
        found: dict[int, Severity] = {}
        for one in self.findings:
            if one.unit is not None:
                found[one.unit] = max(found.get(one.unit, Severity.OFF), one.finding.severity)
        return {number: severity.label for number, severity in found.items()}
