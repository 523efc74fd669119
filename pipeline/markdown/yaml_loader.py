"""YAML as front matter needs it: the values and the tree with its marks from one reading, and nothing that expands."""

from __future__ import annotations

from typing import Any

import yaml


class MarkedLoader(yaml.CSafeLoader):
    """Loads as the safe loader does, keeps the tree with its marks, and refuses aliases that expand."""

    root: yaml.Node | None = None

    def get_single_data(self) -> Any:
        """The document's value, or None where there is none."""
        self.root = node = self.get_single_node()
        if node is None:
            return None
        refuse_expansion(node)
        values = _texts(node)
        return self.construct_document(node) if values is None else values

    def resolve(self, kind: type, value: Any, implicit: Any) -> str:
        """The tag of a node without one; most scalars begin with no character that makes them anything but text."""
        if kind is yaml.ScalarNode and not (
            implicit[0] and value[:1] in self.yaml_implicit_resolvers
        ):
            return TEXT
        tag: str = super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
        return tag


TEXT = "tag:yaml.org,2002:str"
_LIST = "tag:yaml.org,2002:seq"
_MAPPING = "tag:yaml.org,2002:map"


def _texts(root: yaml.Node) -> dict[str, Any] | None:
    """The values of a mapping of texts and lists of texts, as most front matter is; None of any other."""
    if root.tag != _MAPPING or not isinstance(root, yaml.MappingNode):
        return None
    values: dict[str, Any] = {}
    for key, node in root.value:
        is_list = node.tag == _LIST and isinstance(node, yaml.SequenceNode)
        nodes = node.value if is_list else (node,)
        for one in (key, *nodes):
            if one.tag != TEXT or not isinstance(one, yaml.ScalarNode):
                return None
        values[key.value] = [one.value for one in nodes] if is_list else node.value
    return values


MOST_NODES = 10_000
"""How many values front matter may hold when its aliases are written out; real pages stay below 200."""


def refuse_expansion(root: yaml.Node) -> None:
    """Raises ComposerError at an alias that refers to itself, or that makes the whole too large."""
    sizes: dict[int, int] = {}
    inside: set[int] = set()

    def size(node: yaml.Node) -> int:
        if isinstance(node, yaml.ScalarNode):
            return 1
        key = id(node)
        if key in sizes:
            return sizes[key]
        if key in inside:
            raise yaml.composer.ComposerError(
                None, None, "a value that holds itself", node.start_mark
            )
        inside.add(key)
        children = (
            [part for pair in node.value for part in pair]
            if isinstance(node, yaml.MappingNode)
            else node.value
        )
        sizes[key] = 1 + sum(map(size, children))
        inside.discard(key)
        if sizes[key] > MOST_NODES:
            problem = f"aliases or lists that make more than {MOST_NODES} values"
            raise yaml.composer.ComposerError(None, None, problem, node.start_mark)
        return sizes[key]

    size(root)
