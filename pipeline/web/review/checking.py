"""What the rules say of a text while it is being typed, and how it will look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from pipeline.catalog.entries import entries_of, page_text
from pipeline.handback.targets import with_targets
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import problem
from pipeline.rules.finding import Finding
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.text.decoding import line_end
from pipeline.units.unit import Unit
from pipeline.web.collect import entry_key
from pipeline.web.marks import word_edits
from pipeline.web.prose import Prose, edited


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings on a typed text, and the text rendered with their words marked."""

    findings: tuple[Finding, ...]
    preview: Markup


def check_text(loaded: LoadedPage, policy: Policy, key: str, text: str) -> Checked | None:
    """What is found in `text` as the translation of an entry; None where the page has no such entry.

    Nothing is written.
    """
    wanted = next((one for one in entries_of(loaded.units) if entry_key(one) == key), None)
    if wanted is None:
        return None
    article = loaded.article
    number = wanted.units[0]
    old = loaded.units[number]
    typed = _with_text(old, page_text(text, old.target, line_end(article.text)))
    found = unit_findings(loaded.context(units=(typed,)), policy)
    if text and old.target_range is not None:
        rebuilt = with_targets(article, loaded.units, {number: typed.target})
        for refused in rebuilt.refused:
            message = f"this text cannot stand in the page: {refused.why}"
            found.append(problem(loaded.page, "translation-breaks-page", message))
    found.sort(key=lambda one: (-one.severity, one.start))
    prose = Prose(article)
    marks = word_edits([(n, one, typed) for n, one in enumerate(found)], prose, in_unit=True)
    [preview] = prose.inline([edited(typed.target, 0, marks)], _Attributes(found))
    return Checked(tuple(found), preview)


def _with_text(unit: Unit, text: str) -> Unit:
    """The unit with another target; its range is where the text would stand."""
    start = unit.target_range[0] if unit.target_range else 0
    return replace(unit, target=text, target_range=(start, start + len(text)))


@dataclass(frozen=True, slots=True)
class _Attributes:
    found: list[Finding]

    def __call__(self, name: str) -> str:
        if name[:1] != "f" or not name[1:].isdigit():
            return ""
        return f' class="words {self.found[int(name[1:])].severity.label}"'
