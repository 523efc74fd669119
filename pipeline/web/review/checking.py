"""What the rules say of a text while it is being typed, and how it will look."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from pipeline.commands.check import checked
from pipeline.files.decoding import line_end
from pipeline.po.entries import page_text, po_text
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.apply import with_targets
from pipeline.results.finding import Finding
from pipeline.rules.policy import Policy
from pipeline.rules.problem import problem
from pipeline.web.exchanged import exchanged
from pipeline.web.marks import UnitPlaces, word_edits
from pipeline.web.prose import Prose, edited


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings on a typed text, and the text rendered with their words marked."""

    findings: tuple[Finding, ...]
    preview: Markup


def check_text(loaded: LoadedPage, policy: Policy, key: str, text: str) -> Checked | None:
    """What is found in `text` as the translation of an entry; None where the page has no such entry.

    The text is put into the page as its PO file has it, so that rules see it where it would stand. Nothing is
    written.
    """
    page = exchanged(loaded)
    if key not in page.keys or not key:
        return None
    number = page.keys.index(key)
    old = page.units[number]
    target = page_text(po_text(text), old.target, line_end(page.article.text))
    rebuilt = with_targets(page.article, page.units, {number: target})
    found: list[Finding] = []
    if rebuilt.refused or old.target_range is None:
        typed = old._replace(target=target)
        for refused in rebuilt.refused:
            message = f"this text cannot stand in the page: {refused.why}"
            found.append(problem(loaded.page, "translation-breaks-page", message))
    else:
        typed = rebuilt.units[number]
        every = checked(loaded, policy, rebuilt.article, rebuilt.units).findings
        places = UnitPlaces(rebuilt.units)
        found += (one for one in every if places.unit_of(one) == number)
    found.sort(key=lambda one: (-one.severity, one.place.start))
    prose = Prose(page.article)
    marks = word_edits([(n, one, typed) for n, one in enumerate(found)], prose, in_unit=True)
    [preview] = prose.inline([edited(target, 0, marks)], _Attributes(found))
    return Checked(tuple(found), preview)


@dataclass(frozen=True, slots=True)
class _Attributes:
    found: list[Finding]

    def __call__(self, name: str) -> str:
        if name[:1] != "f" or not name[1:].isdigit():
            return ""
        return f' class="words {self.found[int(name[1:])].severity.label}"'
