"""What the rules say of a text while it is being typed, and how it will look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from pipeline.catalog.entries import entries_of, page_text, po_text
from pipeline.handback.targets import with_targets
from pipeline.jobs import po_file
from pipeline.jobs.build import BuildOptions, in_page
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import problem
from pipeline.rules.finding import Finding
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.text.decoding import line_end
from pipeline.web.collect import entry_key
from pipeline.web.marks import unit_of, word_edits
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
    wanted = next((one for one in entries_of(loaded.units) if entry_key(one) == key), None)
    if wanted is None:
        return None
    po, _ = po_file.read(loaded)
    built = in_page(loaded, po, BuildOptions())
    number = wanted.units[0]
    old = built.units[number]
    target = page_text(po_text(text), old.target, line_end(built.article.text))
    rebuilt = with_targets(built.article, built.units, {number: target})
    if rebuilt.refused:
        message = f"this text cannot stand in the page: {rebuilt.refused[0].why}"
        typed, found = replace(old, target=target), []
        found.append(problem(loaded.page, "translation-breaks-page", message))
    else:
        typed = rebuilt.units[number]
        context = loaded.context(rebuilt.article, rebuilt.units)
        every = unit_findings(context, policy)
        found = [one for one in every if unit_of(one, rebuilt.units) == number]
    found.sort(key=lambda one: (-one.severity, one.start))
    prose = Prose(built.article)
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
