"""The outlines of a page and its source, each read once for all article rules; and what a page only inherited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.markdown.article import Article
from pipeline.markdown.outline import Outline, outline
from pipeline.provenance.freshness import Freshness
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.freshness import freshness_of
from pipeline.severity import Severity


@dataclass(frozen=True, slots=True)
class Seen:
    """What a finder saw in an outline. `key` tells whether the source has the same; `rule` and `copied` as in `Hit`."""

    start: int
    end: int
    message: str
    key: str = ""
    rule: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
    copied: bool = False


def read(page: PageContext) -> Outline:
    """The page's outline."""
    return outline(page.article)


def read_source(page: PageContext) -> Outline | None:
    """The source's outline; None where there is no source."""
    return outline(page.source) if page.source is not None else None


def read_made_from(page: PageContext) -> Outline | None:
    """The outline of the source that the page was made from; None where there is none, or nothing shows it."""
    if page.is_source or page.source is None:
        return None
    if page.made_from is None:
        is_stale = page.once(freshness_of)[0] is Freshness.STALE
        return None if is_stale else page.once(read_source)
    made_from = page.made_from()
    if made_from is page.source:
        return page.once(read_source)
    return None if made_from is None else outline(made_from)


def own(page: PageContext, find: Callable[[Outline], Iterable[Seen]]) -> Iterator[Hit]:
    """What `find` sees in the page, without what the source has as well: that is mended in the source."""
    seen = list(find(page.once(read)))
    if not seen:
        return
    theirs: Counter[str] = Counter()
    source = page.once(read_source)
    if source is not None:
        theirs.update(one.key for one in find(source))
    for one in seen:
        if theirs[one.key] > 0:
            theirs[one.key] -= 1
            continue
        yield Hit(
            one.start,
            one.end,
            one.message,
            rule=one.rule,
            fix=one.fix,
            severity=one.severity,
            copied=one.copied,
        )


def article_of(page: PageContext) -> Article:
    """The English article: the source where it is at hand, else the page itself."""
    return page.source if page.source is not None else page.article
