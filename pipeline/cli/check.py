"""`locpipe check`: translation rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import click

from pipeline.cli import next_step
from pipeline.cli.options import (
    allow_empty_option,
    docset_options,
    engine_options,
    findings_options,
    fix_options,
)
from pipeline.cli.state import State
from pipeline.commands.annotate import annotate
from pipeline.commands.conclude import layout, leave, shown
from pipeline.commands.fix_units import fix_po, fix_units
from pipeline.commands.opening import named_pages
from pipeline.commands.options import Fixing, Wanted, Where
from pipeline.commands.ordering import Order, ordered
from pipeline.commands.policies import policy
from pipeline.commands.session import Session
from pipeline.commands.summary import Result, by_page
from pipeline.commands.tasks import checking
from pipeline.commands.written import told, told_fixes
from pipeline.docset.docset import shown as shown_path
from pipeline.docset.pages import Page
from pipeline.engine.how import How
from pipeline.engine.judge import judged
from pipeline.engine.work import Chunk, Job, run_chunk
from pipeline.errors import UsageError
from pipeline.output.echo import echo
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.learned.known import refusals
from pipeline.rules.policy import Policy
from pipeline.rules.translation.spelling import dictionaries, notices
from pipeline.visible import one_line


@click.command()
@docset_options
@findings_options
@engine_options
@click.option("--po-only", is_flag=True, help="Check the PO files instead of the pages.")
@fix_options
@click.option("--annotate", "annotating", is_flag=True, help="Write findings into the PO files.")
@allow_empty_option
@click.option(
    "--order",
    type=click.Choice(["place", "gravity", "review"]),
    default="place",
    show_default=True,
    help="Findings by place, the gravest first, or those of the sentences to review first (see `learn`).",
)
@click.pass_obj
def command(
    state: State,
    /,
    where: Where,
    wanted: Wanted,
    how: How,
    po_only: bool,
    fixing: Fixing,
    annotating: bool,
    allow_empty: bool,
    order: Order,
) -> None:
    """Find faults of translation in the units of the pages.

    Where PO files are named instead of pages, they are what is checked, as with --po-only. --annotate checks the PO
    files and writes what it finds into their entries as comments that PO editors show.
    """
    if annotating and fixing.wanted:
        raise UsageError("--annotate and --fix cannot be used at once: fix, then annotate")
    po_only = po_only or named_pages(state.settings(), where).only_po
    session = state.session(where, how, in_place=fixing.wanted and not po_only)
    docset = session.docset
    rules = policy(docset, wanted)
    wanted = replace(wanted, in_order=order != "place")
    locales = tuple(tree.locale for tree in docset.trees)
    po = po_only or annotating
    job = _mending(rules, dictionaries(locales), po_only, fixing) if fixing.wanted else None
    task = checking(docset, rules, wanted, job, po=po, allow_empty=allow_empty)
    outcomes = task.outcomes(session, layout(wanted, docset))
    if annotating:
        outcomes = _annotated(outcomes, session, rules, tuple(task.pages))
    outcomes = ordered(outcomes, session, rules, task, order)
    result = shown(outcomes, wanted, rules, session, task)
    if not state.quiet:
        for note in (*notices(locales), *refusals(docset.settings, locales)):
            echo(one_line(note), err=True)
        told_fixes(result, fixing, as_text=wanted.is_text)
        if wanted.on_screen and not fixing.wanted:
            next_step.say(next_step.after_findings(result.tally, "check"))
    leave(result, wanted.fail_on)


def _mending(rules: Policy, known: tuple[str, ...], po_only: bool, fixing: Fixing) -> Job:
    """What is done with each page where findings are mended."""
    job = partial(fix_po if po_only else fix_units, policy=rules, write=not fixing.diff)
    return partial(job, unsafe=fixing.unsafe, dictionaries=known)


def _annotated(
    outcomes: Iterable[Outcome], session: Session, rules: Policy, pages: Sequence[Page]
) -> Iterator[Outcome]:
    """The outcomes with the docset rules' findings among theirs, when all of it has been written into the PO files.

    What was found in a PO file is at the lines where its entries are then.
    """
    result, settings = Result.of(outcomes), session.docset.settings
    more = judged(result.facts, ("docset-unit",), rules, settings, session.how, result.counts)
    found = by_page([*result.findings, *more])
    by_file: dict[str, list[Finding]] = {}
    for finding in found:
        by_file.setdefault(finding.path, []).append(finding)
    job = partial(annotate, findings=by_file)
    done = (done.outcome for done in run_chunk(Chunk(job, settings, tuple(pages))))
    written = list(told(done, session.docset, verbose=session.verbose))
    own = {shown_path(page.po, settings.root) for page in pages}
    found = [finding for finding in found if finding.path not in own]
    found += [finding for outcome in written for finding in outcome.findings]
    yield Outcome("", "", tuple(by_page(found)), result.counts, notes=tuple(result.notes))
    for outcome in written:
        yield replace(outcome, findings=())
