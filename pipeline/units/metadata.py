"""The metadata of a page that is translated: titles, descriptions, keywords, and what the docset names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from pipeline.errors import PageError
from pipeline.families.keys import KeyPath, value_at
from pipeline.markdown.article import Article
from pipeline.markdown.syntax import Place, Range
from pipeline.units.passage import Passage
from pipeline.units.trimming import is_text

METADATA = "metadata: "
"""How the kind of a unit begins whose text is a metadata value."""
METADATA_KEYS = ("title", "description", "keywords")


def metadata_passages(article: Article, keys: tuple[str, ...] = METADATA_KEYS) -> Iterator[Passage]:
    """A passage for each value of the named keys (for each item where a value is a list), in the order they stand.

    `outer.inner` is a key in the mapping `outer`, `*` any key or item. The range is the value as written, quotes and
    all; `Article.value_text` reads it. A block that cannot be read has none, and neither has a value with an anchor or
    a tag before it: what else it stands for is not known here.
    """
    try:
        found = _yaml(article, keys) if article.front_matter else _other(article, keys)
    except PageError:
        return
    for kind, start, end in sorted(found, key=lambda one: one[1]):
        yield Passage(start, end, METADATA + kind, block="metadata")


Found = tuple[str, int, int]


def _yaml(article: Article, keys: tuple[str, ...]) -> list[Found]:
    front = article.front_matter
    assert front is not None
    paths = _nested(keys)
    found: list[Found] = []
    for field in front.fields:
        nodes = [(field.key, field.node)] if field.key in keys else []
        for parts in paths:
            if parts[0] in ("*", field.key):
                nodes += _below(field.node, parts[1:], field.key)
        for kind, node in nodes:
            items = node.value if isinstance(node, yaml.SequenceNode) else [node]
            for item in items:
                if not isinstance(item, yaml.ScalarNode):
                    continue
                if not is_text(item.value, 0, len(item.value)):
                    continue
                start, end = front.place(item)
                if article.text[start] not in "&!":
                    found.append((kind, start, end))
    return found


def _below(node: yaml.Node, parts: tuple[str, ...], kind: str) -> list[tuple[str, yaml.Node]]:
    """The nodes below a node that the rest of a path leads to."""
    if not parts:
        return [(kind, node)]
    found: list[tuple[str, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and parts[0] in ("*", key.value):
                found += _below(value, parts[1:], f"{kind}.{key.value}")
    elif isinstance(node, yaml.SequenceNode) and parts[0] == "*":
        for item in node.value:
            found += _below(item, parts[1:], kind)
    return found


def _other(article: Article, keys: tuple[str, ...]) -> list[Found]:
    """Those of a block in TOML or JSON."""
    head = article.head
    if head is None:
        return []
    places = article.syntax.head_places(article.text, head)
    found: list[Found] = []
    for parts in ((key,) for key in keys if key in head.values):
        found += _texts(head.values, places, parts)
    for path in _nested(keys):
        for place in KeyPath(".".join(path), path).places(head.values):
            found += _texts(head.values, places, place)
    return list(dict.fromkeys(found))


def _texts(values: Any, places: Mapping[Place, Range], place: Place) -> list[Found]:
    value = value_at(values, place)
    if isinstance(value, list):
        inner = [_texts(values, places, (*place, index)) for index in range(len(value))]
        return [one for found in inner for one in found]
    if not isinstance(value, str) or place not in places or not is_text(value, 0, len(value)):
        return []
    return [(".".join(part for part in place if isinstance(part, str)), *places[place])]


def _nested(keys: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The paths among the keys that lead into mappings. One that is written wrong is the name of a key."""
    found = []
    for key in keys:
        try:
            parts = KeyPath.parse(key).parts
        except ValueError:
            continue
        if len(parts) > 1:
            found.append(parts)
    return found
