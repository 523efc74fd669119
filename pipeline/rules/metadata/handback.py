"""The fields that a hand-back writes: what the schema cannot say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from pipeline.families.roles import type_word
from pipeline.files.splice import Splice
from pipeline.provenance.page_roles import key_of
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.codes import code
from pipeline.rules.metadata.problems import schema_of
from pipeline.rules.metadata.values import Values, values_of
from pipeline.rules.registry import rule
from pipeline.visible import shown

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
    said, key = page.roles.locale, page.family.provenance.role("locale")
    if said.replace("_", "-").lower() == page.locale.lower():
        return  # in another form at most, which the schema sees to
    if key is not None and said:
        start, end = values.place_of(key)
        name = key_of(page.family, "locale")
        message = f"`{name}` is `{shown(said)}`, but the page stands in {page.locale}"
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
    word, right = page.roles.type_word, type_word(page.family.provenance, page.roles.type)
    if right and " " in word:
        start, end = values.place_of(page.family.provenance.role("type"))
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
    if not any(map(_holds_number, values.front.values.values())):
        return
    for attribute in schema_of(page).with_keyword.get("quoted", {}):
        if _holds_number(values.front.values.get(attribute)):
            for node in _numbers(values.fields[attribute].node):
                yield _quoted(values, attribute, code(attribute, "unquoted-number"), node)


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
