"""Placeholders: those of the source, and none that an engine left behind."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
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


@rule("placeholder-leaked", "unit")
def placeholder_leaked(pair: Pair) -> Iterator[Hit]:
    """A placeholder that a translation engine puts in for markup was left in the text (`#A0`, `{1}`, `%%%1%%%`).

    The markup that it stood for is lost, and readers see the placeholder.

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
    elif not ("#" in text or "{" in text or "%%%" in text or "PH" in text):
        return
    for match in LEAKED.finditer(text):
        if match[0] not in pair.source.text and not _in_code(pair, match.start()):
            yield Hit(
                match.start(), match.end(), f"{match[0]} is left over from machine translation"
            )


def _in_code(pair: Pair, at: int) -> bool:
    return any(code.start <= at < code.end for code in pair.target.codes)
