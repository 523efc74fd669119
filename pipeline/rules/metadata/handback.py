"""The fields that a hand-back writes: what the schema cannot say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.values import Values, values_of
from pipeline.rules.registry import rule
from pipeline.visible import shown

_LONG_TYPES = {"human translation": "HT", "machine translation": "MT"}
_NUMBER = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


@rule("locale-mismatch", "metadata")
def locale_mismatch(page: PageContext) -> Iterator[Hit]:
    """`ms.contentlocale` names another locale than the folder that the page stands in.

    The page was copied from another locale, or handed back into the wrong folder: readers get the wrong language.

    Bad (in `content/nl-NL`):

        ms.contentlocale: de-DE

    Good:

        ms.contentlocale: nl-NL
    """
    values = values_of(page)
    if values is None or page.is_source or page.locale == "und":
        return
    said = values.text("ms.contentlocale").strip()
    if said and said.lower() != page.locale.lower():
        start, end = values.place("ms.contentlocale")
        message = f"`ms.contentlocale` is `{shown(said)}`, but the page stands in {page.locale}"
        yield Hit(start, end, message)


@rule("translationtype-deprecated", "metadata")
def translationtype_deprecated(page: PageContext) -> Iterator[Hit]:
    """`ms.translationtype` is written in its old long form.

    Bad:

        ms.translationtype: Human Translation

    Good:

        ms.translationtype: HT
    """
    values = values_of(page)
    if values is None or page.is_source:
        return
    right = _LONG_TYPES.get(values.text("ms.translationtype").strip().lower())
    if right:
        start, end = values.place("ms.translationtype")
        fix = Fix(f"write `{right}`", (Splice(start, end, right),))
        yield Hit(start, end, f"the long form is deprecated; write `{right}`", fix=fix)


@rule("unquoted-number", "metadata")
def unquoted_number(page: PageContext) -> Iterator[Hit]:
    """A number that is a name is not quoted: `ms.locfileid`, the labels of `ms.custom`.

    YAML takes leading zeros and long numbers apart, and the publishing system compares text. Reported as
    `ms-locfileid-unquoted` and `ms-custom-unquoted`; `--fix` adds the quotes.

    Bad:

        ms.locfileid: 53976752

    Good:

        ms.locfileid: "53976752"
    """
    values = values_of(page)
    if values is None:
        return
    for attribute, name in (
        ("ms.locfileid", "ms-locfileid-unquoted"),
        ("ms.custom", "ms-custom-unquoted"),
    ):
        if _holds_number(values.front.values.get(attribute)):
            for node in _numbers(values.fields[attribute].node):
                yield _quoted(values, attribute, name, node)


def _holds_number(value: Any) -> bool:
    return any(
        isinstance(one, int | float) for one in (value if isinstance(value, list) else [value])
    )


def _numbers(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    yield from (one for one in nodes if isinstance(one, yaml.ScalarNode) and one.tag in _NUMBER)


def _quoted(values: Values, attribute: str, name: str, node: yaml.ScalarNode) -> Hit:
    start = values.front.start + node.start_mark.index
    end = values.front.start + node.end_mark.index
    number = values.front.text[start:end]
    fix = Fix("quote it", (Splice(start, end, f'"{number}"'),)) if number.isdigit() else None
    message = f'`{attribute}` holds the number {shown(number)}; write "{shown(number)}"'
    return Hit(start, end, message, rule=name, fix=fix)
