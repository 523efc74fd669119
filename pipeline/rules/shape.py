"""What a fix must leave as it is: the links, code, emphasis and tags of a text, the parts of a page."""

from __future__ import annotations

from collections import Counter

from pipeline.markdown.article import Article
from pipeline.markdown.outline import outline
from pipeline.markdown.syntax import DEFAULT, Syntax
from pipeline.rules.translation.markup import read_markup


def keeps_markup(source: str, old: str, new: str) -> bool:
    """Has `new`, a target, its links, code, emphasis and tags no less like its source's than `old` has them?

    Without a source, it must have all that `old` has.
    """
    wanted, before, after = (_markup(text) for text in (source, old, new))
    if not source.strip():
        return before <= after
    return after == before or _distance(after, wanted) < _distance(before, wanted)


def keeps_parts(old: str, new: str, syntax: Syntax = DEFAULT) -> bool:
    """Has the page `new` as many units, headings, links, tables and code as the page `old`, and its metadata?"""
    before, after = Article(old, syntax), Article(new, syntax)
    return _parts(before) == _parts(after) and _has_metadata(after) >= _has_metadata(before)


def _markup(text: str) -> Counter[tuple[str, str]]:
    markup = read_markup(text)
    found = Counter((link.kind, link.target) for link in markup.links)
    found.update(("code", code.text) for code in markup.codes)
    found.update(("bold" if one.strong else "italic", "") for one in markup.emphases)
    found.update(("tag", tag.text) for tag in markup.tags)
    return found


def _distance(one: Counter[tuple[str, str]], two: Counter[tuple[str, str]]) -> int:
    return (one - two).total() + (two - one).total()


def _parts(article: Article) -> tuple[int, ...]:
    page = outline(article)
    return (
        len(article.spans.units),
        len(page.headings),
        len(page.links),
        len(page.tables),
        len(page.fences),
        len(page.code),
    )


def _has_metadata(article: Article) -> bool:
    return bool(article.readable_metadata)
