"""Markup of the site that stands alone on its lines, against the source's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.families.inline import comparable_address
from pipeline.markdown.article import Article
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.kept_markup import balance
from pipeline.rules.registry import rule
from pipeline.rules.structure.correspondence import changes, compared
from pipeline.visible import shown

_UP = re.compile(r"(?:\.\./)+")
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
Key = tuple[str, ...]


@rule("verbatim-changed", "article")
def kept_changed(page: PageContext) -> Iterator[Hit]:
    """Markup of the site that stands alone on its lines differs from the source, or is missing.

    Bad: `{* docs/erstes.py *}` where the source has `{* docs/first.py *}`.

    Good: the same markup; of a box or a tab only the title is translated.
    """
    if page.is_source or page.source is None or not (page.article.kept or page.source.kept):
        return
    sides = compared(page)
    if sides is None:
        return
    source = sides[1].article
    wanted, words = _keys(page, source), _keys(page, page.article)
    if wanted == words:
        return
    counts, end = page.once(balance), len(page.article.text.rstrip())
    mine = page.article.kept
    for tag, i1, i2, j1, j2 in changes(wanted, words):
        if tag == "equal":
            continue
        lost = [key for key in wanted[i1:i2] if len(key) > 1 or not counts.has_as_many(key[0])]
        added = [
            at for at in range(j1, j2) if len(words[at]) > 1 or not counts.has_as_many(words[at][0])
        ]
        for number, at in enumerate(added):
            said = shown(words[at][0], 90)
            if number < len(lost):
                message = f"`{said}` is `{shown(lost[number][0], 90)}` in the source"
                if words[at][0] == lost[number][0]:
                    message = f"`{said}`: {words[at][1]} is {lost[number][1]} in the source"
            else:
                message = f"`{said}` is not in the source"
            yield Hit(mine[at].start, mine[at].end, message)
        for key in lost[len(added) :]:
            at = mine[j1].start if j1 < len(mine) else end
            yield Hit(at, at, f"`{shown(key[0], 90)}` of the source is missing here")


def _keys(page: PageContext, article: Article) -> list[Key]:
    """What of each piece must be the same: its letters, and the addresses in it without what may differ."""
    return [
        (
            _comparable(page, one.letters(article.text)),
            *(
                comparable_address(page.family, article.text[start:end], page.locale).rstrip("/")
                for start, end in one.addresses
            ),
        )
        for one in article.kept
    ]


def _comparable(page: PageContext, letters: str) -> str:
    """The letters of a piece without what a translation may have of its own: its depth, and words in its code."""
    letters = _UP.sub("../", letters)
    if letters.startswith("export") and page.family.code.compare != "all":
        return _STRING.sub('""', letters)
    return letters
