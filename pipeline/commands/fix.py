"""Fixes of one page: what has one right answer (or all that is asked for), written into the page by splices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from pipeline.docset.docset import shown
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.files.difference import unified_diff
from pipeline.markdown.article import Article
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.fact import Fact
from pipeline.results.finding import Finding
from pipeline.results.page_result import UNSAFE_LEFT, Outcome
from pipeline.rules.context import PageContext, page_context
from pipeline.rules.docset import collect_facts
from pipeline.rules.fixing import Keeps, fix_until_done
from pipeline.rules.policy import Policy
from pipeline.rules.problem import failure
from pipeline.rules.run import page_findings
from pipeline.rules.shape import keeps_parts
from pipeline.visible import one_line

Find = Callable[[PageContext, Counter[str] | None], tuple[Finding, ...]]
"""The findings of a text, with what is counted beside them."""


def fix(loaded: LoadedPage, policy: Policy, write: bool, unsafe: bool = False) -> Outcome:
    """Fix the page until nothing is left to fix; its findings are those that stay, its notes say what was changed.

    Only safe fixes are made, unless `unsafe`. Without `write` nothing is written, and the outcome's `diff` shows what
    would be. A page that was changed while it was read is left alone.
    """
    keeps = partial(keeps_parts, syntax=loaded.syntax)

    def find(context: PageContext, counts: Counter[str] | None) -> tuple[Finding, ...]:
        return tuple(page_findings(context, policy, counts))

    def facts(context: PageContext) -> tuple[Fact, ...]:
        return tuple(collect_facts(context, "docset"))

    return mended(loaded, loaded.article, find, facts, keeps, write=write, unsafe=unsafe)


def mended(
    loaded: LoadedPage,
    article: Article,
    find: Find,
    facts: Callable[[PageContext], tuple[Fact, ...]],
    keeps: Keeps,
    *,
    write: bool,
    unsafe: bool,
) -> Outcome:
    """The outcome of fixing a text as `fix` says: by the findings of `find`, of which `keeps` holds the text whole."""
    page = loaded.page
    old = article.text
    new, done = fix_until_done(
        old,
        lambda text: find(page_context(loaded, article.with_text(text), units=()), None),
        unsafe=unsafe,
        keeps=keeps,
    )
    context = page_context(loaded, article.with_text(new), units=())
    counts = Counter(pages=1, fixes=len(done))
    found = find(context, counts)
    counts[UNSAFE_LEFT] = sum(one.fix is not None and not one.fix.safe for one in found)
    name = shown(page.file, loaded.settings.root)
    changes = unified_diff(old, new, name)
    notes = tuple(
        one.told(f"{one_line(name)}:{one.finding.line}:{one.finding.column}", is_made=write)
        for one in done
    )
    if write and new != old:
        try:
            if files.read(page.file) != loaded.data:
                raise PageError("changed while it was being fixed; nothing was written")
            files.write(page.file, new.encode(), within=page.root)
            counts["pages written"] = 1
        except PageError as error:
            found, notes = (*found, failure(page, "write-failed", error)), ()
    return Outcome(page.path, page.locale, found, counts, changes, facts(context), notes)
