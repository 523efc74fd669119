"""Spaces among letters of a script that puts none between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import BEYOND_ASCII, rule
from pipeline.rules.translation.pair import Pair
from pipeline.severity import Severity

_TORN = re.compile(r"(?<=[\u30a1-\u30fa\u30fc]{2}) (?=[\u4e00-\u9fff]{2})")
_INSIDE = re.compile(r"(?<=[「『（［\[]) +(?=[^\s\]」])|(?<=[^\s\[「]) +(?=[」』）］])")


@rule("space-within", "unit", marks=BEYOND_ASCII, copies=False, needs_source=False)
def space_within(pair: Pair) -> Iterator[Hit]:
    """A space tears a Japanese compound apart, or stands inside of brackets.

    Bad:

        source: Write a support request.    (locale: ja-JP)
        target: サポート 要求を書きます。

    Good:

        source: Write a support request.    (locale: ja-JP)
        target: サポート要求を書きます。
    """
    if not pair.language.spaces_latin:
        return
    text, plain = pair.target.text, pair.target.plain
    if " " not in plain:
        return
    for pattern, said in (
        (_TORN, "a space within a compound"),
        (_INSIDE, "a space inside of brackets"),
    ):
        for match in pattern.finditer(plain):
            start, end = match.span()
            if text[start:end].strip(" ") or plain[start - 1 : end + 1] in pair.source.plain:
                continue
            fix = Fix("take it out", (Splice(start, end, ""),))
            square = "[" in plain[start - 1] or plain[end : end + 1] == "]"
            habit = square and pair.page.translation_type != "MT"  # many people write `[ **OK**]`
            severity = Severity.SUGGESTION if habit else None
            yield Hit(start, end, said, severity=severity, fix=fix)
