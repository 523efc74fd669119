"""The blocks of a Markdown body that hold text, with the exact place of their inline content.

pyromark (pulldown-cmark) parses; this module folds its events into one flat, ordered list of leaf blocks, each
with the containers around it. Offsets are characters in the page's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyromark

from pipeline.files.offsets import ByteOffsets

OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_GFM | pyromark.Options.ENABLE_FOOTNOTES
)

_ANCHOR = re.compile(r"""<a\s+(?:name|id)\s*=\s*["']([^"'<>]*)["']\s*/?>""", re.IGNORECASE)
_LEAVES = {"Paragraph": "paragraph", "TableCell": "cell", "HtmlBlock": "html"}
_CONTAINERS = {"Item": "item", "TableHead": "table head", "TableRow": "table row"}


@dataclass(frozen=True, slots=True)
class Block:
    """A block that holds inline content (or code, or HTML).

    `kind` is `heading`, `paragraph`, `item` (the text of a tight list item), `cell`, `code` or `html`.
    `start` and `end` enclose the inline content without markers (`#`, `-`, `|`). `level` is a heading's, else 0.
    `containers` names what is around it, outermost first: `quote`, `alert note`, `list`, `ordered list`, `item`,
    `table`, `table head`, `table row`, `footnote`.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    containers: tuple[str, ...] = ()

    @property
    def described(self) -> str:
        """The block in words that a translator knows: `heading 2`, `list item`, `table cell`, `note`."""
        if self.kind == "heading":
            return f"heading {self.level}"
        if self.kind == "cell":
            return "table cell"
        for container in reversed(self.containers):
            if container == "item":
                return "list item"
            if container.startswith("alert "):
                return container.removeprefix("alert ")
            if container in ("quote", "footnote"):
                return container
        return {"item": "list item"}.get(self.kind, self.kind)


def anchor_of(heading: str) -> str:
    """The name in the `<a name="…">` of a heading's Markdown; empty where it has none."""
    match = _ANCHOR.search(heading)
    return match[1] if match else ""


def parsed(body: str, start: int = 0) -> list[Block]:
    """The leaf blocks of a text, in reading order; `start` is added to their offsets."""
    offsets = ByteOffsets(body)
    return [
        Block(
            kind,
            start + _with_backslash(body, offsets.char(first)),
            start + offsets.char(last),
            level,
            containers,
        )
        for kind, first, last, level, containers in _fold(body)
    ]


def _with_backslash(body: str, at: int) -> int:
    """Where a block begins whose first text begins at `at`: the parser leaves out the backslash of an escape."""
    return at - 1 if at and body[at - 1] == "\\" else at


def _fold(body: str) -> Iterator[tuple[str, int, int, int, tuple[str, ...]]]:
    """Leaf blocks with byte offsets."""
    stack: list[str] = []
    leaf = ""  # the leaf block that is open
    level = 0
    first = last = -1  # where its inline content stands

    event: Any
    for event, place in pyromark.events_with_range(body, options=OPTIONS):
        if type(event) is str:  # SoftBreak, HardBreak, Rule
            continue
        if "Start" in event:
            value = event["Start"]
            name = _container(value)
            if name:
                if leaf == "item" and first >= 0:  # a nested list or quote ends the item's own text
                    yield leaf, first, last, 0, tuple(stack)
                stack.append(name)
                leaf, first = ("item" if name == "item" else ""), -1
                continue
            opened, opened_level = _leaf(value)
            if opened:
                if leaf == "item" and first >= 0:
                    yield leaf, first, last, 0, tuple(stack)
                leaf, level, first, last = opened, opened_level, -1, -1
                continue
        elif "End" in event:
            value = event["End"]
            if _ends_container(value):
                if leaf == "item" and first >= 0:
                    yield leaf, first, last, 0, tuple(stack)
                if stack:
                    stack.pop()
                leaf, first = ("item" if stack and stack[-1] == "item" else ""), -1
                continue
            if _ends_leaf(value):
                if first >= 0:
                    yield leaf, first, last, level, tuple(stack)
                leaf, level, first = ("item" if stack and stack[-1] == "item" else ""), 0, -1
                continue
        if leaf:
            if first < 0:
                first = place["start"]
            last = place["end"]


def _container(value: Any) -> str:
    if type(value) is str:
        return _CONTAINERS.get(value, "")
    if "BlockQuote" in value:
        alert = value["BlockQuote"]
        return f"alert {alert.lower()}" if alert else "quote"
    if "List" in value:
        return "list" if value["List"] is None else "ordered list"
    if "Table" in value:
        return "table"
    return "footnote" if "FootnoteDefinition" in value else ""


def _leaf(value: Any) -> tuple[str, int]:
    if type(value) is str:
        return _LEAVES.get(value, ""), 0
    if "Heading" in value:
        return "heading", int(value["Heading"]["level"][1])
    return ("code", 0) if "CodeBlock" in value else ("", 0)


def _ends_container(value: Any) -> bool:
    if type(value) is str:
        return value in _ENDS_CONTAINER
    return "BlockQuote" in value or "List" in value


def _ends_leaf(value: Any) -> bool:
    return value in _ENDS_LEAF if type(value) is str else "Heading" in value


_ENDS_CONTAINER = frozenset(
    {"Item", "TableHead", "TableRow", "Table", "FootnoteDefinition", "BlockQuote"}
)
_ENDS_LEAF = frozenset({"Paragraph", "TableCell", "HtmlBlock", "CodeBlock"})
