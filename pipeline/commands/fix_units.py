"""`check --fix`: what has one right answer (or all that is asked for), put into the targets of a page or PO file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from pipeline.commands import po_file
from pipeline.commands.check import checked
from pipeline.commands.check_po import check_po
from pipeline.commands.po_units import units_of_po
from pipeline.docset.docset import shown
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.files.decoding import decode
from pipeline.files.difference import unified_diff
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.apply import with_targets
from pipeline.results.page_result import UNSAFE_LEFT, Outcome
from pipeline.rules.context import page_context
from pipeline.rules.fixing import Change
from pipeline.rules.policy import Policy
from pipeline.rules.problem import failure
from pipeline.rules.translation.mending import mended
from pipeline.units.unit import Unit
from pipeline.visible import visible


def fix_units(
    loaded: LoadedPage,
    policy: Policy,
    write: bool,
    unsafe: bool = False,
    dictionaries: tuple[str, ...] = (),
) -> Outcome:
    """Fix the targets of the page's units; the findings are those that stay, the notes say what was changed.

    Only safe fixes are made, unless `unsafe`. A fixed text that the page cannot hold is left out. Without `write`
    nothing is written, and the outcome's `diff` shows what would be.
    """
    units = loaded.looked_at
    done = mended(page_context(loaded, units=units), policy, unsafe=unsafe)
    rebuilt = with_targets(loaded.article, units, done.targets)
    outcome = checked(loaded, policy, rebuilt.article, rebuilt.units)
    new = rebuilt.article.text
    page = loaded.page
    diff = unified_diff(loaded.article.text, new, shown(page.file, loaded.settings.root))
    refused = {id(one.unit) for one in rebuilt.refused}
    made = {n: one for n, one in done.fixed.items() if id(units[n]) not in refused}
    notes = _listed(
        made, shown(page.file, loaded.settings.root), partial(_in_page, loaded, units), write
    )
    counts = {**outcome.counts, "fixes": len(notes), UNSAFE_LEFT: done.unsafe}
    findings = outcome.findings
    if write and diff:
        try:
            files.replace(page.file, new.encode(), loaded.data, within=page.root)
            counts["pages written"] = 1
        except PageError as error:
            findings, notes = (*findings, failure(page, "write-failed", error)), []
    told = (*notes, *outcome.notes)
    return Outcome(page.path, page.locale, findings, counts, diff, outcome.facts, told)


def fix_po(
    loaded: LoadedPage,
    policy: Policy,
    write: bool,
    unsafe: bool = False,
    dictionaries: tuple[str, ...] = (),
) -> Outcome:
    """As `fix_units`, on the entries of the page's PO file."""
    name = po_file.name(loaded)
    try:
        po, data = po_file.read(loaded)
    except PageError:
        return check_po(loaded, policy)
    if po is None or data is None:
        return check_po(loaded, policy)
    units = units_of_po(name, po, decode(data), loaded)
    entries = units.entries
    done = mended(units.context, policy, unsafe=unsafe)
    for index, target in done.targets.items():
        entries[index].msgstr = target
    new = po_file.dumped(po, data)
    diff = unified_diff(data.decode("utf-8", "replace"), new.decode(), name) if done.targets else ""
    outcome = check_po(loaded, policy, po, new)
    notes = _listed(done.fixed, name, lambda index, _: str(entries[index].linenum or ""), write)
    counts = {**outcome.counts, "fixes": len(notes), UNSAFE_LEFT: done.unsafe}
    findings = outcome.findings
    if write and diff:
        try:
            files.replace(loaded.page.po, new, data, loaded.page.tree.po)
            counts["pages written"] = 1
        except PageError as error:
            findings, notes = (
                (*findings, failure(loaded.page, "write-failed", error, path=name)),
                [],
            )
    told = (*notes, *outcome.notes)
    return Outcome(outcome.path, outcome.locale, findings, counts, diff, outcome.facts, told)


def _listed(
    fixed: Mapping[int, Sequence[Change]],
    path: str,
    place: Callable[[int, Change], str],
    is_made: bool,
) -> list[str]:
    """Each change as a line; `place` says where in the file it is, `is_made` whether it was made or would be."""
    return [
        change.told(f"{visible(path)}:{place(index, change)}", is_made=is_made)
        for index in sorted(fixed)
        for change in fixed[index]
    ]


def _in_page(loaded: LoadedPage, units: Sequence[Unit], index: int, change: Change) -> str:
    """Line and column of a change in a unit's target, as the page has them."""
    start, end = units[index].target_range or (0, 0)
    line, column = loaded.article.lines.place(min(start + max(change.finding.place.start, 0), end))
    return f"{line}:{column}"
