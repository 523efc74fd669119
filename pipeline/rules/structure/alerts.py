"""Alerts and the other extensions in `[!…]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.visible import shown

ALERTS = ("NOTE", "TIP", "IMPORTANT", "CAUTION", "WARNING")
_EXTENSIONS = (
    "div",
    "video",
    "include",
    "code",
    "notebook",
    "selector",
    "channel9",
    "pivot",
    "form",
)
_MARKER = re.compile(r"\[!([^\W\d_][\w-]*)[ \t]*(?=[\[(])")
BLANK = " \t\r\u200b"
_NAME = re.compile(r"\s*([^\s\]\[]+)")


@rule("alert-unknown", "article")
def alert_unknown(page: PageContext) -> Iterator[Hit]:
    """The marker of an alert or an extension is none that the site knows, most often because it was translated.

    Readers see the brackets, and the box around the text is lost.

    Bad:

        > [!OPMERKING]
        > Betaal op tijd.

    Good:

        > [!NOTE]
        > Betaal op tijd.
    """
    known = {*ALERTS, *(name.upper() for name in page.family.blocks.alerts)}

    def find(outline: Outline) -> Iterator[Seen]:
        for marker in outline.markers:
            named = _NAME.match(marker.what)
            if named is None:
                continue
            name = named[1]
            if name.upper() in known or is_extension(name) or outline.is_verbatim(marker.start - 2):
                continue
            if outline.bare[marker.end + 1 : marker.end + 2] in ("(", "["):  # an image, or a link
                continue
            at = marker.start + named.start(1)
            message = f"no alert is called `{shown(name)}`{_near(name)}"
            yield Seen(at, at + len(name), message, name.lower())
        if "[!" not in outline.bare:
            return
        for match in _MARKER.finditer(outline.bare):
            before = outline.bare[match.start() - 1 : match.start()]
            if before in ("\\", "!") or before.isalnum():
                continue
            if outline.is_verbatim(match.start()):
                continue
            if not is_extension(match[1]) and match[1].upper() not in known:
                message = f"no extension is called `[!{shown(match[1])}`{_near(match[1])}"
                yield Seen(match.start(1), match.end(1), message, match[1].lower())

    yield from own(page, find)


def is_extension(name: str) -> bool:
    """Is it the name of one of docfx's extensions in brackets, which is no alert?"""
    lower = name.lower()
    return lower in _EXTENSIONS or lower.startswith("code-")


def _near(name: str) -> str:
    found = get_close_matches(name.lower()[:40], [*map(str.lower, ALERTS), *_EXTENSIONS], 1, 0.7)
    return (
        f"; did you mean `{found[0].upper() if found[0].upper() in ALERTS else found[0]}`?"
        if found
        else ""
    )


@rule("alert-text-on-marker-line", "article")
def alert_text_on_marker_line(page: PageContext) -> Iterator[Hit]:
    """Text stands on the line of an alert's marker: the site shows no box then.

    Bad:

        > [!NOTE] Pay in time.

    Good:

        > [!NOTE]
        > Pay in time.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for marker in outline.markers:
            kind = marker.what.strip()
            line_end = outline.bare.find("\n", marker.end)
            rest = outline.bare[marker.end + 1 : line_end if line_end >= 0 else None]
            text = rest.strip(BLANK)
            if kind.upper() in ALERTS and text:
                start = marker.end + 1 + rest.index(text)
                message = f"text on the line of `[!{kind}]`; begin it on the next line"
                yield Seen(start, start + len(text), message)

    yield from own(page, find)
