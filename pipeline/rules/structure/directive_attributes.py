"""What a `:::` directive says in its attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.families.family import DOCFX
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.visible import shown

_DIRECTIVE = re.compile(
    r":::[ \t]*(?P<name>image|code|video|no-loc)(?![\w-])(?P<rest>(?:(?!:::)[^\r\n])*)(?P<close>:::)?"
)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z][\w-]*+)[ \t]*=[ \t]*(?P<value>\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s\"']+)"
)
_TWO = re.compile(
    r"(?m)^[ \t>]*(?P<mark>::(?:image|code|video|row|column|zone|moniker)(?:-end)?)(?=[ \t:])"
)
_NEEDED = {"image": "source", "code": "source", "video": "source", "no-loc": "text"}
_KNOWN = {
    "image": (
        "source",
        "alt-text",
        "type",
        "lightbox",
        "border",
        "loc-scope",
        "align",
        "width",
        "height",
        "link",
        "icon",
    ),
    "code": (
        "source",
        "language",
        "range",
        "id",
        "interactive",
        "highlight",
        "badge",
        "number-lines",
    ),
    "video": ("source", "title", "max-width", "thumbnail", "type"),
    "no-loc": ("text",),
}
_VALUES = {
    ("image", "type"): ("content", "complex", "icon"),
    ("image", "border"): ("true", "false"),
}


@rule("directive-attribute", "article")
def directive_attribute(page: PageContext) -> Iterator[Hit]:
    """An attribute of a `:::` directive that is missing, unknown, without quotes, or has a value that means nothing.

    Bad:

        :::image type="contents" source="pay.png" alt-text="The page where you pay.":::

    Good:

        :::image type="content" source="pay.png" alt-text="The page where you pay.":::
    """
    if page.family.renderer == DOCFX and "::" in page.article.text:
        yield from own(page, _wrong)


def _wrong(outline: Outline) -> Iterator[Seen]:
    for match in _TWO.finditer(outline.bare, outline.start):
        yield Seen(
            *match.span("mark"), f"`{match['mark']}` begins with three colons", match["mark"]
        )
    for match in _DIRECTIVE.finditer(outline.bare, outline.start):
        name = match["name"]
        start = match.start()
        mark = (start, match.end("name"))
        if match["close"] is None:
            yield Seen(*mark, f"`:::{name}` is never closed by `:::`", name)
            continue
        found = {
            one["name"].lower(): one
            for one in _ATTRIBUTE.finditer(outline.bare, *match.span("rest"))
        }
        needed = _NEEDED[name]
        if needed not in found:
            yield Seen(*mark, f"`:::{name}` has no `{needed}`", name)
            continue
        if not found[needed]["value"].strip("\"' "):
            yield Seen(*found[needed].span(), f"`{needed}` of `:::{name}` is empty", name)
            continue
        for attribute, one in found.items():
            message, place = _about(name, attribute, one)
            if message:
                yield Seen(*one.span(place), message, one[0])


def _about(name: str, attribute: str, one: re.Match[str]) -> tuple[str, str]:
    """What is wrong with an attribute, and at which of its parts; empty where nothing is."""
    value = one["value"]
    if value[:1] not in ("'", '"'):
        return f"the value of `{attribute}` needs quotes", "value"
    if attribute not in _KNOWN[name]:
        near = get_close_matches(attribute, _KNOWN[name], 1, 0.5) or [
            known for known in _KNOWN[name] if known.startswith(attribute)
        ]
        hint = f"; did you mean `{near[0]}`?" if near else ""
        return f"`:::{name}` has no attribute `{shown(attribute, 40)}`{hint}", "name"
    allowed = _VALUES.get((name, attribute), ())
    if allowed and value[1:-1] not in allowed:
        return (
            f"`{attribute}` is `{shown(value[1:-1], 40)}`; it is one of {', '.join(allowed)}",
            "value",
        )
    return "", ""
