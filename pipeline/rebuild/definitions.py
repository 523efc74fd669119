"""Reference definitions that only source texts use: they stand in a bilingual page and not in a published one.

The hand-back writes a translated label's definition, and directly behind it the definition of the source's label,
with the same address. The second one is left out of the published page. A definition that has no translated twin
stays, even where the translation has lost its link.

Labels are compared to the letter, as the hand-back does, though to Markdown upper and lower case are the same. What the
hand-back leaves out therefore, and links need, stays where the page has been edited since: where the translated
label is used no more, or an edited text uses the source's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline.files.splice import Splice
from pipeline.markdown.references import (
    Definition,
    definitions,
    label_key,
    without_definitions,
)

_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]")


def source_only(text: str, sources: Iterable[str], edited: Iterable[str] = ()) -> list[Splice]:
    """The edits that remove from a published text the definitions which only `sources` refer to.

    `text` is the page with targets in place of units; `sources` are the units' source texts, `edited` those targets
    that the hand-back did not write.
    """
    found = [one for one in definitions(text) if not one.is_quoted]
    twins = [
        (first, second)
        for first, second in pairwise(found)
        if first.end == second.start and first.address == second.address
    ]
    if not twins:
        return []
    by_sources = _labels(sources)
    by_page = _labels([without_definitions(text)])
    unused = {
        second.start: (first, second)
        for first, second in twins
        if second.label in by_sources and second.label not in by_page
    }
    others = {label_key(each.label) for each in found if each.start not in unused}
    used = {label_key(label) for label in by_page} if unused else set()
    by_edited = {label_key(label) for label in _labels(edited)}

    def is_needed(first: Definition, second: Definition) -> bool:
        key = label_key(second.label)
        if key in others or key not in used:
            return False
        return key in by_edited or label_key(first.label) not in used

    return [
        Splice(second.start, second.end, "")
        for first, second in unused.values()
        if not is_needed(first, second)
    ]


def _labels(texts: Iterable[str]) -> set[str]:
    return {match[1] for text in texts for match in _LABEL.finditer(text)}
