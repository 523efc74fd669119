"""Where markup begins and ends: around the words that the source marks, and around no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading
from pipeline.rules.translation.tokens import WORD

_STOPS = {".": ".", "。": ".", "．": ".", ",": ",", "、": ",", "，": ",", "،": ","}
"""Marks that markup draws in, each with what it is."""
_ENDS = ".。．!！?？؟:：…"
QUOTES = "\"'“”„«»‘’()[] \u00a0*_`"


class Span(NamedTuple):
    """A stretch of bold text or a link, with its markup (`start`, `end`) and its words (`first`, `last`)."""

    start: int
    end: int
    first: int
    last: int
    is_link: bool
    words: str
    target: str = ""


def spans_of(reading: Reading) -> tuple[Span, ...]:
    """The bold stretches and the links with a text of their own, in the order they start."""
    text = reading.text
    found = [
        Span(
            one.start,
            one.end,
            one.inner_start,
            one.inner_end,
            False,
            text[one.inner_start : one.inner_end],
        )
        for one in reading.strongs
    ]
    found += [
        Span(
            one.start,
            one.end,
            one.text_start,
            one.text_end,
            True,
            text[one.text_start : one.text_end],
            one.target,
        )
        for one in reading.links
        if one.kind in ("link", "reference")
    ]
    return tuple(sorted(found))


def both(pair: Pair) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of source and target."""
    return spans_of(pair.source), spans_of(pair.target)


@rule("stop-in-markup", "unit", marks="*[", copies=False)
def stop_in_markup(pair: Pair) -> Iterator[Hit]:
    """A full stop or a comma that stands behind bold text or a link in the source was drawn into it.

    Bad:

        source: Choose **Save**.
        target: Kies **Opslaan.**

    Good:

        source: Choose **Save**.
        target: Kies **Opslaan**.
    """
    source, target = pair.once(both)
    if not source or not target:
        return
    for span in target:
        mark = span.words[-1:]
        kind = _STOPS.get(mark)
        if kind is None or len(span.words) < 2 or span.words[-2] in ".。" or _is_short(pair, span):
            continue
        beside = [one for one in source if one.is_link == span.is_link]
        if not beside or any(one.words.rstrip()[-1:] in _STOPS for one in beside):
            continue
        behind = pair.target.text[span.end :]
        if not _has_mark(pair.source, beside, kind) or behind[:1] in _STOPS:
            continue
        edits = (Splice(span.last - 1, span.last, ""), Splice(span.end, span.end, mark))
        whole = span.words.count("(") == span.words.count(")")
        fix = Fix("put it behind the markup", edits, whole and _is_place(behind, kind))
        what = "the link" if span.is_link else "bold text"
        yield Hit(span.last - 1, span.last, f"{mark!r} was drawn into {what}", fix=fix)


def _is_short(pair: Pair, span: Span) -> bool:
    """Does the span end with an abbreviation (`etc.`, `Inc.`)?"""
    word = span.words[:-1].rsplit(None, 1)[-1:] or [""]
    short = word[0].lower().strip("(*")
    return (
        len(short) < 2
        or short in pair.language.abbreviations
        or short in pair.english.abbreviations
        or f"{word[0]}." in pair.source.text.replace("*", "").split()
    )


def _has_mark(source: Reading, beside: list[Span], kind: str) -> bool:
    """Has the source such a mark outside of spans: behind one of them, at its end, or a comma anywhere?"""
    text = source.text
    if kind == "," or any(text[one.end : one.end + 1] == "." for one in beside):
        return kind == "." or "," in source.plain
    return text.rstrip()[-1:] == "." and source.plain.rstrip()[-1:] == "."


def _is_place(behind: str, kind: str) -> bool:
    """May the mark stand before this: at the end, before a space and a new sentence, a comma before any space?"""
    if not behind.strip():
        return True
    following = behind.lstrip()[:1]
    return behind[0] == " " and (kind == "," or following.isupper())


@rule("bold-boundary", "unit", marks="*", copies=False)
def bold_boundary(pair: Pair) -> Iterator[Hit]:
    """Bold text begins or ends with a small word that is no part of the label which is bold in the source.

    Bad:

        source: In the **Remove licenses** pane, choose **Save**.
        target: Kies in **het deelvenster Licenties** verwijderen **Opslaan**.

    Good:

        source: In the **Remove licenses** pane, choose **Save**.
        target: Kies **Opslaan** in het deelvenster **Licenties verwijderen**.
    """
    source, target = pair.once(both)
    bold = [one for one in source if not one.is_link]
    if not bold or not all(_begins_large(one) for one in bold):
        return  # bold for stress may begin anywhere
    small = pair.english.function_words | pair.english.connectors
    as_in_source = {one.words for one in bold}
    firsts = [words[0].lower() for one in bold if (words := WORD.findall(one.words))]
    lasts = [words[-1].lower() for one in bold if (words := WORD.findall(one.words))]
    for span in target:
        if span.is_link or span.end - span.start > 0.8 * len(pair.target.text):
            continue
        words = WORD.findall(span.words)
        if not words or span.words in as_in_source:
            continue
        said = ""
        if not small.intersection(firsts):
            said = _first(words, pair)
        if not said and not small.intersection(lasts) and words[-1] in pair.language.end_words:
            said = f"bold text ends with {words[-1]!r}"
        if not said and span.words.strip(QUOTES + ".。[]「」") in pair.language.bold_verbs:
            said = "bold text is the verb"
        if said:
            yield Hit(span.first, span.last, f"{said}, which is not bold in the source")


def _begins_large(span: Span) -> bool:
    return not span.words.lstrip(QUOTES)[:1].islower()


def has_capital(words: list[str]) -> bool:
    """Does one of the words begin with a capital?"""
    return any(word[0].isupper() for word in words)


def _first(words: list[str], pair: Pair) -> str:
    """What is wrong with how bold text begins."""
    word = words[0]
    follows = len(words) > 1 and (has_capital(words[1:]) or not pair.language.cased)
    if (word in pair.language.edge_words and (follows or len(words) == 1)) or (
        word.lower() in pair.language.connectors and len(words) > 1
    ):
        return f"bold text begins with {word!r}"
    return ""


@rule("link-boundary", "unit", marks="[", copies=False)
def link_boundary(pair: Pair) -> Iterator[Hit]:
    """A link stands around other words than in the source: only around a rest of its title, or around more than it.

    Bad:

        source: See [How to find and solve problems](solve.md).
        target: Zie Problemen zoeken en [oplossen](solve.md).

    Good:

        source: See [How to find and solve problems](solve.md).
        target: Zie [Problemen zoeken en oplossen](solve.md).
    """
    source, target = pair.once(both)
    links: dict[str, list[Span]] = {}
    for one in source:
        if one.is_link:
            links.setdefault(one.target, []).append(one)
    for span in target:
        if not span.is_link:
            continue
        same = links.get(span.target, ())
        if len(same) == 1 and (said := _moved(same[0], span, pair)):
            yield Hit(span.first, span.last, said)


def _moved(was: Span, now: Span, pair: Pair) -> str:
    """What is wrong with the words of a link; empty where nothing is."""
    before, words = WORD.findall(was.words), WORD.findall(now.words)
    if not before or not words:
        return ""
    for opening, closing in ("「」", "『』", "()"):
        if now.words.count(opening) != now.words.count(closing) and was.words.count(
            opening
        ) == was.words.count(closing):
            return "the link cuts through a pair of brackets"
    if any(one in now.words for one in pair.language.behind_links):
        return "the link takes in words that stand behind it in the source"
    if (
        words[-1] in pair.language.end_words
        and now.words.rstrip(QUOTES).endswith(words[-1])
        and before[-1].lower() not in pair.english.function_words
    ):
        return f"the link ends with {words[-1]!r}"
    size = len(now.words) / max(len(was.words), 1)
    if not pair.language.spaced or len(before) < 3:
        return ""
    is_rest = len(words) <= 0.4 * len(before) and size <= 0.45
    return f"the link is around {now.words!r} alone" if is_rest else ""
