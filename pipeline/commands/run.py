"""All four steps on one page, in one pass: validate, extract, check, build."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.commands.form import BuildOptions
from pipeline.results.page_result import Outcome, joined
from pipeline.rules.policy import Policy
from pipeline.units.unit import SURE

if TYPE_CHECKING:
    import polib

    from pipeline.commands.build import Built
    from pipeline.commands.extract import Formers
    from pipeline.provenance.loaded_page import LoadedPage


def run(
    loaded: LoadedPage,
    policy: Policy,
    options: BuildOptions,
    dictionaries: tuple[str, ...] = (),
    formers: Formers | None = None,
) -> Outcome:
    """Validate the page, bring its PO file up to date, check what is to be published, and build it.

    The texts that are checked are those that the built page carries; where they are not the page's own, in the PO file,
    as that is where they are edited. Where a page is held back, what its PO file has for it is checked as well. Where
    the PO file cannot be read, the page's own are checked and nothing is built. `dictionaries` as for `check`,
    `formers` as for `extract`.
    """
    # where nothing has changed, none of this is needed
    from pipeline.commands.build import NotBuilt, not_built, translated, write
    from pipeline.commands.extract import extracted
    from pipeline.commands.share import gate_findings
    from pipeline.commands.validate import validate

    page = loaded.page
    outcomes = [validate(loaded, policy)] if loaded.exists and not page.is_strings else []
    handed_off, po = extracted(loaded, formers)
    outcomes.append(handed_off)
    if po is None and any(finding.rule == "po-unreadable" for finding in handed_off.findings):
        built: Built | NotBuilt = NotBuilt()
    else:
        built = translated(loaded, po, options)
    if isinstance(built, NotBuilt):
        outcomes += [_checked(loaded, policy)] if loaded.exists else []
        outcomes.append(not_built(loaded, built))
    else:
        written = write(loaded, built, options)
        outcomes.append(_checked(loaded, policy, built, dictionaries))
        outcomes.append(replace(written, findings=(*built.findings, *written.findings)))
    if built.is_held:
        outcomes.append(_of_entries(loaded, policy, dictionaries))
    outcomes.append(Outcome(page.path, page.locale, gate_findings(loaded, po)))
    return _joined(page.path, page.locale, outcomes)


def _checked(
    loaded: LoadedPage,
    policy: Policy,
    built: Built | None = None,
    dictionaries: tuple[str, ...] = (),
) -> Outcome:
    from pipeline.commands.check import check

    if built is None or not built.changed:
        return check(loaded, policy, built, dictionaries)
    from pipeline.commands.check_po import check_po
    from pipeline.po.entries import po_text
    from pipeline.po.file import is_translated

    doubtful = {po_text(unit.source) for unit in built.units if unit.certainty < SURE}

    def is_built(entry: polib.POEntry) -> bool:
        return is_translated(entry) and not (entry.fuzzy and entry.msgid in doubtful)

    return check_po(loaded, policy, dictionaries=dictionaries, wanted=is_built)


def _of_entries(loaded: LoadedPage, policy: Policy, dictionaries: tuple[str, ...]) -> Outcome:
    """The check of what the PO file has for a page that is held back, and the page itself has not."""
    from pipeline.commands.check_po import check_po
    from pipeline.po.entries import po_text
    from pipeline.po.file import is_translated
    from pipeline.rules.translation.whole_page import RULE as WHOLE_PAGE

    own = {(po_text(unit.source), po_text(unit.target)) for unit in loaded.units}

    def is_new(entry: polib.POEntry) -> bool:
        return is_translated(entry) and (entry.msgid, entry.msgstr) not in own

    outcome = check_po(loaded, policy, dictionaries=dictionaries, wanted=is_new)
    findings = tuple(one for one in outcome.findings if one.rule != WHOLE_PAGE)  # it is not whole
    return replace(outcome, findings=findings)


def _joined(path: str, locale: str, outcomes: list[Outcome]) -> Outcome:
    outcome = joined(path, locale, outcomes)
    counts = {
        **outcome.counts,
        "pages": 1,
        "units": max(each.counts.get("units", 0) for each in outcomes),
    }
    return replace(outcome, counts=counts)
