"""The end of a command: findings shown in their format, and the exit code that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from pipeline.commands.compared import nothing_compared
from pipeline.commands.options import Wanted
from pipeline.commands.session import Session
from pipeline.commands.summary import Filter, Result, by_page
from pipeline.commands.task import Task
from pipeline.commands.views import view_of
from pipeline.docset.docset import Docset
from pipeline.engine.judge import judged
from pipeline.errors import UsageError
from pipeline.files import outputs
from pipeline.output.caps import capped
from pipeline.output.echo import echo
from pipeline.output.formats import renderer
from pipeline.output.groups import Groups
from pipeline.output.layout import Layout
from pipeline.output.places import Places
from pipeline.output.screen import columns, hanging
from pipeline.output.statistics import check_format
from pipeline.output.statistics import render as statistics
from pipeline.output.text import counted, line, sources_seen, totals, unseen
from pipeline.results.finding import Finding
from pipeline.results.page_result import ADVICE, NEVER_KNOWN, Outcome, Tally
from pipeline.rules.docset import DocsetScope
from pipeline.rules.policy import Policy
from pipeline.rules.registry import entry, unit_rules
from pipeline.severity import Severity
from pipeline.visible import for_terminal, one_line


def shown(
    outcomes: Iterable[Outcome],
    wanted: Wanted,
    rules: Policy,
    session: Session,
    task: Task,
) -> Result:
    """Show the findings of a task's outcomes, or write them to a file; then those of the rules that judge the docset.

    Text is shown page by page, as soon as a page is done, and what is about the docset (`also` is) at the end. In
    other formats each finding stands beside the others of its page.
    """
    docset = session.docset
    places = places_of(docset)
    if wanted.update_baseline:
        return _recorded(outcomes, wanted, rules, session, task)
    if wanted.statistics:
        check_format(wanted.output_format)
    if wanted.on_screen:
        result = Result(keep=_filter(wanted, places))
        view = view_of(wanted, places, quiet=session.quiet)
        held: list[Finding] = []

        def show(outcome: Outcome) -> None:
            view.show(outcome)
            if wanted.also:
                held.extend(outcome.findings)

        result.take(outcomes, show)
        late = [*result.counted(task.lost), *_judged(result, rules, session, task.scopes)]
        show(Outcome("", "", tuple(by_page(late))))
        show(Outcome("", "", tuple(_nothing_compared(result, task, docset))))
        view.end(result.tally)
        _put_also(wanted, by_page(held), result, places, rules)
        echo(hanging(totals(result.summary), columns()))
        if text := sources_seen(_summary(result, rules, wanted)):
            echo(hanging(text, columns()))
        _tell_unseen(result, rules, wanted)
        return result
    result = Result(keep=_filter(wanted, places))
    result.take(outcomes)
    late = [*result.counted(task.lost), *_judged(result, rules, session, task.scopes)]
    nothing = _nothing_compared(result, task, docset)
    arranged = list if wanted.in_order else by_page
    findings = arranged([*result.findings, *late, *nothing])
    echo_findings(nothing, docset)  # also for those who do not read the file
    _put(wanted, findings, result, places, rules)
    _put_also(wanted, findings, result, places, rules)
    if not (wanted.is_text or wanted.output_format == "json") or wanted.output:
        _tell_unseen(result, rules, wanted, err=True)
    return result


def _summary(result: Result, rules: Policy, wanted: Wanted) -> dict[str, int]:
    eased = rules.eased
    by_rules = {"rules_off": eased.off, "rules_lowered": eased.lowered}
    hidden = result.tally.below(wanted.least)
    summary = {**result.summary, "hidden": hidden, **by_rules, "rules_eased": eased.in_paths}
    return summary | _rules_asked(rules) if summary.get("without_source") else summary


def _rules_asked(rules: Policy) -> dict[str, int]:
    """How many rules look at pages with their sources, and how many at those without."""
    return {
        name: sum(not rules.is_off(entry(one)) for one in unit_rules(has_source=has_source))
        for name, has_source in (("rules_with_source", True), ("rules_without_source", False))
    }


def _tell_unseen(result: Result, rules: Policy, wanted: Wanted, *, err: bool = False) -> None:
    """Say what settings, ignores, baseline and options keep from being shown: nobody should take that for clean."""
    if text := unseen(_summary(result, rules, wanted)):
        echo(hanging(text, columns()), err=err)


def _put(
    wanted: Wanted, findings: Sequence[Finding], result: Result, places: Places, rules: Policy
) -> None:
    """Write findings in their format where they are wanted."""
    summary = _summary(result, rules, wanted)
    findings = [one for one in findings if one.severity >= wanted.least]
    if wanted.statistics:
        groups = Groups()
        groups.add(findings)
        text = statistics(groups, summary, places, wanted.output_format)
    else:
        text = renderer(wanted.output_format)(tuple(capped(findings)), summary, places)
    if wanted.is_text:  # the others are safe by themselves
        text = for_terminal(text)
    if wanted.output:
        outputs.write(wanted.output, click.unstyle(text).encode())
    else:
        click.echo(text, nl=False)


def _put_also(
    wanted: Wanted, findings: Sequence[Finding], result: Result, places: Places, rules: Policy
) -> None:
    """Write findings in the other formats that are asked for."""
    for name, file in wanted.also:
        also = replace(wanted, output_format=name, output=file, statistics=False)
        _put(also, findings, result, places, rules)


def _recorded(
    outcomes: Iterable[Outcome],
    wanted: Wanted,
    rules: Policy,
    session: Session,
    task: Task,
) -> Result:
    """Bring the baseline up to date instead of showing findings, and say what is in it now."""
    from pipeline.commands.baseline_scope import looked_at
    from pipeline.output import baseline

    if not wanted.baseline:
        raise UsageError("--update-baseline needs --baseline FILE")
    docset = session.docset
    place = Path(wanted.baseline)
    old = baseline.read(place) if place.is_file() else Counter()  # before any page is read
    result, places = Result.of(outcomes), places_of(docset)
    found = [*result.findings, *task.lost, *_judged(result, rules, session, task.scopes)]
    found += nothing_compared(result, task.to_compare, docset, po=task.po)
    findings = [one for one in found if one.rule not in NEVER_KNOWN]
    seen = looked_at(docset, task.pages, rules, task.scopes, since=bool(wanted.since), po=task.po)
    known = baseline.updated(old, findings, seen, places)
    baseline.write(place, known)
    kept = known.total() - len(findings)
    message = f"{counted(len(findings), 'finding')} recorded in {one_line(str(place))}"
    message += f"; {counted(kept, 'finding')} of other rules or pages kept" if kept else ""
    result = Result(counts=result.counts)
    failed = result.counted(one for one in found if one.rule in NEVER_KNOWN)
    if not wanted.on_screen:
        _put(wanted, failed, result, places, rules)
    else:
        echo_findings(failed, docset)  # nobody can live with these
    echo(message, err=not wanted.is_text)
    return result


def layout(wanted: Wanted, docset: Docset) -> Layout | None:
    """How the pages' findings are to be shown as text; None where they are not, or not all of them."""
    in_full = wanted.output_format in ("full", "text") and not wanted.statistics
    if (
        not (in_full and wanted.on_screen)
        or wanted.baseline
        or wanted.min_severity
        or wanted.in_order
    ):
        return None
    places = places_of(docset)
    return Layout(columns(), places.root, tuple(places.roots.items()), str(Path.cwd()))


def _judged(
    result: Result, rules: Policy, session: Session, scopes: Iterable[DocsetScope]
) -> list[Finding]:
    settings = session.docset.settings
    found = judged(result.facts, scopes, rules, settings, session.how, result.counts)
    return result.counted(found)


def _nothing_compared(result: Result, task: Task, docset: Docset) -> list[Finding]:
    """That nothing was compared, if so; it counts whatever a baseline knows."""
    found = nothing_compared(result, task.to_compare, docset, po=task.po)
    result.tally.add(Tally.of(found))
    return found


def _filter(wanted: Wanted, places: Places) -> Filter | None:
    """What leaves out the findings that the baseline knows."""
    if not wanted.baseline:
        return None
    from pipeline.output import baseline

    left = baseline.read(Path(wanted.baseline))
    return lambda findings: baseline.new(findings, left, places)


def echo_findings(findings: Iterable[Finding], docset: Docset) -> None:
    """Show findings on standard error, one line each."""
    places = places_of(docset)
    for finding in findings:
        echo(hanging(line(finding, places), columns()), err=True)


def places_of(docset: Docset) -> Places:
    """Where the pages of a docset stand."""
    roots = {tree.locale: tree.root for tree in docset.trees}
    if docset.source_root is not None:
        roots[""] = docset.source_root
    return Places(docset.settings.root, roots)


def passes(result: Result, fail_on: str = "error") -> bool:
    """Is no finding at or above `fail_on`, and was everything processed?"""
    least = None if fail_on == "never" else Severity[fail_on.upper()]
    found = least is not None and any(
        number and severity >= least and rule not in ADVICE
        for (severity, rule), number in result.tally.rules.items()
    )
    return not found and not result.tally.unprocessed


def leave(result: Result, fail_on: str = "error") -> NoReturn:
    """End the command: 1 where it does not pass, else 0."""
    raise click.exceptions.Exit(int(not passes(result, fail_on)))
