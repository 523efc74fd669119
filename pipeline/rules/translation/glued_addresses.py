"""Bare addresses that take in the text behind them, in scripts that put no spaces between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import BEYOND_ASCII, rule
from pipeline.rules.translation.pair import Pair
from pipeline.visible import shown

_WIDE = re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_PARTICLE = re.compile(r"[\u3041-\u3096]")


@rule("address-glued", "unit", marks=BEYOND_ASCII, copies=False, needs_source=False)
def address_glued(pair: Pair) -> Iterator[Hit]:
    """A bare web address touches the text behind it, which becomes a part of the link: it leads nowhere.

    Bad:

        source: Go to https://example.com/start now.    (locale: ja-JP)
        target: https://example.com/startに移動します。

    Good:

        source: Go to https://example.com/start now.    (locale: ja-JP)
        target: https://example.com/start に移動します。
    """
    for match in pair.target.urls:
        wide = _WIDE.search(match[0])
        if wide is None or match[0] in pair.source.text:
            continue
        address = match[0][: wide.start()]
        if not (address in pair.source.text if pair.has_source else _PARTICLE.match(wide[0])):
            continue  # an address of the locale's own, in its own script
        at = match.start() + wide.start()
        fix = Fix("put a space there", (Splice(at, at, " "),))
        said = f"the address `{shown(address, 90)}` takes in the text behind it"
        yield Hit(match.start(), match.end(), said, fix=fix)
