"""The metadata of a page that is translated: titles, descriptions, keywords, and what the docset names."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from pipeline.errors import PageError
from pipeline.markdown.article import Article
from pipeline.units.passage import Passage
from pipeline.units.trimming import is_text

METADATA = "metadata: "
"""How the kind of a unit begins whose text is a metadata value."""
METADATA_KEYS = ("title", "description", "keywords")


def metadata_passages(article: Article, keys: tuple[str, ...] = METADATA_KEYS) -> Iterator[Passage]:
    """A passage for each value of the named keys (for each item where a value is a list), in the order they stand.

    The range is the value as written, quotes and all; `scalar_text` reads it. A block that is no YAML has none, and
    neither has a value with an anchor or a tag before it: what else it stands for is not known here.
    """
    front = article.front_matter
    if front is None:
        return
    try:
        fields = front.fields
    except PageError:
        return
    for field in fields:
        if field.key not in keys:
            continue
        nodes = field.node.value if isinstance(field.node, yaml.SequenceNode) else [field.node]
        for node in nodes:
            if not isinstance(node, yaml.ScalarNode) or not is_text(node.value, 0, len(node.value)):
                continue
            start, end = front.place(node)
            if article.text[start] in "&!":
                continue
            yield Passage(start, end, METADATA + field.key, block="metadata")
