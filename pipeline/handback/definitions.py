"""Reference definitions that only source texts use: they stand in a bilingual page and not in a published one.

The hand-back writes a translated label's definition, and directly behind it the definition of the source's label,
with the same address. The second one is left out of the published page. A definition that has no translated twin
stays, even where the translation has lost its link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline.text.splice import Splice

_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>(?:[^\[\]\\\r\n]|\\.)+)\]:[ \t]*(?P<url>\S+)[^\r\n]*(?:\r\n|\n|\r|\Z)",
    re.MULTILINE,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\\r\n]|\\.)+)\]")


def source_only(text: str, sources: Iterable[str]) -> list[Splice]:
    """The edits that remove from a published text the definitions which only `sources` refer to.

    `text` is the page with targets in place of units; `sources` are the units' source texts. Labels are compared
    to the letter, as the hand-back does (to Markdown, upper and lower case are the same).
    """
    definitions = list(_DEFINITION.finditer(text))
    twins = [
        second
        for first, second in pairwise(definitions)
        if first.end() == second.start() and first["url"] == second["url"]
    ]
    if not twins:
        return []
    by_sources = {match[1] for source in sources for match in _LABEL.finditer(source)}
    by_page = {match[1] for match in _LABEL.finditer(_DEFINITION.sub("", text))}
    return [
        Splice(match.start(), match.end(), "")
        for match in twins
        if match["label"] in by_sources and match["label"] not in by_page
    ]
