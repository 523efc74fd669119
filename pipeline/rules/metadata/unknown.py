"""Keys that no schema knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

import yaml

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.copied import renamed_from
from pipeline.rules.metadata.problems import schema_of
from pipeline.rules.metadata.schema import Schema
from pipeline.rules.metadata.values import Values, values_of
from pipeline.rules.registry import rule
from pipeline.severity import Certainty, Severity
from pipeline.visible import shown

_LETTERS = re.compile(r"[^a-z0-9]+")


@rule("unknown-field", "metadata")
def unknown_field(page: PageContext) -> Iterator[Hit]:
    """A key that the schema does not know, most often one that is misspelt: what it says goes unheard.

    A key that looks like a known one is a warning with "did you mean"; another is a suggestion, for docsets have
    keys of their own (name them under `attributes` in `pipeline.toml`). A key that is no text is an error.

    Bad:

        ms,.custom: "9004164"

    Good:

        ms.custom: "9004164"
    """
    values = values_of(page)
    if values is None:
        return
    schema = schema_of(page)
    theirs = page.source.readable_metadata if page.source is not None else {}
    renamed = {mine: there for there, mine in renamed_from(page).items()}
    if len(values.all) < len(values.front.values):
        yield from _no_texts(values)
    for name in dict.fromkeys(values.front.names):
        if not name or name in schema.known or name not in values.all or name in theirs:
            continue
        if schema.fits_pattern(name):
            continue
        field = values.fields[name]
        right, sure = _meant(name, schema)
        if name in renamed:
            right, sure = renamed[name], True
        if right is None:
            message = f"no attribute is called `{shown(name)}`"
            yield Hit(
                field.start,
                field.key_end,
                message,
                severity=Severity.SUGGESTION,
                certainty=Certainty.GUESS,
            )
            continue
        message = f"no attribute is called `{shown(name)}`; did you mean `{right}`?"
        fix = None
        same = _LETTERS.sub("", name.lower()) == _LETTERS.sub("", right.lower())
        if same and right not in values.all:
            fix = Fix(
                f"write `{right}`", (Splice(field.start, field.key_end, right),), "." in right
            )
        severity = None if sure else Severity.SUGGESTION
        yield Hit(field.start, field.key_end, message, severity=severity, fix=fix)


def _no_texts(values: Values) -> Iterator[Hit]:
    """The keys that are no text."""
    for key, node in zip(values.front.values, _key_nodes(values.front.node), strict=False):
        if not isinstance(key, str):
            start = values.front.start + node.start_mark.index
            end = values.front.start + node.end_mark.index
            message = f"the key `{shown(node.value)}` is no text; quote it"
            yield Hit(start, end, message, severity=Severity.ERROR)


def _key_nodes(node: yaml.MappingNode | None) -> list[yaml.Node]:
    seen: dict[str, yaml.Node] = {}
    for key, _ in node.value if node else ():
        seen.setdefault(str(key.value), key)
    return list(seen.values())


def _meant(name: str, schema: Schema) -> tuple[str | None, bool]:
    """The attribute that a misspelt key stands for (None where there is no near one), and whether that is sure."""
    known = [key for key, words in schema.properties.items() if len(key) > 4 and "type" in words]
    plain = {_LETTERS.sub("", key.lower()): key for key in known}
    word = _LETTERS.sub("", name[:200].lower())
    if word in plain:
        return plain[word], True
    tail = name.lower()[-12:]
    for key in known:  # something typed or pasted into the key: `munlocking-an-account s.custom`
        if "." in key and name.lower().startswith(key[0]) and tail.endswith(key[1:].lower()):
            return key, True
    dotted = [key for key in known if ("." in key) == ("." in name)]
    for cutoff in (0.8, 0.65 if "." in name else 0.8):
        found = get_close_matches(name[:60], dotted, 1, cutoff)
        if found:
            return found[0], cutoff == 0.8
    return None, False
