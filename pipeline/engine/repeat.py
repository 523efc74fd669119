"""What a job will say of a page when it is run again on the files that it has left behind."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from pipeline.engine.packed import PackedFindings
from pipeline.results.page_result import ALONE, COMPARED, HELD_BACK, Outcome

_STANDING = frozenset(
    {
        "pages",
        "units",
        "po files",
        "entries",
        "units changed",
        "conflicts",
        ALONE,
        COMPARED,
        HELD_BACK,
    }
)
_DONE = frozenset(
    {
        "po files written",
        "pages written",
        "entries added",
        "entries updated",
        "entries changed",
        "entries obsolete",
    }
)


def repeated(outcome: Outcome, wrote: Set[str], own: Set[str]) -> Outcome | None:
    """The outcome of the same job at once again; None where only running it can tell.

    A job that wrote nothing says the same again. One that wrote only the page's `own` files (its PO file, the built
    page) finds them as it wants them: it writes and adds nothing. What it said of the PO file may have been about
    the file as it was before, so then nothing is foretold.
    """
    tally = PackedFindings.of(outcome.findings).tally
    if outcome.diff or outcome.notes or tally.unprocessed:
        return None
    if not wrote:
        return outcome
    if not wrote <= own or not set(outcome.counts) <= _STANDING | _DONE:
        return None
    if any(rule.startswith("po-") for _, rule in tally.rules):
        return None
    counts = {name: number for name, number in outcome.counts.items() if name in _STANDING}
    return replace(outcome, counts=counts)
