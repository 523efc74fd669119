"""A page's metadata as schemas see it: plain JSON values, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from pipeline.families.keys import KeyPath
from pipeline.files.decoding import BOM
from pipeline.lazy import lazy
from pipeline.markdown.front_matter import Field, FrontMatter
from pipeline.markdown.other_matter import OtherMatter
from pipeline.rules.context import PageContext

_INCLUDES = frozenset({"includes", "include", "_includes"})
_NOTICES = ("readme", "license", "thirdpartynotices", "contributing", "code_of_conduct")


@dataclass(frozen=True)
class Values:
    """The front matter of one page. Keys that are no text are left out (`unknown-field` reports them).

    `hand_back` are the top-level keys that a build writes into pages of its family.
    """

    front: FrontMatter
    hand_back: frozenset[str] = frozenset()

    @lazy
    def fields(self) -> Mapping[str, Field]:
        """Where each key stands; of a key that stands twice, the last (it is what YAML takes)."""
        return {field.key: field for field in self.front.fields if field.key}

    @lazy
    def all(self) -> Mapping[str, Any]:
        """Every value, blank ones too."""
        values = self.front.values
        return {
            key: value if _is_text(value) else _plain(value, self.fields.get(key), self.hand_back)
            for key, value in values.items()
            if isinstance(key, str)
        }

    @lazy
    def filled(self) -> Mapping[str, Any]:
        """The values that say something: blank counts as missing."""
        return {key: value for key, value in self.all.items() if not is_blank(value)}

    def text(self, key: str) -> str:
        """A value as it is written, without quotes; empty where it is missing or no scalar."""
        value = self.all.get(key)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def place(self, key: str, *inside: str | int) -> tuple[int, int]:
        """Where a value stands; its key where the value is blank; the opening line where there is no such key."""
        if key not in self.all:
            return self.opening
        if not inside and (place := self.front.text_place(key)):
            return place
        field = self.fields[key]
        node: yaml.Node = field.node
        for step in inside:
            if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step] if step < len(node.value) else node
            elif isinstance(node, yaml.MappingNode):
                node = next((value for name, value in node.value if name.value == step), node)
        start = self.front.start + node.start_mark.index
        end = self.front.start + node.end_mark.index
        if inside and end <= start:  # an item that is nothing: its dash
            start = max(self.front.text.rfind("-", field.value_start, start + 1), field.start)
            end = start + 1
        return (start, end) if end > start else (field.start, field.key_end)

    def place_of(self, key: KeyPath | None) -> tuple[int, int]:
        """Where the value of a family's key stands; the opening line where there is none."""
        place = key.place(self.all) if key is not None else None
        return self.opening if place is None else self.place(*place)

    @property
    def opening(self) -> tuple[int, int]:
        """The dashes that open the block."""
        start = len(BOM) if self.front.text.startswith(BOM) else 0
        return start, start + 3

    @lazy
    def only_hand_back(self) -> bool:
        """Does the page hold nothing but what the hand-back wrote? Then its source has no front matter."""
        return self.hand_back.issuperset(self.all)


def values_of(page: PageContext) -> Values | None:
    """The page's metadata; None where it has none or where it cannot be read."""
    return page.once(_values)


def _values(page: PageContext) -> Values | None:
    article = page.article
    if not article.readable_metadata:
        return None
    if article.front_matter is not None:
        return Values(article.front_matter, hand_back_of(page))
    head = article.head_or_none
    if head is None:
        return None
    places = article.syntax.head_places(article.text, head)
    return Values(
        OtherMatter(article.text, head.start, head.end, head.body, head=head, places=places),
        hand_back_of(page),
    )


def hand_back_of(page: PageContext) -> frozenset[str]:
    """The top-level keys that a build writes into pages of the page's family."""
    keys = page.family.provenance.write.values()
    return frozenset(key.parts[0] for key in keys if len(key.parts) == 1)


def is_article(path: str) -> bool:
    """Is a page an article of its own: no include, no table of contents, no notice of the repository?"""
    folders = path.lower().split("/")[:-1]
    return _INCLUDES.isdisjoint(folders) and not is_toc(path) and not is_notice(path)


def is_notice(path: str) -> bool:
    """Is a page a notice of the repository, which sites do not publish?"""
    name = path.rpartition("/")[2]
    plain = name.lower().removesuffix(".md").replace("-", "_").replace(" ", "")
    return plain in _NOTICES or name == "SECURITY.md"


def is_toc(path: str) -> bool:
    """Is a page a table of contents, whose headings are its levels?"""
    return path.lower().rpartition("/")[2] == "toc.md"


def is_blank(value: Any) -> bool:
    """Does a value say nothing?"""
    return value is None or (isinstance(value, str) and not value.strip())


def _is_text(value: Any) -> bool:
    """Is it a text, or a list of them, which YAML and JSON have alike?"""
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, str) or value is None


def _plain(value: Any, field: Field | None, hand_back: frozenset[str] = frozenset()) -> Any:
    """A YAML value as JSON has it; dates and the like as they are written."""
    if _is_text(value):
        return value
    if field and field.key in hand_back and isinstance(field.node, yaml.ScalarNode):
        return str(field.node.value)  # a hash may be made of digits alone
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, list):
        nodes = field.node.value if field and isinstance(field.node, yaml.SequenceNode) else ()
        return [
            _written(item, nodes[index] if index < len(nodes) else None)
            for index, item in enumerate(value)
        ]
    if isinstance(value, dict):
        return {str(key): _plain(item, None) for key, item in value.items()}
    return _written(value, field.node if field else None)


def _written(value: Any, node: yaml.Node | None) -> Any:
    if isinstance(value, date) and isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(value, str | bool | int | float | list | dict) or value is None:
        return _plain(value, None)
    return str(value)


def strings(value: Any) -> Iterator[str]:
    """The texts in a value that is a text or a list of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))
