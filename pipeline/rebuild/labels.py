"""Reference definitions for translated labels.

A link such as `[original version]` finds its address by its text. Where the text is translated, the page needs a
definition for the translated label: the hand-back writes it in place of the source's, or before it where the source's
label is still in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.files.splice import Splice
from pipeline.markdown.body import read_blocks
from pipeline.markdown.references import definitions, label_key, without_definitions
from pipeline.units.unit import Unit

_USE = re.compile(
    r"`+[^`]*`+|!?\[(?P<text>(?:[^\[\]\\]|\\.)+)\](?:\[(?P<label>(?:[^\[\]\\]|\\.)*)\]|(?P<inline>\()|)"
)


def translated_labels(text: str, units: Iterable[Unit]) -> list[Splice]:
    """The edits of a published page that define the labels of its translated links; `units` are its texts."""
    known = {label_key(one.label): one for one in definitions(text)}
    if not known:
        return []
    wanted: dict[str, dict[str, str]] = {}  # by the source's label: the translated ones
    for unit in units:
        if "[" not in unit.source or not unit.target or unit.target == unit.source:
            continue
        sources = [label for label in _labels(unit.source) if label_key(label) in known]
        targets = [label for label in _labels(unit.target) if label_key(label) not in known]
        kept = {label_key(label) for label in _labels(unit.target)}
        gone = [label for label in sources if label_key(label) not in kept]
        if len(gone) == len(targets):
            for source, target in zip(gone, targets, strict=True):
                wanted.setdefault(label_key(source), {}).setdefault(label_key(target), target)
    if not wanted:
        return []
    used = {label_key(label) for label in _labels(without_definitions(text))}
    edits = []
    for key, labels in wanted.items():
        one = known[key]
        lines = "".join(
            f"{one.lead}[{label}]:{one.rest}{one.eol or chr(10)}" for label in labels.values()
        )
        edits.append(Splice(one.start, one.start if key in used else one.end, lines))
    return edits


def outside_code(text: str, edits: list[Splice], start: int = 0) -> list[Splice]:
    """Those of the edits of definitions that stand in no code block: what looks like a definition there is none.

    `start` is where the page's body begins.
    """
    if not edits:
        return edits
    code = [block for block in read_blocks(text, start) if block.kind == "code"]
    return [edit for edit in edits if not any(one.start <= edit.start < one.end for one in code)]


def _labels(markdown: str) -> list[str]:
    """The labels that a text's reference links and images use, in order."""
    found = []
    for match in _USE.finditer(markdown):
        if match["text"] is not None and match["inline"] is None:
            found.append(match["label"] or match["text"])
    return found
