"""The commands as functions: each works on a docset as its command does, shows nothing, and gives back a report.

All of them raise UsageError for wrong settings and options; what is wrong with a page is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Unpack

from pipeline.api.options import AnyRoot, Options, Selection, session_of, wanted_of
from pipeline.api.results import Counts, Report
from pipeline.commands.dates import handoff_date
from pipeline.commands.form import BuildOptions, Form
from pipeline.commands.policies import policy
from pipeline.commands.session import Session
from pipeline.commands.task import Task
from pipeline.commands.tasks import building, checking, extracting, running, validating
from pipeline.commands.written import files_written
from pipeline.results.page_result import Outcome
from pipeline.rules.policy import Policy

FormName = Literal["published", "bilingual"]


def validate(root: AnyRoot = ".", **options: Unpack[Selection]) -> Report:
    """Check metadata and structure of the source and the localized pages of the docset at `root`."""
    session = session_of(root, options)
    wanted = wanted_of(options)
    rules = policy(session.docset, wanted)
    return _report(validating(session.docset, rules, wanted), session, rules)


def check(
    root: AnyRoot = ".",
    *,
    po_only: bool = False,
    allow_empty: bool = False,
    **options: Unpack[Selection],
) -> Report:
    """Find faults of translation in the localized pages of the docset at `root`; with `po_only`, in their PO files.

    Where pages were selected and none of them could be compared with its source, that is a finding
    (`nothing-compared`), unless `allow_empty`.
    """
    session = session_of(root, options)
    wanted = wanted_of(options)
    rules = policy(session.docset, wanted)
    task = checking(session.docset, rules, wanted, po=po_only, allow_empty=allow_empty)
    return _report(task, session, rules)


def extract(root: AnyRoot = ".", **options: Unpack[Options]) -> Report:
    """Write the translation units of the docset at `root` to PO files, merged into what translators have edited."""
    session = session_of(root, options)
    return _report(extracting(session.docset), session)


def build(
    root: AnyRoot = ".",
    *,
    form: FormName | None = None,
    in_place: bool = False,
    diff: bool = False,
    use_fuzzy: bool = False,
    allow_untranslated: bool = False,
    date: str | None = None,
    **options: Unpack[Options],
) -> Report:
    """Build the localized pages of the docset at `root` from their PO files and the pages themselves.

    `diff`: write nothing, give back what would be written. `date` (YYYY-MM-DD) is the hand-off's, by default today. The
    rest is as the options of `locpipe build`.
    """
    session = session_of(root, options, builds=not in_place, in_place=in_place)
    how = BuildOptions(
        Form(form) if form else None,
        in_place,
        diff,
        use_fuzzy,
        allow_untranslated,
        handoff_date(date),
    )
    return _report(building(session.docset, how), session)


def run(
    root: AnyRoot = ".",
    *,
    form: FormName | None = None,
    use_fuzzy: bool = False,
    allow_untranslated: bool = False,
    allow_empty: bool = False,
    **options: Unpack[Selection],
) -> Report:
    """Validate, extract, check and build all pages of the docset at `root` in one pass."""
    session = session_of(root, options, builds=True)
    wanted = wanted_of(options)
    rules = policy(session.docset, wanted)
    how = BuildOptions(
        Form(form) if form else None,
        use_fuzzy=use_fuzzy,
        allow_untranslated=allow_untranslated,
        date=handoff_date(),
    )
    task = running(session.docset, rules, wanted, how, allow_empty=allow_empty)
    return _report(task, session, rules)


def _report(task: Task, session: Session, rules: Policy | None = None) -> Report:
    written: list[str] = []
    diffs: list[str] = []

    def noted(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        for outcome in outcomes:
            written.extend(files_written(outcome, session.docset, in_place=task.in_place))
            diffs.append(outcome.diff)
            yield outcome

    result = task.result(session, rules, noted)
    return Report(tuple(result.findings), Counts.of(result.counts), tuple(written), "".join(diffs))
