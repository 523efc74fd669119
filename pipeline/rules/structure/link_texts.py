"""The texts of links and images."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.markdown.outline import Outline, plain
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.html import attributes_of, tags
from pipeline.rules.structure.reading import Seen, own, read

_IMAGE = re.compile(r":::image((?![-\w])[^\r\n]*?):::")
_TYPE = re.compile(r"""\btype\s*=\s*["']([^"']*)["']""")
_ALT = re.compile(r"""\balt-text\s*=\s*"([^"]*)\"""")
_OTHER_ALT = re.compile(r"(?<![\w-])alt[ \t]*=|alt-text[ \t]*=[ \t]*[^\s\"]")
"""What directive-attribute sees to."""
_VAGUE = frozenset(
    {
        "here",
        "click here",
        "this",
        "this link",
        "this page",
        "this article",
        "this topic",
        "this document",
    }
    | {
        "link",
        "more",
        "read more",
        "learn more",
        "see more",
        "these",
        "go here",
        "see here",
        "following link",
    }
)


@rule("link-text-missing", "article")
def link_text_missing(page: PageContext) -> Iterator[Hit]:
    """A link without text: nobody can see or click it.

    Bad:

        [](pay.md)

    Good:

        [Pay your bill](pay.md)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for link in outline.links:
            if not link.is_image and link.kind == "Inline" and not plain(link.text):
                yield Seen(link.start, link.end, "a link without text", link.target)

    yield from own(page, find)


@rule("alt-text-missing", "article")
def alt_text_missing(page: PageContext) -> Iterator[Hit]:
    """An image without a text for those who cannot see it.

    Bad:

        ![](pay.png)

    Good:

        ![The page where you pay](pay.png)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        bare = [image for image in outline.images if not plain(image.text)]
        is_habit = 2 * len(bare) > len(outline.images)  # a translation loses one text or two
        for image in bare:
            message = "an image without alternative text"
            yield Seen(image.start, image.end, message, image.target, copied=is_habit)
        for tag in tags(outline) if outline.html_bytes else ():
            if tag.name == "img" and not tag.closes:
                names = {name: value for name, _, value, _ in attributes_of(outline, tag)}
                if "alt" not in names and names.get("role") != "presentation":
                    message = "an image without `alt`"
                    yield Seen(tag.start, tag.end, message, names.get("src", ""), copied=True)
        for match in _IMAGE.finditer(outline.bare) if ":::" in outline.bare else ():
            kind = _TYPE.search(match[1])
            if kind and kind[1] == "icon":
                continue
            alt = _ALT.search(match[1])
            if "source" not in match[1]:
                continue  # directive-attribute says so
            if (alt is None and not _OTHER_ALT.search(match[1])) or (alt and not plain(alt[1])):
                message = "an image without `alt-text`"
                yield Seen(match.start(), match.end(), message, match[1], copied=True)

    yield from own(page, find)


@rule("link-text-vague", "article")
def link_text_vague(page: PageContext) -> Iterator[Hit]:
    """A link's text says nothing of where it leads: in many languages the sentence around it must be turned.

    Bad:

        To pay, click [here](pay.md).

    Good:

        To pay, see [Pay your bill](pay.md).
    """
    if not page.is_source:
        return
    for link in page.once(read).links:
        words = plain(link.text).strip("*_ .").lower()
        if not link.is_image and words in _VAGUE:
            yield Hit(link.start, link.end, f"the link's text is “{words}”; name what it leads to")
