"""Inline code of Markdown as CAT tools protect it: what a translator must keep becomes a code with an id.

Links and bold text come in pairs (an opening and a closing code with text between), code spans, images, addresses,
tags and escapes alone. The ids count the codes of one text from 1, so that a translation can move them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.markdown.inline import Token, tokens

_BOLD = re.compile(r"\*\*(?=\S)(?P<inner>[^*\r\n]+?)(?<=\S)\*\*")


Mark = tuple[int, int, str, int]
"""Start and end of a code in a text, its kind, and the number of the pair it belongs to."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text. `kind` is `text`, `alone`, `open` or `close`; `id` is a code's, the same for a pair."""

    kind: str
    text: str
    id: int = 0


def parts_of(text: str) -> list[Part]:
    """A text taken apart; the texts of the parts, one after another, are the text."""
    marks: list[Mark] = []
    pair = 0
    found = list(tokens(text, 0, len(text)))
    for token in found:
        if token.kind == "link" and token.label_end > token.label_start:
            pair += 1
            marks.append((token.start, token.label_start, "open", pair))
            marks += (
                (inner.start, inner.end, "alone", 0)
                for inner in tokens(text, token.label_start, token.label_end)
            )
            marks.append((token.label_end, token.end, "close", pair))
        else:
            marks.append((token.start, token.end, "alone", 0))
    for match in _BOLD.finditer(text):
        if all(_apart(token, match) for token in found):
            pair += 1
            marks.append((match.start(), match.start("inner"), "open", pair))
            marks.append((match.end("inner"), match.end(), "close", pair))
    marks.sort()
    if any(one[1] > two[0] for one, two in pairwise(marks)):
        return [Part("text", text)]  # codes that cross each other are left to the translator
    return _numbered(text, marks)


def _apart(token: Token, match: re.Match[str]) -> bool:
    """Is a bold stretch apart from a token, around all of it, or inside a link's text?"""
    if token.end <= match.start() or match.end() <= token.start:
        return True
    if match.start("inner") <= token.start and token.end <= match.end("inner"):
        return True
    inside = token.label_start <= match.start() and match.end() <= token.label_end
    return token.kind == "link" and inside


def _numbered(text: str, marks: list[Mark]) -> list[Part]:
    parts: list[Part] = []
    ids: dict[int, int] = {}
    done = count = 0
    for start, end, kind, pair in marks:
        if start > done:
            parts.append(Part("text", text[done:start]))
        if kind == "close":
            number = ids[pair]
        else:
            count += 1
            number = ids[pair] = count
        parts.append(Part(kind, text[start:end], number))
        done = end
    if done < len(text):
        parts.append(Part("text", text[done:]))
    return parts


def target_parts(source: str, target: str) -> list[Part]:
    """A translation taken apart, its codes with the ids of the same codes in the source.

    What looks like a code and is none of the source's is text.
    """
    free: dict[tuple[str, str, str], list[int]] = {}
    for part, ending in _with_endings(parts_of(source)):
        free.setdefault((part.kind, part.text, ending), []).append(part.id)
    ids: dict[int, int] = {}
    found = parts_of(target)
    for part, ending in _with_endings(found):
        same = free.get((part.kind, part.text, ending))
        if same:
            ids[part.id] = same.pop(0)
    result: list[Part] = []
    for part in found:
        kind = part.kind if part.id in ids else "text"
        if kind == "text" and result and result[-1].kind == "text":
            result[-1] = Part("text", result[-1].text + part.text)
        else:
            result.append(Part(kind, part.text, ids.get(part.id, 0)))
    return result


def _with_endings(parts: Sequence[Part]) -> Iterator[tuple[Part, str]]:
    """The codes that stand alone or open a pair, each with the text of the code that closes it."""
    endings = {part.id: part.text for part in parts if part.kind == "close"}
    for part in parts:
        if part.kind in ("alone", "open"):
            yield part, endings.get(part.id, "")


def codes_of(source: str) -> dict[tuple[str, int], str]:
    """What each code of a text stands for, by kind and id."""
    return {(part.kind, part.id): part.text for part in parts_of(source) if part.id}


def written(parts: Sequence[Part], codes: Mapping[tuple[str, int], str]) -> str:
    """The Markdown of `parts`, whose codes are known by their ids.

    Raises ValueError for a code that is unknown, or for a pair that is not closed in the order it was opened.
    """
    opened: list[int] = []
    found = []
    for part in parts:
        if part.kind == "text":
            found.append(part.text)
            continue
        if (part.kind, part.id) not in codes:
            raise ValueError(f"it has an inline code that the source has not (id {part.id})")
        if part.kind == "open":
            opened.append(part.id)
        elif part.kind == "close" and (not opened or opened.pop() != part.id):
            raise ValueError(f"its inline code {part.id} is closed before it is opened")
        found.append(codes[part.kind, part.id])
    if opened:
        raise ValueError(f"its inline code {opened[-1]} is never closed")
    return "".join(found)
