"""Where a translated passage may be cut: every place that looks like the end of a sentence, and how sure it is.

More places than there are sentences: which of them are real is decided by the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.markdown.inline import tokens
from pipeline.units.abbreviations import abbreviations
from pipeline.units.sentences import GAP, Range, inside

_PLACE = re.compile(
    rf"""(?P<stop>[.!?…؟۔।]++)(?:(?:[\"'”’»*_)]|\](?:\([^()\s]*+\))?)*+(?P<gap>{GAP}))?
    | [。！？｡](?P<closing>(?:[」』）”’\"*_)]|\](?:\([^()\s]*\))?)*)(?P<wide>\s*)
    | (?P<weak>[:;؛،])(?P<pause>\s+)
    | (?P<comma>[、；：])(?P<half>\s*)
    | (?P<break>(?:\r\n|\n|\r)[ \t>]*)
    """,
    re.VERBOSE,
)
_BLANK = re.compile(r"[^\S\r\n]+")
_SENTENCE = re.compile(r"[^\W\d_](?![A-Z\d])")
_WORD = re.compile(r"[^\s(\[\"'*_/]*\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """A gap between two pieces; `cost` is 0 for a sure end of a sentence. `broken`: the gap holds a line break."""

    start: int
    end: int
    cost: float
    broken: bool


def places(
    text: str,
    start: int,
    end: int,
    locale: str,
    verbatim: Sequence[Range] = (),
    *,
    wrapped: bool = False,
    anywhere: bool = False,
) -> list[Place]:
    """The gaps where `text` may be cut, in order; with `anywhere`, every blank is one, at a high cost.

    There is none in what is `verbatim` (in order). In `wrapped` text a line ends where it is full, which says nothing.
    """
    known = abbreviations(locale.partition("-")[0].lower())
    found: dict[int, Place] = {}
    for match in _PLACE.finditer(text, start, end):
        if match["stop"]:
            if match["gap"] is None:
                continue
            gap, cost = match.span("gap"), _stop_cost(text, match, known.inner | known.final)
        elif match["wide"] is not None:
            gap = match.span("wide")
            cost = 1.5 if match["closing"] and gap[0] == gap[1] else 0.0
        elif match["pause"]:
            gap, cost = match.span("pause"), 4.0
        elif match["half"] is not None:
            gap, cost = match.span("half"), 5.0
        elif wrapped:
            if not anywhere:
                continue
            gap, cost = match.span("break"), 6.0
        else:
            gap, cost = match.span("break"), 2.5
        if start < gap[0] and gap[1] < end:
            broken = not wrapped and "\n" in text[gap[0] : gap[1]]
            found[gap[1]] = Place(*gap, cost, broken)
    if anywhere:
        for match in _BLANK.finditer(text, start, end):
            if start < match.start() and match.end() < end:
                first = text[match.end()].isupper() and _SENTENCE.match(text, match.end())
                begins = text[match.start() - 1].islower() and first
                cost = 4.0 if begins else 6.0  # a stop that was forgotten
                found.setdefault(match.end(), Place(*match.span(), cost, False))
    if not found:
        return []
    opaque = list(tokens(text, start, end, verbatim))
    kept = [found[at] for at in sorted(found) if not inside(found[at].start, opaque)]
    return _dearer_in_emphasis(text, start, kept) if "**" in text[start:end] else kept


def _dearer_in_emphasis(text: str, start: int, found: list[Place]) -> list[Place]:
    """The places, those between `**` and `**` at a higher cost."""
    opened, done, result = False, start, []
    for place in found:
        opened ^= text.count("**", done, place.start) % 2 == 1
        done = place.start
        result.append(replace(place, cost=place.cost + 2.5) if opened else place)
    return result


def _stop_cost(text: str, match: re.Match[str], known: frozenset[str]) -> float:
    gap = match.span("gap")
    cost = 0.0
    following = text[gap[1]] if gap[1] < len(text) else ""
    if following.islower():
        cost += 1.8
    stop = text[match.start() : gap[0]]
    if stop[-1] in ")]" and "](" not in stop:
        cost += 1.5
    if stop[0] == ".":
        before = _WORD.search(text[max(0, match.start() - 16) : match.start()])
        word = before[0].lower() if before else ""
        if word in known or (len(word) == 1 and word.isalpha()) or word.isdigit():
            cost += 2.0
    return cost
