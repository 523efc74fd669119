"""`check --fix`: what has one right answer, put into the targets of a page or of its PO file."""

from __future__ import annotations

from pipeline.docset import shown
from pipeline.errors import PageError
from pipeline.handback.targets import with_targets
from pipeline.jobs import po_file
from pipeline.jobs.check import checked
from pipeline.jobs.check_po import check_po, context_of
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome, failure
from pipeline.rules.policy import Policy
from pipeline.rules.translation.mending import Mended, mended
from pipeline.text import files
from pipeline.text.difference import unified_diff


def fix_units(
    loaded: LoadedPage, policy: Policy, write: bool, dictionaries: tuple[str, ...] = ()
) -> Outcome:
    """Fix the targets of the page's units; the findings are those that stay.

    A fixed text that the page cannot hold is left out. Without `write` nothing is written, and the outcome's `diff`
    shows what would be.
    """
    done = mended(loaded.context(), policy)
    rebuilt = with_targets(loaded.article, loaded.units, done.targets)
    outcome = checked(loaded, policy, rebuilt.article, rebuilt.units)
    new = rebuilt.article.text
    page = loaded.page
    diff = unified_diff(loaded.article.text, new, shown(page.file, loaded.settings.root))
    counts = {**outcome.counts, "fixes": done.count}
    findings = outcome.findings
    if write and diff:
        try:
            files.replace(page.file, new.encode(), loaded.data, within=page.root)
            counts["pages written"] = 1
        except PageError as error:
            findings = (*findings, failure(page, "write-failed", error))
    notes = (*_listed(done, f"{page.locale}/{page.path}"), *outcome.notes)
    return Outcome(page.path, page.locale, findings, counts, diff, outcome.facts, notes)


def fix_po(
    loaded: LoadedPage, policy: Policy, write: bool, dictionaries: tuple[str, ...] = ()
) -> Outcome:
    """As `fix_units`, on the entries of the page's PO file."""
    name = po_file.name(loaded)
    try:
        po, data = po_file.read(loaded)
    except PageError:
        return check_po(loaded, policy)
    if po is None or data is None:
        return check_po(loaded, policy)
    context, entries = context_of(loaded, po)
    done = mended(context, policy)
    for index, target in done.targets.items():
        entries[index].msgstr = target
    new = po_file.dumped(po, data)
    diff = unified_diff(data.decode("utf-8", "replace"), new.decode(), name) if done.targets else ""
    outcome = check_po(loaded, policy, po)
    counts = {**outcome.counts, "fixes": done.count}
    findings = outcome.findings
    if write and diff:
        try:
            files.replace(loaded.page.po, new, data, loaded.page.tree.po)
            counts["pages written"] = 1
        except PageError as error:
            findings = (*findings, failure(loaded.page, "write-failed", error, path=name))
    notes = (*_listed(done, name), *outcome.notes)
    return Outcome(outcome.path, outcome.locale, findings, counts, diff, outcome.facts, notes)


def _listed(done: Mended, path: str) -> list[str]:
    """Each fix as a line."""
    return [
        f"{path}: {finding.rule}: {finding.message}: {finding.fix.label}"
        for index in sorted(done.fixed)
        for finding in done.fixed[index]
        if finding.fix
    ]
