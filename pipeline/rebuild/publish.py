"""From a bilingual page to the published one: each unit's target, without its source."""

from __future__ import annotations

from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.rebuild.definitions import source_only
from pipeline.rebuild.escapes import English, published_target
from pipeline.rebuild.labels import outside_code


def publish(article: Article, source: Article | None = None, before: Article | None = None) -> str:
    """The text of the published page. `source` is the English page that the translation was made from, if at hand.

    `before` is the page as the hand-back wrote it, where its texts have been edited since.
    Only for pages without span problems: what is no unit would be published with its markup.
    """
    units = article.spans.units
    if not units:
        return article.text
    text = article.text
    english = English(source.text) if source is not None else None
    sources = [text[unit.source_start : unit.source_end] for unit in units]
    published = splice(
        text,
        (
            Splice(
                unit.start,
                unit.end,
                published_target(original, text[unit.target_start : unit.target_end], english),
            )
            for unit, original in zip(units, sources, strict=True)
        ),
    )
    edited = _targets(article) - _targets(before) if before is not None else ()
    edits = outside_code(published, source_only(published, sources, edited), article.body_start)
    return splice(published, edits)


def _targets(article: Article) -> set[str]:
    return {article.text[unit.target_start : unit.target_end] for unit in article.spans.units}
