"""`locpipe learn`: what the docset itself teaches."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import click

from pipeline.cli.options import docset_options, engine_options
from pipeline.cli.state import State
from pipeline.commands.conclude import echo_findings
from pipeline.commands.options import Where
from pipeline.docset.reach import check_default
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.errors import UsageError
from pipeline.files import files
from pipeline.learning.file import FOLDER, Learned, place_of, to_bytes
from pipeline.learning.translation import Translation
from pipeline.output.echo import echo
from pipeline.output.text import counted
from pipeline.results.finding import Finding
from pipeline.rules.policy import Policy
from pipeline.visible import one_line


@click.command()
@docset_options
@engine_options
@click.option("--before", metavar="DIR", help="The pages as machines had translated them.")
@click.option("--after", metavar="DIR", help="The same pages later (default: as they are now).")
@click.option("--history", is_flag=True, help="Take the former pages from git's history.")
@click.option("--review", is_flag=True, help="Decide of the terms that were learned, one by one.")
@click.option("--evaluate", is_flag=True, help="Say how good the review order is; write nothing.")
@click.pass_obj
def command(
    state: State,
    /,
    where: Where,
    how: How,
    before: str | None,
    after: str | None,
    history: bool,
    review: bool,
    evaluate: bool,
) -> None:
    """Learn from people's pages and corrections; write build/learned/LOCALE.json.

    The pages of human translation teach terms and labels; what people changed in machine translations (in PO files,
    between --before and --after, in git's history) teaches which sentences to review first. `check` uses the file
    where it is there. Nothing leaves this computer, and deleting the file is safe. --review asks of each term that
    machines translate otherwise than people do; the answers stand in terms/LOCALE.decisions.csv.
    """
    if review:
        _review(state, where)
    if find_spec("numpy") is None:
        raise UsageError("`learn` needs numpy: pip install 'locpipe[learn]'")
    if before and history:
        raise UsageError("--before and --history cannot be used at once")
    if after and not before:
        raise UsageError("--after needs --before")
    for name in (before, after):
        if name and not Path(name).is_dir():
            raise UsageError("no such folder", path=name)
    from pipeline.commands.learn import gather, translations, with_consistency
    from pipeline.commands.learn_history import former_pages
    from pipeline.learning.learn import learn

    session = state.session(where, how)
    docset = session.docset
    policy = Policy.of(docset.settings)
    pages = [page for page in docset.pages() if page.locale]
    by_locale: defaultdict[str, list[Translation]] = defaultdict(list)
    failed: list[Finding] = []
    with former_pages(docset, pages if history else ()) as former:
        old = former or (Path(before).absolute() if before else None)
        new = Path(after).absolute() if after else None
        job = partial(gather, policy=policy, before=old, after=new)
        work = Work(job, pages)
        for outcome in session.run("Learning", work, cached=not history):
            failed += outcome.findings
            by_locale[outcome.locale] += translations(outcome)
    echo_findings(failed, docset)
    for locale in sorted(by_locale):
        learned = learn(locale, with_consistency(by_locale.pop(locale)))
        place = place_of(docset.settings.root, locale)
        if not evaluate:
            check_default(docset.settings, FOLDER, place)
            place.parent.mkdir(parents=True, exist_ok=True)
            files.write(place, to_bytes(learned), docset.settings.root)
        for line in _said(learned, evaluate=evaluate):
            echo(one_line(line))
    raise click.exceptions.Exit(1 if failed else 0)


def _review(state: State, where: Where) -> NoReturn:
    """Walk through what was learned before; nothing is learned now."""
    from pipeline.cli.learn_review import review

    docset = state.docset(where)
    for locale in sorted({tree.locale for tree in docset.trees if tree.locale}):
        if not review(docset.settings, locale):
            break
    raise click.exceptions.Exit(0)


def _said(learned: Learned, *, evaluate: bool) -> list[str]:
    """What was learned in a locale, and whether it is enough."""
    from pipeline.learning.learn import ENOUGH_CORRECTIONS, ENOUGH_PAIRS

    counts, measured = learned.counts, learned.measured
    human, machine = counts["human"], counts["machine"]
    lines = []
    if not evaluate:
        lines.append(
            f"{learned.locale}: {counted(human, 'human unit')}, {counted(machine, 'unread unit')}; "
            f"{counted(len(learned.drifts), 'term')} that machines translate otherwise, "
            f"{counted(len(learned.labels), 'label')}, "
            f"{counted(len(learned.removals), 'text')} that people take out"
        )
        if min(human, machine) < ENOUGH_PAIRS:
            lines.append(
                f"  too little to compare terms: that needs {ENOUGH_PAIRS:,} human units and as many of machines"
            )
    number = counts["corrections"]
    if number < ENOUGH_CORRECTIONS:
        lines.append(
            f"  {learned.locale}: {counted(number, 'correction')}: too few to learn an order from "
            f"({ENOUGH_CORRECTIONS:,} and more); it goes by findings, lengths and consistency"
        )
    if measured["auc"] is not None and measured["top_fifth"] is not None:
        lines.append(
            f"  {learned.locale}: review order on {counted(number, 'correction')} "
            f"({counts['changed'] / number:.0%} changed): AUC {measured['auc']:.2f}, "
            f"without learning {measured['auc_untrained']:.2f}; "
            f"of the best fifth people changed {measured['top_fifth']:.0%}"
        )
    return lines
