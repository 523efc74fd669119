"""Is what changed in a source since a page was made from it nothing that the translation has to follow?"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.markdown.article import Article

_LETTERS = ("code", "html")


def is_cosmetic(then: Article, now: Article, keys: tuple[str, ...]) -> bool:
    """Do two versions of a source have the same sentences, translated metadata (`keys`) and structure?

    What may differ: other metadata, line breaks within a paragraph, blank lines. Sentences are compared with all their
    markup, addresses too; of code and HTML each letter counts.
    """
    if then.text == now.text:
        return True
    return _structure(then) == _structure(now) and _texts(then, keys) == _texts(now, keys)


def _texts(article: Article, keys: tuple[str, ...]) -> list[tuple[str, str]]:
    from pipeline.units.segments import source_units  # not every job asks for units

    return [(unit.kind, unit.source) for unit in source_units(article, keys)]


def _structure(article: Article) -> list[Sequence[object]]:
    """The blocks of the body, and what of them is no text of a unit: kept markup, code, HTML, definitions of links."""
    blocks: list[Sequence[object]] = [
        (
            block.kind,
            block.level,
            block.containers,
            article.text[block.start : block.end] if block.kind in _LETTERS else "",
        )
        for block in article.blocks
    ]
    kept: list[Sequence[object]] = [(article.text[one.start : one.end],) for one in article.kept]
    definitions: list[Sequence[object]] = [
        (line.strip(),)
        for line in article.text[article.body_start :].splitlines()
        if line.lstrip().startswith("[") and "]:" in line
    ]
    return [*blocks, *kept, *definitions]
