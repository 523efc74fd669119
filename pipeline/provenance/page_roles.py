"""What a page says of where it came from, in whatever keys and form its family writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.errors import PageError
from pipeline.families import front_matter
from pipeline.families.family import Family
from pipeline.families.roles import Roles, read_roles
from pipeline.markdown.article import Article


def values_in(article: Article, family: Family) -> Mapping[str, Any]:
    """The readable values of a page's front matter, be it YAML, TOML or JSON, as far as the family has that form."""
    if article.front_matter is not None or family.metadata.forms == ("yaml",):
        return article.readable_metadata
    try:
        block = front_matter.find(article.text, family.metadata.forms)
    except PageError:
        return {}
    return block.values if block is not None else {}


def roles_of(article: Article, family: Family) -> Roles:
    """The roles of a page; each empty where it does not say it.

    Where the block is no valid YAML or is misplaced, the lines of the keys say it: a slip elsewhere must not hide the
    source that the page was made from.
    """
    is_readable = article.has_readable_metadata
    values = values_in(article, family) if is_readable else article.stated
    return read_roles(family.provenance, values)


def key_of(family: Family, role: str) -> str:
    """How the family's key of a role is called in messages; empty where it has none."""
    key = family.provenance.role(role)
    return ".".join(key.parts) if key is not None else ""
