"""Code spans: each of the source, letter for letter, in the target."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.bags import differences, pair_up
from pipeline.rules.translation.markup import Code
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.verbatim import beyond, written_out
from pipeline.severity import Severity

_AT_BRACKETS = re.compile(r"(?<=[\[({]) | (?=[\])}])")
_SLIP = 80
"""From which likeness on (0 to 100) code is no other word, but the same with a slip: letters, case, a blank."""
_TAG = re.compile(r"<[^<>]*>")
_LETTERS = re.compile(r"[A-Za-z |]+")


@rule("code-changed", "unit", marks="`")
def code_changed(pair: Pair) -> Iterator[Hit]:
    """A code span differs from the one in the source: translated, split in two, spaces inside.

    Readers copy code and type it; a changed command does not run.

    Bad:

        source: Run `Get-Item -Force`.
        target: Voer `Get - Item - Force` uit.

    Good:

        source: Run `Get-Item -Force`.
        target: Voer `Get-Item -Force` uit.
    """
    if not pair.target.codes or not pair.source.codes:
        return
    missing, extra = differences(pair.source.codes, pair.target.codes, _keys(pair))
    if not missing:
        return
    for was, code in pair_up(missing, extra, lambda code: code.text):
        if was is None:
            yield Hit(code.start, code.end, f"code `{_short(code.text)}` is not in the source")
        else:
            written = pair.source.text[was.start : was.end]
            fix = Fix(f"put {_short(written)} back", (Splice(code.start, code.end, written),))
            message = f"code `{_short(code.text)}` is `{_short(was.text)}` in the source"
            yield Hit(
                code.start,
                code.end,
                message,
                severity=Severity.SUGGESTION if _is_example(pair, was, code) else None,
                fix=fix if len(missing) == len(extra) else None,
            )


def _keys(pair: Pair) -> Callable[[Code], tuple[str, ...]]:
    """What of code must stay: all but blanks at brackets, and the parts of a path that name the reader's language."""
    names = pair.names_of_languages

    def key(code: Code) -> tuple[str, ...]:
        text = _AT_BRACKETS.sub("", code.text)
        return tuple(part for part in text.split("/") if part.lower() not in names)

    return key


def _is_example(pair: Pair, was: Code, code: Code) -> bool:
    """Is it a sample of text, a path or a name in capitals, whose words people translate? On MT pages nothing is."""
    if pair.page.translation_type == "MT" or fuzz.ratio(was.text, code.text) > _SLIP:
        return False
    text = was.text
    if "<" in text and _TAG.findall(text) == _TAG.findall(code.text):
        return " " in _TAG.sub("", text).strip()  # words between tags
    if " " in text:
        is_title = text[0].isupper() and _LETTERS.fullmatch(text) is not None
        return is_title or (text.startswith(":::") and "[" in text)
    return text.isupper() or "/" in text or "." in text


@rule("code-lost", "unit", marks="`")
def code_lost(pair: Pair) -> Iterator[Hit]:
    """A code span of the source is missing, or lost its backticks.

    Without its marks code is set as prose, and the next translation or spelling check changes it.

    Bad:

        source: The `-Path` parameter is required.
        target: De parameter -Path is verplicht.

    Good:

        source: The `-Path` parameter is required.
        target: De parameter `-Path` is verplicht.
    """
    if (before := pair.source.plain.count("`")) > (after := pair.target.plain.count("`")):
        yield Hit(
            0, len(pair.target.text), f"{before} literal backticks in the source, {after} here"
        )
    if not pair.source.codes:
        return
    missing, extra = differences(pair.source.codes, pair.target.codes, lambda code: code.text)
    if not missing or len(extra) >= len(missing):
        return
    if extra:
        changed = {was for was, _ in pair_up(missing, extra, lambda code: code.text)}
        missing = [code for code in missing if code not in changed]
    kept = {code.text for code in pair.target.codes}
    for code in missing:
        if code.text in kept:
            continue  # said once where the source says it twice
        yield _lost(pair, code)


def _lost(pair: Pair, code: Code) -> Hit:
    text = code.text
    at = pair.target.plain.find(text) if text.strip() else -1
    if at < 0:
        return Hit(0, len(pair.target.text), f"code `{_short(text)}` of the source is missing")
    end = at + len(text)
    fix = None
    if not (pair.target.plain[at - 1 : at].isalnum() or pair.target.plain[end : end + 1].isalnum()):
        written = pair.source.text[code.start : code.end]
        fix = Fix("mark it as code", (Splice(at, end, written),))
    return Hit(at, end, f"{_short(text)} lost its code marks", fix=fix)


@rule("code-added", "unit", marks="`")
def code_added(pair: Pair) -> Iterator[Hit]:
    """The target marks as code what is no code in the source.

    Bad:

        source: Choose a name for the group.
        target: Kies een `naam` voor de groep.

    Good:

        source: Choose a name for the group.
        target: Kies een naam voor de groep.
    """
    if len(pair.target.codes) <= len(pair.source.codes):
        return
    missing, extra = differences(pair.source.codes, pair.target.codes, lambda code: code.text)
    if missing:
        return
    for code in beyond(extra, written_out(pair)):
        if code.text not in pair.source.text:
            yield Hit(code.start, code.end, f"`{_short(code.text)}` is no code in the source")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
