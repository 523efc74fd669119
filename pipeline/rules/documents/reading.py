"""YAML and JSON documents as trees whose nodes say where they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from pipeline.files.decoding import BOM
from pipeline.markdown.yaml_loader import MarkedLoader, refuse_expansion
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.yaml_mistakes import mistake_in
from pipeline.rules.registry import rule

TOC_NAMES = ("toc.yml", "toc.yaml")
DOCFX_NAMES = ("docfx.json",)
REDIRECTIONS = ".openpublishing.redirection"
_MIME = re.compile(r"\ufeff?(### YamlMime:[ \t]*)([^\s]*)[^\r\n]*")


@dataclass(frozen=True)
class Document:
    """A document's tree (None where it is empty or cannot be read) and, of one that cannot, why and where."""

    root: yaml.Node | None
    base: int = 0
    problem: str = ""
    at: int = 0

    def place(self, node: yaml.Node) -> tuple[int, int]:
        """Where a node stands, as 0-based characters of the text; of a block only its first character."""
        start, end = self.base + node.start_mark.index, self.base + node.end_mark.index
        return (start, end) if isinstance(node, yaml.ScalarNode) else (start, start + 1)


def document(page: PageContext) -> Document:
    """The tree of a YAML or JSON document."""
    return page.once(_document)


def _document(page: PageContext) -> Document:
    text = page.article.text
    base = len(BOM) if text.startswith(BOM) else 0
    if page.path.lower().endswith(".json"):
        try:
            json.loads(text[base:])
        except ValueError as error:
            return Document(None, base, *_json_problem(error, base))
        except RecursionError:
            return Document(None, base, "nested too deeply", base)
    loader = MarkedLoader(text[base:])
    try:
        root = loader.get_single_node()
        if root is not None and "&" in text and "*" in text:
            refuse_expansion(root)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = str(getattr(error, "problem", None) or "nested too deeply")
        return Document(None, base, said, base + (min(mark.index, len(text) - base) if mark else 0))
    finally:
        loader.dispose()
    return Document(root, base)


def _json_problem(error: ValueError, base: int) -> tuple[str, int]:
    if isinstance(error, json.JSONDecodeError):
        return error.msg, base + error.pos
    return str(error), base


def name_of(page: PageContext) -> str:
    """The name of a document's file, in lower case."""
    return page.path.rpartition("/")[2].lower()


def is_toc_document(page: PageContext) -> bool:
    """Is it a table of contents in YAML?"""
    return name_of(page) in TOC_NAMES


def mime_of(page: PageContext) -> tuple[str, int, int] | None:
    """What a document says that it is (`### YamlMime:Landing`), and where; None where it says nothing."""
    found = _MIME.match(page.article.text)
    return (found[2], *found.span(2)) if found else None


def is_document(page: PageContext) -> bool:
    """Is it a file that any rule here looks at?"""
    name = name_of(page)
    is_settings = name in DOCFX_NAMES or (name.startswith(REDIRECTIONS) and name.endswith(".json"))
    return is_settings or name in TOC_NAMES or mime_of(page) is not None


def pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys of a mapping with their values; none of any other node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key, value


def items(node: yaml.Node | None) -> list[yaml.Node]:
    """The items of a list; none of any other node."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def get(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value of a key of a mapping; None where there is none."""
    return next((value for name, value in pairs(node) if name.value == key), None)


def shape_of(root: yaml.Node | None) -> list[str]:
    """The keys of a document and how its parts lie in each other: what a fix of a value leaves as it is."""
    found, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            found.append("{" + ",".join(key.value for key, _ in pairs(node)))
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            found.append(f"[{len(node.value)}")
            waiting += node.value
        else:
            found.append("-" if node is not None else "")
    return found


def text_of(node: yaml.Node | None) -> str:
    """What a scalar says; empty of any other node."""
    return node.value.strip() if isinstance(node, yaml.ScalarNode) else ""


@rule("document-unreadable", "document")
def document_unreadable(page: PageContext) -> Iterator[Hit]:
    """A table of contents, a YAML document or docfx's settings cannot be read: nothing that they say counts.

    Bad (in `toc.yml`):

        - name: Pay: your bill

    Good:

        - name: "Pay: your bill"
    """
    found = document(page)
    if not found.problem:
        return
    mistake = (
        mistake_in(page.article.text, nested=True)
        if not page.path.lower().endswith(".json")
        else None
    )
    if mistake is not None and mistake.start <= found.at:
        yield Hit(mistake.start, mistake.end, mistake.message)
        return
    kind = "JSON" if page.path.lower().endswith(".json") else "YAML"
    yield Hit(found.at, found.at, f"this is not valid {kind}: {found.problem}")
