"""Is a page a translation of its source at all? Told by what translations keep: anchors, code, addresses, images."""

from __future__ import annotations

import re

from pipeline.markdown.article import Article
from pipeline.markdown.blocks import anchor_of
from pipeline.markdown.references import definitions
from pipeline.units.align.features import address_key

_ADDRESS = re.compile(r"\]\(([^()\s]+)")
_CODE = re.compile(r"`([^`\r\n]{2,60})`")
_FEW = 3
_SHARE = 0.15


def is_another_article(article: Article, source: Article) -> bool:
    """Do page and source share next to nothing of what every translation keeps?

    False where there is too little to judge by.
    """
    one, two = _kept(source), _kept(article)
    least = min(len(one), len(two))
    if least >= _FEW:
        return len(one & two) < _SHARE * least
    anchors = _anchors(article)
    return len(anchors) >= _FEW - 1 and not anchors & _slugs(source) and not one & two


def _kept(article: Article) -> frozenset[str]:
    body = article.text[article.body_start :]
    address = article.syntax.address
    kept = {address_key(address(found)) for found in _ADDRESS.findall(body)}
    kept |= {address_key(address(one.address)) for one in definitions(body)}
    kept.update(one.letters(article.text) for one in (*article.kept, *article.verbatims))
    kept.update(_CODE.findall(body))
    for block in article.blocks:
        if block.kind == "code":
            kept.update(
                line.strip() for line in article.text[block.start : block.end].split("\n", 3)[:3]
            )
    kept |= _anchors(article) or _slugs(article)
    kept.discard("")
    return frozenset(kept)


def _headings(article: Article) -> list[str]:
    return [
        article.text[block.start : block.end] for block in article.blocks if block.kind == "heading"
    ]


def _anchors(article: Article) -> frozenset[str]:
    written = article.syntax.written
    names = (
        one.id if (one := written(heading)) else anchor_of(heading)
        for heading in _headings(article)
    )
    return frozenset(filter(None, names))


def _slugs(article: Article) -> frozenset[str]:
    return frozenset(map(article.syntax.anchor, _headings(article)))
