"""Keys that a localized data file does not have yet, put in with their translations; nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pipeline.errors import PageError
from pipeline.families import json_block, toml_block, yaml_block
from pipeline.families.keys import Place
from pipeline.families.roles import RoleEdit
from pipeline.files.decoding import BOM, line_end
from pipeline.files.splice import splice
from pipeline.markdown.article import Article

_MODULES: dict[str, Any] = {"yaml": yaml_block, "toml": toml_block, "json": json_block}


def with_keys(article: Article, texts: Mapping[Place, str]) -> tuple[Article, int]:
    """The file with texts under keys that it has not, by their places, and how many could be put in.

    The file is read again: where it does not say what was meant, the text is left out.
    """
    done = 0
    for place, text in texts.items():
        built = _with_key(article, place, text)
        if built is not None:
            article, done = built, done + 1
    return article, done


def _with_key(article: Article, place: Place, text: str) -> Article | None:
    head = article.head
    if head is None:
        return None
    meant = deepcopy(dict(head.values))
    if not _put(meant, place, text):
        return None
    start = len(BOM) if article.text.startswith(BOM) else 0
    eol = line_end(article.text) if "\n" in article.text else "\n"
    is_open = not article.text.endswith("\n")  # the last line has no end, and is to have none
    whole = article.text + eol if is_open else article.text
    if head.form == "json":
        start += len(whole[start:]) - len(whole[start:].lstrip())
    edit = RoleEdit("", tuple(str(part) for part in place), text, quoted=True)
    try:
        new = splice(whole, [_MODULES[head.form].set_value(whole, start, len(whole), edit)])
        built = article.with_text(new.removesuffix(eol) if is_open else new)
        return built if built.head is not None and built.head.values == meant else None
    except PageError:
        return None


def _put(values: dict[str, Any], place: Place, text: str) -> bool:
    """Set a text in nested mappings; false where another kind of value stands in the way."""
    for part in place[:-1]:
        inner = values.setdefault(str(part), {})
        if not isinstance(inner, dict):
            return False
        values = inner
    values[str(place[-1])] = text
    return True
