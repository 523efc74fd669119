"""A page's Markdown as safe HTML, with its translation units and what was found in them marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pyromark
from markupsafe import Markup

from pipeline.files.digest import short
from pipeline.markdown.article import Article
from pipeline.markdown.blocks import OPTIONS
from pipeline.markdown.references import definitions
from pipeline.units.unit import Unit
from pipeline.web.inert import inert, keep_hidden
from pipeline.web.sanitize import INLINE, clean, parse

_FOLD = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*+")
_START = "start"
_INLINE_TAGS = INLINE | {"p"}


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in place of the characters from `start` to `end`; of several at one place, by `order`."""

    start: int
    end: int
    order: int
    text: str


class Prose:
    """One page's text, to be rendered with marks that no text of the page can forge."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._nonce = "m" + short(article.text)

    def mark(self, name: str, *, closed: bool = False) -> str:
        """The inline HTML that opens the mark `name` (or is all of it)."""
        return f'<span data-u="{self._nonce}-{name}">' + ("</span>" if closed else "")

    def article(self, edits: Iterable[Edit], attributes: Callable[[str], str]) -> Markup:
        """The body as HTML. `attributes` gives those of the element that a mark becomes, by its name."""
        text = edited(self._article.text, self._article.body_start, edits)
        html = pyromark.html(keep_hidden(text), options=OPTIONS)
        return clean(parse(html), self._named(attributes))

    def inline(self, texts: Sequence[str], attributes: Callable[[str], str]) -> list[Markup]:
        """Each text as inline HTML, with the page's reference links resolved."""
        if not texts:
            return []
        start = self.mark(_START, closed=True)  # no text is then a list, a heading, or nothing
        parts = [start + _FOLD.sub(" ", text) for text in texts]
        article = self._article
        known = "\n".join(one.line for one in definitions(article.text, article.body_start))
        html = pyromark.html(keep_hidden("\n\n".join([*parts, known])), options=OPTIONS)
        named = self._named(attributes)
        paragraphs = [child for child in parse(html, _INLINE_TAGS) if child.tag == "p"]
        if len(paragraphs) != len(texts):
            return [inert(text) for text in texts]
        return [clean(paragraph, named) for paragraph in paragraphs]

    def _named(self, attributes: Callable[[str], str]) -> Callable[[str], str]:
        lead = self._nonce + "-"

        def named(value: str) -> str:
            name = value.removeprefix(lead)
            return attributes(name) if name not in (value, _START) else ""

        return named


def unit_edits(article: Article, units: Sequence[Unit], prose: Prose) -> list[Edit]:
    """The edits that leave of each unit its target, marked `u0`, `u1`, …; a bilingual page loses its sources."""
    spans = {span.target_start: span for span in article.spans.units}
    edits = []
    for number, unit in enumerate(units):
        if unit.target_range is None or unit.target_range[0] < article.body_start:
            continue
        start, end = unit.target_range
        span = spans.get(start)
        first, last = (span.start, span.end) if span else (start, end)
        edits.append(Edit(first, start, 2, prose.mark(f"u{number}")))
        edits.append(Edit(end, last, 0, "</span>"))
    return edits


def edited(text: str, start: int, edits: Iterable[Edit]) -> str:
    """`text` from `start` on with the edits made; one that overlaps an earlier one is left out."""
    parts: list[str] = []
    done = start
    for edit in sorted(edits):
        if edit.start >= done:
            parts += (text[done : edit.start], edit.text)
            done = edit.end
    parts.append(text[done:])
    return "".join(parts)
