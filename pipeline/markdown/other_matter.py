"""Metadata in TOML or JSON as the rules see front matter: the same values, keys and places, without YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from pipeline.lazy import lazy
from pipeline.markdown.front_matter import FrontMatter
from pipeline.markdown.plain_front_matter import Plain
from pipeline.markdown.syntax import Head, Place, Range


@dataclass(frozen=True)
class OtherMatter(FrontMatter):
    """The block of one page that is no YAML. `places` are those of its values in the page (0-based characters)."""

    head: Head = field(kw_only=True)
    places: Mapping[Place, Range] = field(kw_only=True)

    @lazy
    def _plain(self) -> Plain | None:
        return None

    @lazy
    def _read(self) -> tuple[Mapping[str, Any], yaml.MappingNode | None]:
        node = self._node(self.head.values, ())
        return self.head.values, node if isinstance(node, yaml.MappingNode) else None

    def _node(self, value: Any, place: Place) -> yaml.Node:
        """A value as the node that YAML would have for it, with its place relative to the block."""
        start, end = self.places.get(place, (self.start, self.start))
        marks = self._mark(start), self._mark(end)
        if isinstance(value, Mapping):
            pairs = [
                (yaml.ScalarNode("tag:yaml.org,2002:str", name, *self._at((*place, name))), inner)
                for name, inner in value.items()
            ]
            nodes = [(key, self._node(inner, (*place, key.value))) for key, inner in pairs]
            return yaml.MappingNode("tag:yaml.org,2002:map", nodes, *marks)
        if isinstance(value, list):
            items = [self._node(one, (*place, index)) for index, one in enumerate(value)]
            return yaml.SequenceNode("tag:yaml.org,2002:seq", items, *marks)
        return yaml.ScalarNode("tag:yaml.org,2002:str", self.text[start:end], *marks)

    def _at(self, place: Place) -> tuple[yaml.Mark, yaml.Mark]:
        """Where the key of a value stands: before it, on its line."""
        start, _ = self.places.get(place, (self.start, self.start))
        name = str(place[-1])
        at = self.text.rfind(name, max(self.start, self.text.rfind("\n", 0, start)), start)
        return (self._mark(start),) * 2 if at < 0 else (self._mark(at), self._mark(at + len(name)))

    def _mark(self, at: int) -> yaml.Mark:
        return yaml.Mark("", at - self.start, 0, 0, "", 0)
