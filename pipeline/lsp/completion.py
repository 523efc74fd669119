"""Completion in front matter: keys of the schema that the page does not have yet, and the values a key may have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from pipeline.errors import LocpipeError
from pipeline.families.roles import written_date
from pipeline.files.lines import Lines
from pipeline.lsp.positions import Encoding, Positions
from pipeline.markdown.article import Article
from pipeline.markdown.front_matter import find
from pipeline.markdown.scalars import scalar
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rules.context import page_context
from pipeline.rules.metadata.problems import schema_of
from pipeline.rules.metadata.schema import Schema

TRIGGERS = [".", ":", " "]

_KEY = re.compile(r"([A-Za-z][\w.-]*)?")
_VALUE = re.compile(
    r"(?P<key>[A-Za-z][\w. -]*):(?P<gap>[ \t]*)(?P<quote>[\"']?)(?P<value>[^#\"']*)"
)
_ITEM = re.compile(r"[ \t]*-(?P<gap>[ \t]*)(?P<quote>[\"']?)(?P<value>[^#\"']*)")
_KEY_LINE = re.compile(r"^([A-Za-z][\w. -]*):", re.MULTILINE)
_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class _Line:
    """The line of front matter that the cursor stands in: its offsets, and its text up to the cursor."""

    start: int
    end: int
    before: str


def completions(
    loaded: LoadedPage, text: str, position: types.Position, encoding: Encoding
) -> list[types.CompletionItem]:
    """What can stand at a position; nothing outside front matter."""
    positions = Positions(text, encoding)
    offset = positions.offset(position)
    line = _line(text, offset)
    if line is None:
        return []
    try:
        rest = text[: line.start] + text[line.end :]  # half a line is no YAML
        without = Article(rest, loaded.syntax)
        schema = schema_of(page_context(loaded, without, units=()))
    except LocpipeError:
        return []
    if _KEY.fullmatch(line.before):
        where = positions.range(line.start, offset)
        return list(_keys(schema, text[: line.start] + text[line.end :], where))
    match = _VALUE.fullmatch(line.before)
    key = match["key"].strip() if match else ""
    if match is None:
        match = _ITEM.fullmatch(line.before)
        key = _list_key(text[: line.start]) if match else ""
    if match is None or not key:
        return []
    where = positions.range(line.start + match.start("value"), offset)
    words = schema.properties.get(key, {})
    gap = "" if match["gap"] else " "
    return [
        types.CompletionItem(
            label=value,
            kind=types.CompletionItemKind.EnumMember,
            detail=key,
            sort_text=f"{index:04}",
            text_edit=types.TextEdit(where, gap + (value if match["quote"] else scalar(value))),
            filter_text=value,
        )
        for index, value in enumerate(_values(loaded, key, words))
    ]


def _line(text: str, offset: int) -> _Line | None:
    """The line at `offset`, if it is one of front matter (which need not be closed yet)."""
    front = find(text)
    opening = _OPENING.match(text)
    if opening is None or offset < opening.end() or (front is not None and offset > front.end):
        return None
    lines = Lines(text)
    number, _ = lines.place(offset)
    start = lines.starts[number - 1]
    if front is None and "\n\n" in text[opening.end() : offset].replace("\r", ""):
        return None
    if text.startswith("---", start):
        return None
    return _Line(start, start + len(lines.line_text(number)), text[start:offset])


def _keys(schema: Schema, others: str, where: types.Range) -> Iterator[types.CompletionItem]:
    front = find(others)
    present = set(_KEY_LINE.findall(front.yaml_text if front else others))
    required = {*schema.merged.get("required", ()), *schema.merged.get("strictRequired", ())}
    for key, words in schema.properties.items():
        if key in present or key in schema.reserved or "replacedBy" in words:
            continue
        yield types.CompletionItem(
            label=key,
            kind=types.CompletionItemKind.Property,
            detail="required" if key in required else None,
            documentation=words.get("description"),
            sort_text=("0" if key in required else "1") + key,
            filter_text=key,
            text_edit=types.TextEdit(where, f"{key}: "),
        )


def _values(loaded: LoadedPage, key: str, words: Mapping[str, Any]) -> list[str]:
    locale = loaded.family.provenance.role("locale")
    if locale is not None and key == ".".join(locale.parts):
        return [loaded.page.locale] if loaded.page.locale else []
    items = words.get("items", {})
    said = words.get("enum") or (items.get("enum") if isinstance(items, dict) else None) or []
    found = [str(value) for value in said if isinstance(value, str | int | float)]
    if "boolean" in _types(words):
        found += ["true", "false"]
    if "dateFormat" in words:
        today = page_context(loaded, Article(""), units=()).today
        forms = words["dateFormat"]
        found.append(written_date(today, forms if isinstance(forms, str) else forms[0]))
    return found


def _types(words: Mapping[str, Any]) -> list[str]:
    said = words.get("type", [])
    return [said] if isinstance(said, str) else list(said)


def _list_key(before: str) -> str:
    """The key that a list item belongs to: the last line above that is no item."""
    for line in reversed(before.splitlines()):
        if not _ITEM.fullmatch(line):
            match = _VALUE.fullmatch(line)
            return match["key"].strip() if match else ""
    return ""
