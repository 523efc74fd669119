"""`locpipe check`: translation rules."""

from __future__ import annotations

from functools import partial

import click

from pipeline.cli.conclude import Result, compared, leave, places_of, policy, show, touched
from pipeline.cli.options import Wanted, Where, docset_options, findings_options
from pipeline.cli.progress import progress
from pipeline.cli.state import State
from pipeline.engine.inline import Job, run_inline
from pipeline.errors import UsageError
from pipeline.jobs.annotate import annotate
from pipeline.jobs.check import check
from pipeline.jobs.check_po import check_po
from pipeline.jobs.fix_units import fix_po, fix_units
from pipeline.report.text import counted
from pipeline.rules.finding import Finding
from pipeline.rules.policy import Policy


@click.command()
@docset_options
@findings_options
@click.option("--po-only", is_flag=True, help="Check the PO files instead of the pages.")
@click.option("--fix", "fixing", is_flag=True, help="Mend what has one right answer.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option("--annotate", "annotating", is_flag=True, help="Write findings into the PO files.")
@click.pass_obj
def command(
    state: State,
    /,
    where: Where,
    wanted: Wanted,
    po_only: bool,
    fixing: bool,
    diff: bool,
    annotating: bool,
) -> None:
    """Find faults of translation in the units of the pages.

    --annotate checks the PO files and writes what it finds into their entries as comments that PO editors show.
    """
    if annotating and (fixing or diff):
        raise UsageError("--annotate and --fix cannot be used at once: fix, then annotate")
    docset = state.docset(where)
    rules = policy(docset.settings, wanted)
    pages, lost = touched(docset.pages(), wanted, rules)
    job = _job(rules, po_only or annotating, fixing or diff, write=not diff)
    outcomes = run_inline(pages, docset.settings, job)
    result = Result.of(progress(outcomes, len(pages), "Checking", quiet=state.quiet))
    result = result.judged(rules, "docset-unit").with_findings(lost.findings)
    if annotating:
        by_file: dict[str, list[Finding]] = {}
        for finding in result.findings:
            by_file.setdefault(finding.path, []).append(finding)
        written = Result.of(run_inline(pages, docset.settings, partial(annotate, findings=by_file)))
        result = result.with_findings(written.findings)
    places = places_of(docset)
    result = compared(result, wanted, places)
    if diff:
        click.echo(result.diff, nl=False)
    show(result, wanted, places)
    if not state.quiet:
        for note in result.notes:
            click.echo(note, err=True)
        if fixing and not diff and wanted.output_format == "text":
            places_fixed = counted(result.counts["fixes"], "place")
            click.echo(f"{places_fixed} fixed in {counted(result.counts['pages written'], 'file')}")
    leave(result, wanted.fail_on)


def _job(rules: Policy, po_only: bool, fixing: bool, write: bool) -> Job:
    """What is done with each page."""
    if fixing:
        return partial(fix_po if po_only else fix_units, policy=rules, write=write)
    return partial(check_po if po_only else check, policy=rules)
