"""Placeholders: those of the source, and none that an engine left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.markup import HIDDEN
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.tokens import LEAKED, PLACEHOLDER


@rule("placeholder-changed", "unit", marks="{%")
def placeholder_changed(pair: Pair) -> Iterator[Hit]:
    """A placeholder of the source (`{0}`, `%s`, `{{name}}`, `%PATH%`) is missing or changed.

    What should be filled in there is not.

    Bad:

        source: Replace {0} with your name.
        target: Vervang { 0 } door uw naam.

    Good:

        source: Replace {0} with your name.
        target: Vervang {0} door uw naam.
    """
    text = pair.source.plain
    if "{" not in text and "%" not in text:
        return
    for match in PLACEHOLDER.finditer(text):
        wanted = match[0]
        if wanted not in pair.target.text and not _is_percent(text, match.start()):
            yield Hit(0, len(pair.target.text), f"placeholder {wanted} is changed or missing")


def _is_percent(text: str, at: int) -> bool:
    return text[at] == "%" and text[at - 1 : at].isdigit()


@rule("placeholder-leaked", "unit", needs_source=False)
def placeholder_leaked(pair: Pair) -> Iterator[Hit]:
    """A placeholder that a translation engine puts in for markup was left in the text (`#A0`, `{1}`, `%%%1%%%`).

    So is what is left of one (`0}`, `3&rbrace;`). The markup that it stood for is lost, and readers see it.

    Bad:

        source: Choose **Save**.
        target: Kies #A0.

    Good:

        source: Choose **Save**.
        target: Kies **Opslaan**.
    """
    text = pair.target.markup.plain
    if pair.target.tags:
        text = pair.target.text
    elif not ("#" in text or "{" in text or "}" in text or "%%%" in text or "PH" in text):
        return
    places = [match.span() for match in LEAKED.finditer(text)]
    places += _pieces(pair.target.markup.plain)
    for start, end in places:
        said = pair.target.text[start:end]
        if said not in pair.source.text and not _in_code(pair, start):
            yield Hit(start, end, f"{said} is left over from machine translation")


_PIECE = re.compile(
    r"\{[^{}\n]{1,80}[ \u00a0]\d{1,3}\}|(?<![\w.,{])\d{1,3}\}|\{\d{1,3}(?![\w.,}:])"
)


def _pieces(plain: str) -> Iterator[tuple[int, int]]:
    """Where placeholders broke apart: a number beside a brace that has no partner. Entities are braces in `plain`."""
    for match in _PIECE.finditer(plain):
        before = plain[: match.start()]
        alone = match[0][0] == "{" or before.count("{") <= before.count("}")
        if alone and (match[0][-1] == "}" or "}" not in plain[match.end() :]):
            hidden = len(plain) - match.end() - len(plain[match.end() :].lstrip(HIDDEN))
            entity = hidden >= len("&rbrace;") - 1  # else a marker stands there
            yield match.start(), match.end() + (len("&rbrace;") - 1 if entity else 0)


def _in_code(pair: Pair, at: int) -> bool:
    return any(code.start <= at < code.end for code in pair.target.codes)
